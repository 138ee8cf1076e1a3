"""Quotation marks of every style."""

from __future__ import annotations

import pytest

from answerable.extract.quotations import find_quotations

MARKS = {
    "curly": ("He said “no”.", ["“no”"]),
    "straight": ('He said "no".', ['"no"']),
    "single curly": ("He said ‘never again.’", ["‘never again.’"]),
    "low and high": ("Er sagte „nein“.", ["„nein“"]),
    "low and high the Polish way": ("Powiedział „nie”.", ["„nie”"]),
    "guillemets": ("Il dit « non ».", ["« non »"]),
    "guillemets turned inwards": ("Er sagte »nein«.", ["»nein«"]),
    "corner brackets": ("他说「不」。", ["「不」"]),
    "white corner brackets": ("他说『不』。", ["『不』"]),
    "double apostrophes": ("He said ''no way''.", ["''no way''"]),
    "one inside another is part of it": ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
    "an apostrophe is no mark": ("The workers' union didn't say.", []),
    "a lost mark opens nothing": ("He said “no and left.\n\nThe end.", []),
    "over two paragraphs": ("“One.\n\n“Two.” Three.", ["“One.\n\n“Two.”"]),
    "two after another": ('"A b," he said, "c d."', ['"A b,"', '"c d."']),
}


@pytest.mark.parametrize("name", MARKS)
def test_quotations_are_found_with_their_marks(name):
    text, expected = MARKS[name]
    assert [text[q.start : q.end] for q in find_quotations(text)] == expected


def test_the_inner_place_leaves_the_marks_out():
    text = "He said ''no way''."
    assert find_quotations(text)[0].inner.of(text) == "no way"
