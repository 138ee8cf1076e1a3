"""The answer of a language model: its envelope is read or refused, and what is taken of its words is sound."""

from __future__ import annotations

import json
from collections.abc import Iterator

from answerable.confront.hearing import hear, is_sound
from answerable.confront.questions import Put, questions_of
from answerable.confront.second_reader import NotAnsweredError
from answerable.confront.set_aside import REASONS
from answerable.outside.chat_answer import said_in
from answerable.preserve.settings import Model
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes

_BOOK = load_codebook()
_POINT = Put(digest_bytes(b"p"), "Guards withheld insulin.", "act", "Guards withheld insulin.")
_SAID = [("Mr. Dace received insulin.", "监狱方面否认。"), ("The law forbids it.",)]
(_ASKED,) = questions_of(Model("http://127.0.0.1/v1", "m"), _BOOK.name, [_POINT], _SAID)


def seeds() -> Iterator[bytes]:
    row = {"sentence": 1, "point": "P1", "relation": "tangential", "stance": "denies", "code": "legalism"}
    rows = [
        {**row, "quote": "insulin"},
        {**row, "sentence": 2, "quote": "nothing"},
        {**row, "quote": "监狱方面否认"},
        7,
    ]
    answer = json.dumps({"question": _ASKED.mark, "codings": rows}, ensure_ascii=False)
    for words in (
        answer,
        answer[:-30],
        f'<think>{{"a": 1}}</think>\n```json\n{answer}\n```',
        answer.replace("P1", "P9"),
    ):
        yield json.dumps({"choices": [{"message": {"content": words}, "finish_reason": "stop"}]}).encode()
        yield words.encode()
    yield b'{"choices": []}'


def check(data: bytes) -> None:
    try:
        said = said_in(data)
    except NotAnsweredError:
        words = data.decode("utf-8", "replace")
    else:
        words = said.text
    heard = hear(words, _ASKED, _BOOK)
    if heard is None:
        return
    assert is_sound(heard, _ASKED, _BOOK)
    assert heard.set_aside.keys() <= set(REASONS)
    assert len({(c.sentence, c.point) for c in heard.codings}) == len(heard.codings)
    for coding in heard.codings:
        assert coding.start < coding.end or coding.relation == "does-not-address"
