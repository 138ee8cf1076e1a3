"""Sentences that only look as if somebody said something in them."""

from __future__ import annotations

import pytest
from tests.extract.saying import said

HOLLOW = [
    "Those who wrote it have never been here.",
    "He had written to them.",
    "A guard asked not to be named.",
    "Has anybody said what the ward costs?",
]
FULL = [
    "Irena Holl, who said it was cold, left.",
    "She wrote to them that it rained.",
    "He asked not to be beaten again.",
]


@pytest.mark.parametrize("text", HOLLOW)
def test_what_says_nothing_is_left_out(text):
    assert said(text) == []


@pytest.mark.parametrize("text", FULL)
def test_what_says_something_stays(text):
    assert said(text)
