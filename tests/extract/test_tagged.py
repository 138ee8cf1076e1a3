"""The shipped tagger: spans verbatim in any text, sentences it must get right, and languages it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.extract.statement import RULES
from answerable.extract.statements import find_statements, method_of
from answerable.extract.step import shipped_tagger

SENTENCES = {
    "a plain report": ("The ministry said that the road was closed.", "The ministry", "the road was closed"),
    "the speaker behind the quotation": (
        "“No one was hurt,” said Captain Orla Venn.",
        "Captain Orla Venn",
        "No one was hurt",
    ),
    "according to": (
        "According to the widows' league, nine men never came home.",
        "the widows' league",
        "nine men never came home",
    ),
    "a denial": (
        "Halden Mining denied that its trucks had blocked the gate.",
        "Halden Mining",
        "its trucks had blocked the gate",
    ),
}


def _words(text, spans):
    return " ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize(("text", "source", "content"), SENTENCES.values(), ids=SENTENCES.keys())
def test_plain_sentences_come_out_whole(text, source, content):
    found = find_statements(text, "en", tagger=shipped_tagger())
    assert any(source in _words(text, a.source) and content in _words(text, a.content) for a in found), found


def test_what_stands_inside_another_s_words_is_nested_in_them():
    text = "The Courier reported that a guard had said: “We burned the papers.”"
    found = find_statements(text, "en", tagger=shipped_tagger())
    inner = [a for a in found if "We burned the papers" in _words(text, a.content) and a.parent is not None]
    assert inner
    assert "Courier" in _words(text, found[inner[0].parent].source)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=400))
def test_every_span_is_inside_any_text(text):
    for found in find_statements(text, "en", tagger=shipped_tagger()):
        for span in (*found.source, *found.cue, *found.content, *found.speaker_evidence):
            assert 0 <= span.start < span.end <= len(text)
        assert found.content
        assert found.parent is None or found.parent >= 0


@pytest.mark.parametrize(
    ("text", "language"),
    [("Das Ministerium sagte, die Straße sei gesperrt.", "de"), ("外交部发言人说，道路已经关闭。", "zh")],
)
def test_a_language_it_was_not_trained_on_is_read_by_rules(text, language):
    assert find_statements(text, language, tagger=shipped_tagger()) == find_statements(text, language)
    assert method_of(text, language, shipped_tagger()) == RULES


def test_results_say_by_which_method_they_were_found():
    assert method_of("The ministry said so.", "en", shipped_tagger()) == "extract/statements-1+stand-ins-1"
