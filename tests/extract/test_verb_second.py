"""German: the subject stands before the verb, after it, or at the start of a clause whose verb comes last."""

from __future__ import annotations

import pytest
from tests.extract.saying import said

CASES = {
    "before the verb": ("Die Sprecherin sagte, es regne.", "Die Sprecherin", "sagte"),
    "after the verb": ("Am Montag sagte die Sprecherin, es regne.", "die Sprecherin", "sagte"),
    "a pronoun after the verb": ("Dennoch glaubte er, dass es regne.", "er", "glaubte"),
    "the verb last": ("Es regnete, wie die Sprecherin in Dorun behauptet hatte: „Es ist nass.“", "die Sprecherin", "behauptet hatte"),
    "adverbs between": ("Holl hat wiederholt erklärt, dass es regne.", "Holl", "hat wiederholt erklärt"),
    "a name with a genitive": ("Der Sprecher des Ministeriums betonte, dass es regne.", "Der Sprecher des Ministeriums", "betonte"),
    "a prefix that does not part in a clause": ("Das Ministerium hatte angekündigt, dass es den Bericht veröffentlicht.", "Das Ministerium", "hatte angekündigt"),
    "an infinitive before a clause": ("Er durfte sich sagen, dass es regne.", "Er", "durfte sich sagen"),
    "marks turned inwards": ("»Es regnet«, antwortete Irena Holl.", "Irena Holl", "antwortete"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_subject_of_a_german_verb_is_found(name):
    text, source, cue = CASES[name]
    found = said(text, "de")
    assert found, "nothing found"
    assert found[0].source == source
    assert cue.startswith(found[0].cue) or found[0].cue == cue


@pytest.mark.parametrize(
    "text", ["Im guten Glauben gingen sie.", "Meine Schwester kam.", "Die Berichten folgende Stille war lang."]
)
def test_a_noun_or_a_possessive_that_looks_like_a_verb_says_nothing(text):
    assert said(text, "de") == []


def test_a_german_noun_that_stands_for_saying_hands_on_a_clause():
    (one,) = said("Die Behauptung, dass neun Häftlinge geschlagen wurden, machte die Runde.", "de")
    assert (one.cue, one.content) == ("Behauptung", "dass neun Häftlinge geschlagen wurden")
