"""Questions to a second reader, made for tests: a small fictional exchange, in more than one script."""

from __future__ import annotations

import json
from typing import Any

from answerable.confront.questions import Put, Question, as_put, questions_of
from answerable.preserve.settings import Model
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes

MODEL = Model("http://127.0.0.1:11434/v1", "small-1")
BOOK = load_codebook()
POINTS = (
    "Guards at Orrin Bay withheld insulin from Mr. Dace.",
    "Forty prisoners were denied visits in March 2019.",
)
SENTENCES = (
    "Mr. Dace received insulin twice daily; the log is annexed.",
    "监狱方面否认这些指控。",
    "Visits are governed by the Custodial Act.",
)


def put(text: str) -> Put:
    return Put(digest_bytes(text.encode()), text, "act", text)


def question(points: tuple[str, ...] = POINTS, sentences: tuple[str, ...] = SENTENCES) -> Question:
    (one,) = questions_of(MODEL, BOOK.name, [put(p) for p in points], [(as_put(s),) for s in sentences])
    return one


def row(sentence: Any = 1, point: Any = "P1", **other: Any) -> dict[str, Any]:
    words = SENTENCES[sentence - 1] if sentence in (1, 2, 3) and not isinstance(sentence, bool) else "x"
    said = {"relation": "addresses-directly", "stance": "denies", "code": "specific-information", "quote": words}
    return {"sentence": sentence, "point": point, **said, **other}


def answer(asked: Question, *rows: Any, **other: Any) -> str:
    return json.dumps({"question": asked.mark, "codings": list(rows), **other}, ensure_ascii=False)
