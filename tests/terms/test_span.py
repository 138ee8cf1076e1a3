"""Places in a text: half-open, in code points, never losing a character between them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from answerable.terms.span import Span, joined, trimmed, words_at

PLACES = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.text(max_size=60), PLACES)
def test_trimming_takes_away_white_space_and_nothing_else(text, span):
    span = Span(min(span.start, len(text)), min(span.end, len(text)))
    found = trimmed(span, text)
    assert span.covers(found)
    assert found.of(text) == span.of(text).strip()


@given(st.lists(PLACES, max_size=12))
def test_joined_places_cover_the_same_characters_and_leave_a_gap_between_them(spans):
    made = joined(spans)
    assert {at for span in made for at in range(*span)} == {at for span in spans for at in range(*span)}
    assert all(a.end < b.start for a, b in pairwise(made))
    assert joined(made) == made
    assert joined(reversed(spans)) == made


@given(PLACES, PLACES)
def test_places_overlap_exactly_when_they_share_a_character(a, b):
    assert a.overlaps(b) == b.overlaps(a)
    if a.start < a.end and b.start < b.end:
        assert a.overlaps(b) == bool(set(range(*a)) & set(range(*b)))
        assert a.covers(b) == (set(range(*b)) <= set(range(*a)))


@given(PLACES, st.integers(-5, 5), st.text(max_size=90))
def test_a_shifted_place_is_as_long_as_it_was(span, by, text):
    assert span.shifted(by).shifted(-by) == span
    assert Span(0, len(text)).of(text) == text


def test_the_words_of_a_broken_place_show_where_it_is_broken():
    text = "The gates, said the office, were closed. 门关了。"
    assert words_at([Span(0, 9), Span(28, 39)], text) == "The gates […] were closed"
    assert words_at([Span(41, 45)], text) == "门关了。"
