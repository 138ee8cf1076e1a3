"""Windows of word pieces: every word stands in one, none is longer than the model takes, and they overlap."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from answerable.extract.tagger_pieces import PIECES, STRIDE, Marks, arrays, pieces_of, reach, windows
from answerable.extract.tagger_words import read_tagger_words
from answerable.resources.models import load_model


@given(st.lists(st.integers(min_value=1, max_value=PIECES // 2), max_size=400))
def test_windows_hold_every_word_and_no_more_than_fits(sizes):
    made = windows(sizes)
    assert all(sum(sizes[a:b]) <= PIECES for a, b in made)
    assert all(a < b for a, b in made)
    assert {w for a, b in made for w in range(a, b)} == set(range(len(sizes)))
    assert all(a2 > a1 for (a1, _), (a2, _) in itertools.pairwise(made))


def test_windows_overlap_so_that_nothing_is_only_seen_at_an_edge():
    made = windows([1] * 2000)
    assert all(b1 - a2 == PIECES - STRIDE for (_, b1), (a2, _) in itertools.pairwise(made))


def test_reach_stops_before_the_word_that_does_not_fit():
    assert reach([3, 3, 3], 0, 7) == 2
    assert reach([3, 3, 3], 0, 2) == 0


def test_every_word_has_pieces_even_one_longer_than_a_window():
    model = load_model("statements")
    words = read_tagger_words("short " + "x" * 5000 + " Łódź 维吾尔 🙂")
    pieces = pieces_of(words, model.tokenizer, 100)
    assert all(1 <= len(own) <= PIECES // 2 for own in pieces)


def test_the_arrays_of_a_window_point_at_the_first_piece_of_each_word():
    pieces, features, heads = arrays([[5], [6, 7], [8]], [0, 3, 4], (1, 3), Marks(start=101, end=102, unknown=100))
    assert pieces.tolist() == [101, 6, 7, 8, 102]
    assert features.tolist() == [0, 3, 3, 4, 0]
    assert heads.tolist() == [1, 3]
