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

from answerable.confront.set_aside import Reason

_STARTS = 20  # braces from which an answer is tried to be read
_OPENING = re.compile(r"\{\s{0,100}\"")
_LIST = re.compile(r"\"codings\"\s{0,100}:\s{0,100}\[")
_ASKED = re.compile(r"\"question\"\s{0,100}:\s{0,100}\"([0-9a-f]{16})\"")
_BETWEEN = re.compile(r"[\s,]*")


def rows_in(text: str, mark: str) -> tuple[list[Any] | None, bool]:
    """The rows of the answer to question `mark`, and whether they are all. None when there is no such answer.

    A model may draft before it answers, so the last answer that comes to its end is the one. The rows are not all when
    another differs from it, or when one more was begun: then the rows before its cut are rows.
    """
    reader = json.JSONDecoder()
    answers, end, tried = _answers(reader, text, mark)
    begun = _begun(text, mark, end)
    if begun is not None:
        return list(_rows_from(reader, text, begun)), False
    if not answers or not isinstance(answers[-1], list):
        return None, False
    alike = all(rows == answers[-1] for rows in answers)
    return answers[-1], alike and tried and mark not in text[end:]


def _answers(reader: json.JSONDecoder, text: str, mark: str) -> tuple[list[Any], int, bool]:
    """What each answer to `mark` that comes to its end lists, where the last ends, and whether all of `text` was tried.

    What stands inside a value is part of that value, not tried for itself.
    """
    found: list[Any] = []
    end = past = tries = 0
    for opening in _OPENING.finditer(text):
        if opening.start() < past:
            continue
        if tries == _STARTS:
            return found, end, False
        tries += 1
        value = _value_at(reader, text, opening.start())
        if value is None:
            continue
        past = value[1]
        if isinstance(value[0], dict) and value[0].get("question") == mark:
            found.append(value[0].get("codings"))
            end = past
    return found, end, True


def _begun(text: str, mark: str, start: int) -> int | None:
    """Where the rows begin of the last answer to `mark` that is begun from `start` on and comes to no end."""
    asked = list(_ASKED.finditer(text, start))
    if not asked or asked[0][1] != mark:
        return None
    opened = _LIST.search(text, [one for one in asked if one[1] == mark][-1].end())
    return opened.end() if opened else None


def why_none(text: str, mark: str) -> Reason:
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
