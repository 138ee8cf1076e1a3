"""Allegations cut into clauses: what was done, who knew, what was done about it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from answerable.confront.clause_words import clause_words
from answerable.confront.clauses import clauses_of

CLAUSES = {
    "a semicolon": ("The dam broke; nobody was warned.", [("act", "The dam broke"), ("act", "nobody was warned")]),
    "a shared subject": (
        "Soldiers burned the houses and drove off the cattle.",
        [("act", "Soldiers burned the houses"), ("act", "drove off the cattle")],
    ),
    "a shared object stays": ("Guards beat and kicked the men.", [("act", "Guards beat and kicked the men")]),
    "what explains stays": (
        "Guards fired when the men fell and cried.",
        [("act", "Guards fired when the men fell and cried")],
    ),
    "years join no clauses": (
        "Women were taken between 1991 and 1994 from Kesh.",
        [("act", "Women were taken between 1991 and 1994 from Kesh")],
    ),
    "who says it is left out": (
        "According to the family, he was beaten.",
        [("act", "he was beaten")],
    ),
    "what was known within an act": (
        "The company poured out the acid despite warnings from its engineers.",
        [("act", "The company poured out the acid"), ("knowledge", "despite warnings from its engineers")],
    ),
    "not less than is no lack": (
        "Police charged no fewer than twenty men.",
        [("act", "Police charged no fewer than twenty men")],
    ),
}


@pytest.mark.parametrize("name", CLAUSES)
def test_clauses_are_cut_where_something_else_is_said(name: str) -> None:
    text, wanted = CLAUSES[name]
    words = clause_words(text, "en")
    assert [(c.kind, words.place(c.first, c.after).of(text)) for c in clauses_of(words)] == wanted


def test_what_is_too_long_to_be_cut_ends_as_one_act() -> None:
    words = clause_words("Guards beat two men, and " * 200, "en")
    clauses = clauses_of(words)
    assert clauses[-1].after == len(words)
    assert all(one.after <= other.first for one, other in pairwise(clauses))
