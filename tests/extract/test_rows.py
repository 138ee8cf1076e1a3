"""Rows of words with gaps and beginnings."""

from __future__ import annotations

import pytest

from answerable.extract.rows import Rows

ROWS = Rows(["nothing to add", "kept … from", "alleg*", "turn* … away"])
CASES = {
    "word by word": ("he had nothing to add", 2),
    "a gap": ("guards kept the pills from him", 1),
    "a gap of none": ("kept from him", 0),
    "too wide a gap": ("kept one two three four five six seven from him", -1),
    "a beginning": ("this was alleged twice", 2),
    "a beginning and a gap": ("they turned him away", 1),
    "only the start of a row": ("he had nothing to", -1),
    "nothing": ("it rained", -1),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_row_is_found_where_it_begins(name):
    text, at = CASES[name]
    assert ROWS.find(text.split()) == at


def test_a_look_may_start_later():
    forms = "alleged and alleged".split()
    assert ROWS.find(forms, 1) == 2
