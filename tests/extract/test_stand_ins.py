"""Names hidden from the tagger: one word for every name, and every other word, at its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.extract.stand_ins import STAND_IN, hidden
from answerable.extract.tagger_words import FEATURES, read_tagger_words
from answerable.terms.span import Span


def shown(text: str, *names: str) -> list[str]:
    places = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    words = hidden(read_tagger_words(text), places)
    return words.forms(0, len(words.starts))


def test_whoever_is_named_the_tagger_reads_the_same_words():
    one = shown("Then the Othmar Front accused Вельдони.", "the Othmar Front", "Вельдони")
    two = shown("Then police accused Mrs. Holl.", "police", "Mrs. Holl")
    assert one == two == ["Then", STAND_IN, "accused", STAND_IN, "."]


def test_the_true_words_stand_at_the_place_of_the_stand_in():
    text = "“Then the Othmar Front left.”"
    words = hidden(read_tagger_words(text), [Span(6, 22)])
    at = words.forms(0, len(words.starts)).index(STAND_IN)
    assert words.form(at) == "the Othmar Front"
    assert words.quoted(at)


def test_features_do_not_tell_who_is_named():
    features = [
        hidden(read_tagger_words(f"{name} left."), [Span(0, len(name))]).features
        for name in ("NGO", "police", "Ann Holl")
    ]
    assert features[0] == features[1] == features[2]


@settings(deadline=None)
@given(st.text(max_size=120), st.lists(st.integers(0, 120), max_size=8))
def test_any_places_leave_words_in_order_apart_and_whole(text, cuts):
    ends = sorted({min(cut, len(text)) for cut in cuts})
    places = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    before = read_tagger_words(text)
    words = hidden(before, places)
    assert all(e <= s for e, s in zip(words.ends, words.starts[1:], strict=False))
    assert set(words.starts) <= set(before.starts)
    assert set(words.ends) <= set(before.ends)
    assert all(0 <= f < FEATURES for f in words.features)
    assert "".join("".join(words.form(w) for w in range(len(words.starts))).split()) == "".join(text.split())
