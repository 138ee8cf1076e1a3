"""Lines of a letter as paragraphs and items of lists."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.letter_lines import blocks_of


def blocks(text: str) -> list[tuple[str | None, str]]:
    return [(b.mark, " ".join(b.span(text).of(text).split())) for b in blocks_of(text)]


def test_wrapped_lines_are_one_paragraph_and_a_blank_line_parts_two() -> None:
    assert blocks("one\ntwo\n\nthree\n") == [(None, "one two"), (None, "three")]


def test_marks_of_many_kinds_begin_items() -> None:
    text = "1. one\n2) two\n\n(a) three\n(b) four\n\nI. five\nII. six\n\nQuestion 3: seven\n\nA.1  eight\n\n• nine\n"
    assert [mark for mark, _ in blocks(text)] == ["1", "2", "a", "b", "I", "II", "3", "A.1", "•"]


def test_a_number_that_follows_none_opens_no_list() -> None:
    assert blocks("7. May was warm.") == [(None, "7. May was warm.")]


def test_the_letter_i_after_h_is_no_number() -> None:
    text = "\n".join(f"({c}) words" for c in "abcdefghij")
    assert [b.style for b in blocks_of(text)] == ["letter"] * 10


def test_page_numbers_and_running_heads_are_left_out() -> None:
    text = "Letter 3    Page 1\n\nThe guards were\n\n- 1 -\n\nLetter 3    Page 2\n\nnever charged.\n"
    assert blocks(text) == [(None, "The guards were - 1 - Letter 3 Page 2 never charged.")]


@pytest.mark.parametrize("asked", ["Who gave the order?", "谁下达了命令？", "من أصدر الأمر؟", "Nobody was charged."])
def test_a_sentence_that_returns_beside_a_page_number_is_no_running_head(asked: str) -> None:
    text = f"As to the shooting:\n{asked}\n\n3\n\nAs to the fire:\n{asked}\n"
    assert " ".join(words for _, words in blocks(text)).count(asked) == 2


@given(st.text(alphabet=st.sampled_from("1.2)(aibx•- \n\fPage Question:"), max_size=200))
def test_blocks_are_in_order_and_never_overlap(text: str) -> None:
    spans = [b.span(text) for b in blocks_of(text)]
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
