"""Numbers of an allegation: figures with their hedge, nothing that only names a thing."""

from __future__ import annotations

import pytest

from answerable.confront.clause_numbers import numbers_of
from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import clause_words

NUMBERS = {
    "a hedge": ("At least twelve women were taken.", ["At least twelve"]),
    "thousands": ("some 3,500 villagers", ["some 3,500"]),
    "a compound": ("twenty-two students and forty-one teachers", ["twenty-two", "forty-one"]),
    "two that bound one": ("Between 40 and 60 huts were burned.", ["Between 40 and 60"]),
    "a share": ("up to two thirds of the crew", ["up to two thirds"]),
    "no hedge": ("Hundreds of litres were poured out.", ["Hundreds"]),
    "a gate is none": ("at Gate 3 of the camp", []),
    "an article is none": ("under article 7", []),
    "an age is none": ("children as young as twelve", []),
    "a year before a number": ("Since 2019 300 men were taken.", ["300"]),
    "groups of three": ("1 200 000 litres and 45 000 fish", ["1 200 000", "45 000"]),
    "groups parted by a hard blank": ("1\u00a0200 litres", ["1\u00a0200"]),
    "four digits, then three": ("the 1234 567 of them", ["1234", "567"]),
    "a decimal": ("3.5 tonnes and 12,25 litres", ["3.5", "12,25"]),
    "a list": ("3, 500 and 7", ["3", "500", "7"]),
    "a time is none": ("for nineteen hours", []),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_found_with_their_hedge(name: str) -> None:
    text, wanted = NUMBERS[name]
    words = clause_words(text, "en")
    assert [n.of(text) for n in numbers_of(words, times_of(words))] == wanted
