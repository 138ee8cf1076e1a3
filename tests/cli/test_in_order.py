"""Lines answered by several processes come back in their order, whatever they are."""

from __future__ import annotations

import json

from answerable.cli.in_order import answered_in_order
from answerable.cli.pipe import extract_line


def line(number: int, text: str) -> bytes:
    return json.dumps({"id": number, "text": text, "lang": "en"}).encode() + b"\n"


LINES = [line(n, f"The union said guards beat {n} prisoners.") for n in range(200)]


def test_many_lines_answered_by_processes_are_those_answered_one_by_one():
    assert list(answered_in_order(extract_line, LINES)) == [extract_line(numbered) for numbered in enumerate(LINES, 1)]


def test_a_bad_line_among_many_is_answered_with_its_error_and_the_rest_go_on():
    lines = [*LINES[:100], b"{\n", *LINES[100:]]
    answers = [json.loads(answer) for answer in answered_in_order(extract_line, lines)]
    assert "line 101 is not JSON" in answers[100]["error"]
    assert [a["id"] for a in answers if "error" not in a] == list(range(200))


def test_no_lines_give_no_answers():
    assert list(answered_in_order(extract_line, [])) == []
