"""Text of strangers as it is shown."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.showing import plain, shortened, shown

SHOWN = {
    "an override": ("a\u202eb", "a⟦U+202E⟧b"),
    "a zero-width space": ("a\u200bb", "a⟦U+200B⟧b"),
    "a joiner between Latin letters": ("a\u200db", "a⟦U+200D⟧b"),
    "a joiner in Persian stays": ("می\u200cخواهم", "می\u200cخواهم"),
    "a joiner in an emoji stays": ("👩\u200d⚕️", "👩\u200d⚕️"),
    "a tag character": ("a\U000e0041", "a⟦U+E0041⟧"),
    "a byte of a name that is not UTF-8": ("caf\udce9", "caf⟦byte E9⟧"),
    "a lone surrogate": ("\ud800", "⟦U+D800⟧"),
    "a bell": ("\x07", "⟦U+0007⟧"),
    "a private character": ("\ue001", "⟦U+E001⟧"),
    "a selector far beyond": ("a\U000e0101", "a⟦U+E0101⟧"),
    "a line separator and a return": ("a\u2028b\rc", "a⟦U+2028⟧b⟦U+000D⟧c"),
    "tab and line feed stay": ("a\tb\nc", "a\tb\nc"),
    "Uyghur stays": ("ئۈچ تۇتقۇن", "ئۈچ تۇتقۇن"),
    "Chinese stays": ("维尔多尼亚", "维尔多尼亚"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_hidden_characters_are_written_out(name: str) -> None:
    text, expected = SHOWN[name]
    assert plain(text) == expected


@given(st.text(st.characters(), max_size=80))
def test_what_is_shown_is_the_text_escaped_with_hidden_characters_written_out(text: str) -> None:
    import re

    without_marks = re.sub(r'<bdi class="hidden-character" title="[^"<>]*">(⟦[^⟧]*⟧)</bdi>', r"\1", str(shown(text)))
    assert "<" not in without_marks
    assert html.unescape(without_marks) == plain(text) or "\r" in text or "&" in text
    shown(text).encode("utf-8")


@given(st.text(max_size=300), st.integers(10, 100))
def test_shortened_words_are_the_beginning_and_no_longer_than_asked(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


def test_a_very_long_run_is_shown_in_time() -> None:
    assert len(shown("\u202e" * 100_000)) > 100_000
