"""From scores to spans: the best path, one source, every anchor read once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.extract.tagger_decoding import CONTENT, CUE, NONE, SOURCE, Window, decode

SURE = 8.0


def window(roles: list[int], anchor: int, first: int = 0) -> Window:
    """A window in which the anchor is sure and every word has its role for certain."""
    size = len(roles)
    word = np.full((size, 4), -SURE, dtype=np.float32)
    word[anchor, 0] = SURE
    pair = np.zeros((size, size, 4), dtype=np.float32)
    pair[..., NONE] = SURE
    pair[anchor] = -SURE
    for at, role in enumerate(roles):
        pair[anchor, at, role] = SURE
    return Window(first, first + size, word, pair)


def test_source_cue_and_content_come_out_as_ranges_of_words():
    (found,) = decode([window([SOURCE, SOURCE, CUE, NONE, CONTENT, CONTENT], 2)])
    assert (found.source, found.cue, found.content) == (((0, 2),), (2, 3), ((4, 6),))
    assert found.confidence > 0.95


def test_a_cue_starts_at_its_anchor_and_goes_on_as_far_as_it_is_one():
    (found,) = decode([window([CUE, CUE, CUE, CONTENT], 1)])
    assert found.cue == (1, 3)


def test_of_two_sources_the_likelier_one_stays():
    one = window([SOURCE, NONE, SOURCE, SOURCE, CUE, CONTENT], 4)
    (found,) = decode([one])
    assert found.source == ((2, 4),)


def test_what_says_nothing_is_no_statement():
    assert decode([window([SOURCE, CUE, NONE], 1)]) == []


def test_a_content_in_pieces_keeps_its_pieces():
    (found,) = decode([window([CONTENT, CONTENT, SOURCE, CUE, CONTENT, NONE, CONTENT], 3)])
    assert found.content == ((0, 2), (4, 5), (6, 7))


def test_an_anchor_in_the_overlap_of_two_windows_is_read_once():
    roles = [NONE] * 10 + [SOURCE, CUE, CONTENT, CONTENT] + [NONE] * 6
    left, right = window(roles, 11, 0), window(roles[8:] + [NONE] * 8, 3, 8)
    (found,) = decode([left, right])
    assert found.anchor == 11
    assert found.content == ((12, 14),)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(min_value=1, max_value=14))
def test_any_scores_give_ranges_inside_the_window(data, size):
    numbers = st.floats(-9, 9, width=32)
    word = data.draw(arrays(np.float32, (size, 4), elements=numbers))
    pair = data.draw(arrays(np.float32, (size, size, 4), elements=numbers))
    for found in decode([Window(5, 5 + size, word, pair)]):
        ranges = (*found.source, found.cue, *found.content)
        assert all(5 <= a < b <= 5 + size for a, b in ranges)
        assert found.cue[0] == found.anchor
        assert 0 <= found.confidence <= 1
        assert all(b1 <= a2 for (_, b1), (a2, _) in zip(found.content, found.content[1:], strict=False))
