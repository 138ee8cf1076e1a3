"""Words as the tagger reads them: every word at its place, and what case, quotation and line say of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from answerable.extract.tagger_words import FEATURES, read_tagger_words, without_edges


@given(st.text(max_size=300))
def test_words_are_at_their_places_in_any_text(text):
    words = read_tagger_words(text)
    assert words.forms(0, len(words.starts)) == [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)]
    assert all(s < e for s, e in zip(words.starts, words.ends, strict=True))
    assert all(e <= s for e, s in zip(words.ends, words.starts[1:], strict=False))
    assert all(0 <= f < FEATURES for f in words.features)
    assert "".join(words.forms(0, len(words.starts))) == "".join(text.split()), "nothing but white space is left out"


CASES = {
    "a small word": ("it rained", 1, 0),
    "a capital in the middle": ("then Oda spoke", 1, 1 * 4),
    "a word in capitals": ("the NGO spoke", 1, 2 * 4),
    "a word inside a quotation": ("she: “no rain”", 4, 2),
    "a word that begins a line": ("one\ntwo", 1, 1),
    "the first word": ("One two", 0, 1 * 4 + 1),
}


@pytest.mark.parametrize(("text", "word", "feature"), CASES.values(), ids=CASES.keys())
def test_a_feature_says_what_a_lower_cased_vocabulary_forgets(text, word, feature):
    assert read_tagger_words(text).features[word] == feature


MARKS = [",", "–", ".", ":"]


@example([",", ",", ","], 0, 3, True)  # nothing but marks, up to the end of the text
@given(
    st.lists(st.sampled_from([*MARKS, "“", "Oda"]), max_size=12), st.integers(0, 12), st.integers(0, 12), st.booleans()
)
def test_of_any_range_a_range_is_left_that_opens_with_no_mark(pieces, first, more, apposed):
    words = read_tagger_words(" ".join(pieces))
    first = min(first, len(pieces))
    end = min(first + more, len(pieces))
    left, right = without_edges(words, (first, end), apposed=apposed)
    assert first <= left <= right <= end
    assert left == right or words.form(left) not in MARKS
