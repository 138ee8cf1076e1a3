"""Places of an allegation: by their noun or their name, without the preposition."""

from __future__ import annotations

import pytest

from answerable.confront.clause_places import places_of
from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import clause_words

PLACES = {
    "a village with its name": ("taken from the village of Kesh", ["the village of Kesh"]),
    "a station in a town": ("beaten at the police station in Orlan", ["the police station in Orlan"]),
    "two names are two": ("houses in Toma and Besi", ["Toma", "Besi"]),
    "provinces named together are one": ("in the provinces of Vorn and Ostery", ["the provinces of Vorn and Ostery"]),
    "a river": ("waste into the river Tane", ["the river Tane"]),
    "clothes are none": ("men in plain clothes", []),
    "a law is none": ("in Article 7 of the Covenant", []),
    "a month is none": ("in June", []),
    "a council is none": ("letters from the parish council", []),
}


@pytest.mark.parametrize("name", PLACES)
def test_places_are_found(name: str) -> None:
    text, wanted = PLACES[name]
    words = clause_words(text, "en")
    found = places_of(words, 0, len(words), times_of(words))
    assert [words.place(*one).of(text) for one in found] == wanted
