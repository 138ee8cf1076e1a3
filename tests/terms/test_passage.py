"""A passage is found again where its words certainly are, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from answerable.terms.digest import Digest
from answerable.terms.passage import CONTEXT, find_again, outermost, passage_at
from answerable.terms.span import Span

CAPTURE, READING = Digest("a" * 64), Digest("b" * 64)
SENTENCES = (
    "No. ",
    "The gates were closed. ",
    "门关了。",
    "نفت الوزارة ذلك. ",
    "We reject this. ",
    "Ворота закрыты. ",
    "\n\n",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("".join)


def passage(text: str, start: int, end: int):
    return passage_at(Span(start, end), text, capture=CAPTURE, reading=READING)


@st.composite
def placed(draw):
    """A text and a passage of it."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, passage(text, start, draw(st.integers(start + 1, len(text))))


@given(placed())
def test_a_passage_holds_its_words_and_at_most_32_characters_either_side(one):
    text, found = one
    assert found.exact == found.span.of(text)
    assert text[: found.start].endswith(found.prefix)
    assert text[found.end :].startswith(found.suffix)
    assert max(len(found.prefix), len(found.suffix)) <= CONTEXT


@given(placed())
def test_in_the_text_it_was_taken_from_a_passage_is_where_it_was(one):
    text, found = one
    assert find_again(found, text) == found.span


@given(placed(), TEXTS)
def test_in_another_reading_it_is_found_with_its_very_words_or_not_at_all(one, other):
    _, found = one
    again = find_again(found, other)
    assert again is None or again.of(other) == found.exact


@given(placed(), TEXTS)
def test_what_is_put_before_a_text_moves_a_passage_by_that_much_or_leaves_it_to_a_person(one, before):
    text, found = one
    again = find_again(found, before + text)
    assert again in (None, found.span.shifted(len(before)), found.span)
    around = found.prefix + found.exact + found.suffix
    if sum((before + text).startswith(around, at) for at in range(len(before + text))) == 1:
        assert again == found.span.shifted(len(before))


@given(placed())
def test_a_passage_whose_words_are_gone_is_nowhere(one):
    text, found = one
    other = text.replace(found.exact, "…")
    assume(found.exact not in other)
    assert find_again(found, other) is None


def test_the_same_words_at_the_old_place_among_other_words_are_not_taken_for_it():
    first = "Title\n\nWere they tested? No. Were they held? No. Were they moved? No."
    at = first.index("No.", first.index("held"))
    judged = passage(first, at, at + 3)
    later = first.replace("Title\n\n", "").replace("Were they held? No.", "Were they kept? No.")
    assert later[judged.start : judged.end] != "No."
    assert find_again(judged, later) is None
    shifted = "x" * (at - len("Were they ill? ")) + "Were they ill? No. And? No."
    assert shifted[judged.start : judged.end] == "No."
    assert find_again(judged, shifted) is None


@pytest.mark.parametrize("span", [Span(3, 3), Span(4, 3), Span(-1, 2), Span(2, 99)], ids=str)
def test_a_place_outside_the_text_or_without_words_is_no_passage(span):
    with pytest.raises(ValueError, match="not inside"):
        passage_at(span, "gates", capture=CAPTURE, reading=READING)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=8))
def test_of_passages_inside_one_another_the_outermost_stay_in_their_order(places):
    text = "a" * 40
    several = [passage(text, start, start + size) for start, size in places]
    kept = outermost(several)
    assert list(kept) == [p for p in dict.fromkeys(several) if p in kept]
    for one in several:
        assert any(other.start <= one.start and one.end <= other.end for other in kept)
    assert not any(a != b and b.start <= a.start and a.end <= b.end for a in kept for b in kept)
