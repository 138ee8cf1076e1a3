"""Whoever is named: the same structure and the same acts. Forty sentences, ten pairs of parties, both ways round."""

from __future__ import annotations

import pytest

from answerable.extract.statements import find_statements
from answerable.extract.step import shipped_tagger
from answerable.extract.tagger import Tagger

PAIRS = [
    ("Veldonia", "Lower Saren"),  # States without an article
    ("the Republic of Veldonia", "the Kingdom of Saren"),  # and with one
    ("the police", "the rebels"),
    ("the army", "the union"),
    ("the ministry", "the company"),
    ("Casimir Oil", "the Othmar Front"),
    ("Northern Letters", "the diocese"),
    ("Irena Holl", "Pavel Drost"),  # a woman and a man
    ("Mrs. Holl", "Mr. Drost"),
    ("the settlers", "the villagers"),
]

SENTENCES = [
    "{a} said that {b} killed nine villagers.",
    "{a} said {b} had tortured prisoners.",
    "{a} accused {b} of torture.",
    "{a} alleged that {b} poisoned the well.",
    "{a} condemned {b} for burning the school.",
    "{a} denied that {b} had killed anyone.",
    "{a} denied the claims of {b}.",
    "{a} rejected the report as an invention.",
    "{a} admitted that nine men had died.",
    "{a} disputed the number of the dead.",
    "{a} cited the constitution of 1961.",
    "{a} replied that {b} should resign.",
    "{a} urged {b} to open the ward.",
    "{a} called on {b} to release the prisoners.",
    "{a} demanded that {b} publish the list.",
    "{a} requested access to the ward.",
    "{a} promised to publish the report by May.",
    "{a} concluded that the graves are new.",
    "{a} praised {b} for the bridge.",
    "{a} said the ward has forty beds.",
    "{a} said nobody was beaten.",
    "{a} said the story was a lie.",
    "{a} said nine men were never paid.",
    "{a} said that {b} must open the ward.",
    "{a} criticised the report.",
    "{a} told reporters that {b} had shelled the market.",
    "“{b} burned our school,” {a} said.",
    "“They took our bread and beat us,” {a} said.",
    "“This is a lie,” said {a}.",
    "According to {a}, {b} dumped waste in the bay.",
    "{b} dumped waste in the bay, according to {a}.",
    "{a} said that {b} had denied the killings.",
    "Coastal Wire reported that {a} had accused {b} of theft.",
    "{a} said {b} killed nine men. {b} denied it.",
    "{a} said {b} killed nine men. {b} said the men died of fever.",
    "{a} accused {b} of lying, and {b} accused {a} of theft.",
    "{a} said the report was false, adding that {b} had written it.",
    "{a} neither confirmed nor denied that {b} was there.",
    "If {b} beat the prisoners, {a} said, they will be tried.",
    "Asked about the killings, {a} said the doctor was away.",
]


def shape(sentence: str, a: str, b: str, tagger: Tagger | None = None) -> list[tuple[object, ...]]:
    """What is found, with the parties' names taken out again; of the tagger without its confidence, which is a measurement."""
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
            found.confidence if tagger is None else None,
        )
        for found in find_statements(text, "en", tagger=tagger)
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_changing_the_parties_changes_nothing_but_their_names(sentence):
    first = shape(sentence, *PAIRS[0])
    assert first, "the sentence says something"
    for a, b in PAIRS:
        assert shape(sentence, a, b) == first, (a, b)
        assert shape(sentence, b, a) == first, (b, a)


SAME_BY_MODEL = 0.98  # of all swaps; a learned tagger cannot be held to all of them, and the README says so


def test_with_the_model_hardly_a_swap_changes_more_than_names():
    tagger = shipped_tagger()
    swaps = [(sentence, a, b) for sentence in SENTENCES for a, b in PAIRS]
    other = [(s, a, b) for s, a, b in swaps if shape(s, a, b, tagger) != shape(s, b, a, tagger)]
    assert len(other) <= (1 - SAME_BY_MODEL) * len(swaps), other
