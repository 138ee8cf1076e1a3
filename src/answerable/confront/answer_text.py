"""Where in the words of a model its answer stands, whole or cut off, past prose, reasoning and code fences.

In:   the text of an answer, the mark of the question it was given to.
Out:  the rows of its `codings`, of whatever kind, and whether they are all.
Not:  judging a row; `hearing` does that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_STARTS = 20  # braces from which an answer is tried to be read
_OPENING = re.compile(r"\{\s{0,100}\"")
_LIST = re.compile(r"\"codings\"\s{0,100}:\s{0,100}\[")
_ASKED = re.compile(r"\"question\"\s{0,100}:\s{0,100}\"([0-9a-f]{16})\"")
_BETWEEN = re.compile(r"[\s,]*")


def rows_in(text: str, mark: str) -> tuple[list[Any] | None, bool]:
    """The rows of the answer to question `mark`, and whether they are all. None when there is no such answer.

    The rows before a cut are rows.
    """
    reader = json.JSONDecoder()
    for number, opening in enumerate(_OPENING.finditer(text)):
        if number == _STARTS:
            break
        value = _value_at(reader, text, opening.start())
        if value is not None and isinstance(value[0], dict) and value[0].get("question") == mark:
            rows = value[0].get("codings")
            return (rows, True) if isinstance(rows, list) else (None, False)
    asked = _ASKED.search(text)
    opened = _LIST.search(text, asked.end()) if asked else None
    if asked is None or asked[1] != mark or opened is None:
        return None, False
    return list(_rows_from(reader, text, opened.end())), False


def why_none(text: str, mark: str) -> str:
    """Why there is no answer to question `mark` in `text`: it answers another, or none."""
    asked = _ASKED.search(text)
    return "another-question" if asked and asked[1] != mark else "no-json"


def _rows_from(reader: json.JSONDecoder, text: str, at: int) -> Iterator[Any]:
    """Values of a list that breaks off, up to where it does."""
    while True:
        gap = _BETWEEN.match(text, at)
        value = _value_at(reader, text, gap.end() if gap else at)
        if value is None:
            return
        yield value[0]
        at = value[1]


def _value_at(reader: json.JSONDecoder, text: str, at: int) -> tuple[Any, int] | None:
    """The JSON value that begins at `at` and where it ends; None when none does."""
    try:
        return reader.raw_decode(text, at)
    except (ValueError, RecursionError):  # also a number, or a nesting, beyond what Python reads
        return None
