"""A server on the loopback that plays a language model: a good one, or one that misbehaves as told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.outside.loopback import Quiet, serving


@dataclass(frozen=True)
class Asked:
    """One request as the server got it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def user(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def id(self) -> str:
        return self.user.split("\n", 1)[0].removeprefix("<<<material ")

    @property
    def material(self) -> dict[str, Any]:
        """What stands between the fence lines: exactly one line."""
        _, line, _ = self.user.split("\n")
        return dict(json.loads(line))

    def pairs(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for sentence in self.material["sentences"]:
            for point in self.material["points"]:
                yield sentence, point


Play = Callable[[Quiet, Asked], None]


@dataclass
class Served:
    """`play` answers from now on; `asked` is everything that was asked."""

    address: str
    play: Play
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def model_at(play: Play) -> Iterator[Served]:
    """A model on the loopback, at `address`."""

    class Model(Quiet):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = Asked(self.path, dict(self.headers), json.loads(self.rfile.read(length)))
            served.asked.append(asked)
            served.play(self, asked)

        def do_GET(self) -> None:  # what a client that follows redirects would come with
            served.asked.append(Asked(self.path, dict(self.headers), {}))
            self.answer(b"{}", "application/json")

    with serving(Model) as where:
        served = Served(f"http://{where}/v1", play)
        yield served


def say(handler: Quiet, content: str, *, finish: str = "stop", status: int = 200, **fields: str) -> None:
    """`content` in the envelope of a chat answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    body = json.dumps({"object": "chat.completion", "model": "any", "choices": [choice]}).encode()
    handler.answer(body, "application/json", status, **fields)


def answer_to(asked: Asked, codings: list[dict[str, Any]]) -> str:
    return json.dumps({"question": asked.id, "codings": codings}, ensure_ascii=False)


def coding(sentence: dict[str, Any], point: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A coding of one pair as a model gives it: the whole sentence denies it directly, unless `other` says otherwise."""
    said = {"relation": "addresses-directly", "stance": "denies", "code": "literal-denial", "quote": sentence["words"]}
    return {"sentence": sentence["number"], "point": point["id"], **said, **other}


def obeying(handler: Quiet, asked: Asked) -> None:
    """A model that did as a document told it: every sentence answers every point."""
    say(handler, answer_to(asked, [coding(s, p) for s, p in asked.pairs()]))


def silent(handler: Quiet, asked: Asked) -> None:
    """A model that finds nothing, and says so."""
    say(handler, answer_to(asked, []))
