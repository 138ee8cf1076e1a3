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
NOTHING_SAID = _TABLE["nothing_said"]
SENTENCES = [sentence for group in _TABLE.values() for sentence in group]
WAYS = [pair for a, b in PAIRS for pair in ((a, b), (b, a))]
BY_MODEL = 8  # of the 28 ways, for every sentence another eight: the encoder is slow


def shape(sentence: str, a: str, b: str, tagger: Tagger | None = None) -> list[tuple[object, ...]]:
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
        for found in find_statements(text, "en", tagger=tagger)
    ]


def differing(sentence: str, ways: list[tuple[str, str]], tagger: Tagger | None = None) -> dict[tuple[str, str], object]:
    """The ways in which the sentence comes out otherwise than in the first, and how."""
    first = shape(sentence, *ways[0], tagger)
    return {way: found for way in ways[1:] if (found := shape(sentence, *way, tagger)) != first} and {
        way: shape(sentence, *way, tagger) for way in ways
    }


def test_there_are_two_hundred_sentences_and_nearly_all_say_something():
    assert len(SENTENCES) >= 200
    silent = [s for s in SENTENCES if s not in NOTHING_SAID and not shape(s, *PAIRS[0])]
    assert silent == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_changing_the_parties_changes_nothing_but_their_names(sentence):
    assert differing(sentence, WAYS) == {}
