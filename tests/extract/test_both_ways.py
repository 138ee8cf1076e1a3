"""Whoever is named: the same structure and the same acts. Two hundred sentences, fourteen pairs of parties, both ways round."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from answerable.extract.statements import find_statements
from answerable.extract.step import shipped_tagger
from answerable.extract.tagger import Tagger

_TABLE = tomllib.loads((Path(__file__).parent / "both_ways.toml").read_text(encoding="utf-8"))
PAIRS = [(a, b) for a, b in _TABLE.pop("parties")]
SILENT = _TABLE.pop("silent")
NOTHING_SAID = _TABLE["nothing_said"]
SENTENCES = [sentence for group in _TABLE.values() for sentence in group]
WAYS = [pair for a, b in PAIRS for pair in ((a, b), (b, a))]


Shape = list[tuple[object, ...]]


def shape(sentence: str, a: str, b: str, tagger: Tagger | None = None, known: tuple[str, ...] = ()) -> Shape:
    """What is found, with the parties' names taken out again."""
    text = sentence.format(a=a, b=b)
    text = text[0].upper() + text[1:]

    def without(words: str) -> str:
        for name, letter in ((a, "{a}"), (b, "{b}")):
            words = words.replace(name, letter).replace(name[0].upper() + name[1:], letter)
        return words

    return [
        (
            [without(s.of(text)) for s in found.source],
            [without(s.of(text)) for s in found.cue],
            [without(s.of(text)) for s in found.content],
            found.act,
            found.parent,
            found.confidence,
        )
        for found in find_statements(text, "en", tagger=tagger, parties=known)
    ]


def differing(
    sentence: str, ways: list[tuple[str, str]], tagger: Tagger | None = None, known: tuple[str, ...] = ()
) -> list[object]:
    """What is found in each of the ways, if not the same in all."""
    found = [(way, shape(sentence, *way, tagger, known)) for way in ways]
    return [] if all(one == found[0][1] for _, one in found) else found


def silent(tagger: Tagger | None = None) -> set[str]:
    """The sentences that say something, and of which nothing is found."""
    return {s for s in SENTENCES if s not in NOTHING_SAID and not shape(s, *PAIRS[0], tagger)}


def test_there_are_two_hundred_sentences_and_nearly_all_say_something():
    assert len(SENTENCES) >= 200
    assert silent() <= set(SILENT["rules"])
    assert len(SILENT["rules"]) <= 4


def test_the_model_is_silent_on_no_sentence_but_those_listed():
    """A model that finds nothing treats all parties alike, too."""
    assert silent(shipped_tagger()) <= set(SILENT["model"])
    assert len(SILENT["model"]) <= 1


@pytest.mark.parametrize("sentence", SENTENCES)
def test_changing_the_parties_changes_nothing_but_their_names(sentence):
    assert differing(sentence, WAYS) == []


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_nor_does_it_with_the_model(number):
    """Two pairs a sentence, so that all pairs come up, each both ways round: more than four hundred swaps."""
    pairs = (PAIRS[number % len(PAIRS)], PAIRS[(number * 5 + 3) % len(PAIRS)])
    ways = [way for a, b in pairs for way in ((a, b), (b, a))]
    assert differing(SENTENCES[number], ways, shipped_tagger()) == []


def test_a_name_known_from_outside_is_hidden_though_nothing_shows_that_it_is_one():
    """The widows are no name by their form; as a party of the case they count as one."""
    sentence = "{a} accused {b} of having burned the mill, and {b} said that {a} had lied."
    names = ("the widows of Dorun", "nine of us")
    ways = [names, names[::-1], PAIRS[0]]
    assert differing(sentence, ways, shipped_tagger(), names) == []
    assert differing(sentence, ways, None, names) == []
