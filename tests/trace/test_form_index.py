"""Which forms of words a text may hold: all that it does hold, and always in one order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.trace.form_index import FormIndex, lowered_alike
from answerable.trace.forms import forms_of
from answerable.trace.numbers import numbers_of

WORDS = ["source", "via", "quelle", "fuente", "salt", "gate", "источник", "данным", "据", "报道", "来源", "خبر", "نقلا"]
INDEX = FormIndex((form, at) for at, word in enumerate(WORDS) for form in forms_of(word, {}))


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), unique=True))
def test_forms_come_in_the_order_of_the_lexicon_whatever_the_order_of_the_text(words: list[str]) -> None:
    text = ", ".join(words)
    found = [at for _, at in INDEX.possible(numbers_of(text), lowered_alike(text))]
    assert found == sorted(WORDS.index(word) for word in words)


@pytest.mark.parametrize("text", ["", "It rained in Orne.", "昨夜有雨。"])
def test_a_text_without_any_of_the_words_holds_no_form(text: str) -> None:
    assert list(INDEX.possible(numbers_of(text), lowered_alike(text))) == []
