"""Words as numbers: the same words as one by one, and one number for what levels alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.trace.numbers import LONGEST, PIECE, grams, number_of, numbers_of
from answerable.trace.words import words_of

SCRIPTS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x17FF),
        st.sampled_from(
            "aAbZé e\u0301 ß’'-_.\n\u00ad\u200d\u0301\u0327ﬁ½ İıςΣ 漢字。がか\u3099ｶﾞ ทำน้ำ हिन्दी क़ क\u093c 각\u1100\u1161\u11a8 😀 שלום نُور"
        ),
    ),
    max_size=80,
)


def check(text: str) -> None:
    one, many = words_of(text), numbers_of(text)
    assert many.starts.tolist() == list(one.starts)
    assert many.ends.tolist() == list(one.ends)
    assert many.of.tolist() == [number_of(norm) for norm in one.norms]


@settings(deadline=None, max_examples=200)
@given(SCRIPTS)
def test_a_text_has_the_same_words_in_the_same_places_one_by_one_and_at_once(text: str) -> None:
    check(text)


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, PIECE, 2 * PIECE + 7])
def test_very_long_words_and_texts_longer_than_a_piece_are_no_exception(length: int) -> None:
    check("x" * length)
    check("salt gate " * (length // 8) + "y" * length + " é" * 9)


def test_a_gram_is_known_by_its_words_and_their_order() -> None:
    numbers = numbers_of("the gate of salt, of salt the gate; the GATE of Salt").of
    four = grams(numbers, 4).tolist()
    assert four[0] == four[8]
    assert len(set(four)) == len(four) - 1
    assert len(grams(numbers[:3], 4)) == 0
