"""What follows the spans is the same whoever found the spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.extract.completing import complete
from answerable.extract.drafting import Found, drafts_from
from answerable.extract.grammar import grammar
from answerable.extract.statements import find_statements
from answerable.extract.view import View, view_of
from answerable.extract.words import read_page
from answerable.terms.span import Span

TEXTS = [
    "Irena Holl, the deputy minister, said the ward was open. She denied that guards beat prisoners.",
    "“The ward is open,” Irena Holl said. “We will publish the lists by May.”",
    "The union accused the guards of cruelty. The ministry, asked about it, said the ward was warm.",
    "Northern Letters reported that the union had said that nine men were never paid.",
    "The experts requested access to the ward, and urged the ministry to open the files.",
]


def read(text: str) -> View:
    return view_of(read_page(text, "en"), grammar("en"))


@pytest.mark.parametrize("text", TEXTS)
def test_spans_handed_in_from_outside_give_the_statements_the_rules_give(text):
    by_rules = find_statements(text, "en")
    view = read(text)
    found = [Found(a.source, a.cue, a.content, "a finder", a.confidence) for a in by_rules]
    again = complete(view, drafts_from(view, found), None)
    assert [(a.source, a.cue, a.content, a.act, a.parent, a.speaker) for a in again] == [
        (a.source, a.cue, a.content, a.act, a.parent, a.speaker) for a in by_rules
    ]


def test_spans_in_several_fragments_stay_as_they_were_given():
    text = "“The ward,” she said, “is open.”"
    content = (Span(0, 11), Span(22, 32))
    view = read(text)
    (one,) = complete(
        view, drafts_from(view, [Found((Span(12, 15),), (Span(16, 20),), content, "a finder", 0.9)]), None
    )
    assert one.content == content


def test_a_statement_without_content_is_left_out():
    view = read("She said.")
    assert drafts_from(view, [Found((Span(0, 3),), (Span(4, 8),), (), "a finder", 0.9)]) == []


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_spans_whatever_are_completed_without_a_stumble(data):
    text = data.draw(st.text(alphabet="ab “”.,\n’sSaid", min_size=1, max_size=60))
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(lambda p: Span(*p))
    spans = st.lists(place, max_size=2).map(tuple)
    found = data.draw(st.lists(st.builds(Found, spans, spans, spans, st.just("a finder"), st.just(0.5)), max_size=4))
    view = read(text)
    for index, a in enumerate(complete(view, drafts_from(view, found), None)):
        assert a.content
        assert a.parent is None or a.parent < index
