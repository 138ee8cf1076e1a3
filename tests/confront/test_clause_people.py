"""Authors and victims by the part their phrases play."""

from __future__ import annotations

import pytest

from answerable.confront.clause_people import people_of
from answerable.confront.clause_words import clause_words
from answerable.confront.clauses import clauses_of

PEOPLE = {
    "the subject of an active verb": (
        "Guards beat forty prisoners.",
        [("author", "Guards"), ("victims", "forty prisoners")],
    ),
    "the agent of a passive": (
        "Two boys were beaten by the night watchman.",
        [("victims", "Two boys"), ("author", "the night watchman")],
    ),
    "what one suffers": ("Three fishermen drowned.", [("victims", "Three fishermen")]),
    "a nominal style": (
        "The beating of the journalist Lena Orsk by two agents was filmed.",
        [("victims", "the journalist Lena Orsk"), ("author", "two agents")],
    ),
    "a name after a verb done to people": (
        "Gunmen killed Judge Pia Ormett.",
        [("author", "Gunmen"), ("victims", "Judge Pia Ormett")],
    ),
    "who looks on is no victim": ("Guards shot him in front of his children.", [("author", "Guards")]),
    "a thing suffers nothing": ("The gate was closed.", []),
    "means are no author": ("Prisoners were moved by night.", [("victims", "Prisoners")]),
    "half of a group": ("Half of the inhabitants were driven out.", [("victims", "Half of the inhabitants")]),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_authors_and_victims_are_told_by_their_parts(name: str) -> None:
    text, wanted = PEOPLE[name]
    words = clause_words(text, "en")
    found = [
        (role, words.place(*place).of(text))
        for clause in clauses_of(words)
        for role, place in people_of(words, clause, (), ())
    ]
    assert found == wanted
