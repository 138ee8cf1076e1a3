"""What must hold for any text: spans verbatim, parents that lead up, the same for every party, no runaway."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.extract.access import find_access_facts
from answerable.extract.commitments import find_commitments
from answerable.extract.groups import find_groups
from answerable.extract.statements import find_statements
from answerable.resources import languages

LANGUAGES = sorted(languages("reporting_verbs"))
BITS = st.sampled_from(
    [
        "Irena Holl",
        "the ministry",
        "She",
        "said",
        " said that ",
        "denied",
        "“",
        "”",
        '"',
        "''",
        "«",
        "»",
        "„",
        "「",
        "」",
        ", ",
        ". ",
        ": ",
        "\n\n",
        "\n",
        "according to ",
        "the union",
        "it would publish",
        "by May 2022",
        "access",
        "requested",
        "killing of minorities including",
        "HOST:",
        "Join the campaign",
        "who",
        "and",
        "表示，",
        "霍尔",
        "說",
        "قال",
        "إن",
        "İ",
        "ß",
        "\u200b",
        "\u202e",
        "é",
        "’",
        "'s",
        "(",
        ")",
        "—",
        "сказал",
        "что",
        "sagte",
        "dass",
        "selon",
        "Dear all,\n\n",
        "Excellency,",
        "Yours faithfully,\n",
        "we were never paid",
        "We call on ",
        "as saying",
        "Asked about ",
        "identified only as B.",
        "سيُنشر",
        "नहीं",
        "werde",
        "从未",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(BITS, max_size=40).map("".join), st.lists(BITS, max_size=40).map(" ".join)
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([*LANGUAGES, "tlh", "en-GB", None]), st.booleans())
def test_spans_are_inside_the_text_and_trimmed_and_parents_lead_up(text, language, post):
    found = find_statements(text, language, post=post)
    for index, a in enumerate(found):
        for span in (*a.source, *a.cue, *a.content, *a.speaker_evidence):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert a.content
        assert 0 <= a.confidence <= 1
        assert a.parent is None or 0 <= a.parent < index, "a parent stands before what it holds: no circle is possible"
        assert a.speaker is None or a.speaker in text
    for span in find_groups(text, language):
        assert text[span.start : span.end].strip()
    for fact in find_access_facts(text, language):
        assert text[fact.span.start : fact.span.end].strip()
    for c in find_commitments(text, found, language, said=None):
        assert 0 <= c.attribution < len(found)
        assert all(text[s.start : s.end].strip() for s in c.what)
        assert c.due_words in text


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_statements(text):
    assert find_statements(text, "en") == find_statements(text, "en")


SIDES = [
    ("Veldonia", "Lower Saren"),
    ("the police", "the rebels"),
    ("the ministry", "the company"),
    ("Casimir Oil", "Othmar Front"),
]
STORIES = [
    "{a} said that {b} killed nine villagers. {b} denied the claim, and {b} said the men died of fever.",
    "According to {a}, {b} poisoned the well. “This is a lie,” said {b}.",
    "{a} accused {b} of torture, and {b} accused {a} of lying.",
    "{a} urged {b} to open the ward. {b} replied that {a} should resign.",
]


def structure(text: str) -> list[tuple[object, ...]]:
    return [
        (len(a.source), len(a.cue), len(a.content), a.act, a.parent, a.confidence) for a in find_statements(text, "en")
    ]


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("a", "b"), SIDES)
def test_changing_sides_changes_nothing_but_the_names(story, a, b):
    one, other = story.format(a=a, b=b), story.format(a=b, b=a)
    assert structure(one) == structure(other)
    assert structure(one), "the story says something"


TRAPS = {
    "straight marks": '"' * 100_000,
    "opening marks": "“" * 100_000,
    "brackets": "(" * 100_000,
    "one letter": "a " * 100_000,
    "one verb": "said " * 4_000,
    "cues without end": "he said, " * 4_000,
    "names": "Ann " * 40_000,
    "speakers, all different": " ".join(f'Ann L{i}x said "it rained {i}."' for i in range(2_000)),
    "pronouns": "Ann Lee left. She said so. " * 3_000,
    "line breaks": "\n" * 100_000,
    "turns": "A: b\n" * 10_000,
    "promises": "He promised that he will publish it by May 2020. " * 2_000,
    "access": "access " * 40_000,
    "groups": "killing of children, " * 10_000,
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_costs_no_more_than_a_few_seconds(name):
    text = TRAPS[name]
    begun = time.process_time()
    find_commitments(text, find_statements(text, "en"), "en", said=None)
    find_access_facts(text, "en")
    find_groups(text, "en")
    assert time.process_time() - begun < 10


def test_a_chinese_trap_costs_no_more_than_a_few_seconds():
    begun = time.process_time()
    find_statements("他说，" * 10_000 + "“" * 10_000, "zh")
    assert time.process_time() - begun < 10
