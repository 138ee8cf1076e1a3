"""Replies cut into frames for the scorer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.scorer_frames import BEFORE, ROOM, Marks, frame, stretches

MARKS = Marks(start=1, end=2, sentence=3)
sizes = st.lists(st.integers(0, 120), max_size=60)
pieces = st.lists(st.integers(10, 99), max_size=30)


@given(sizes)
def test_every_sentence_is_read_in_exactly_one_stretch(sizes):
    assert [i for s in stretches(sizes) for i in range(s.own, s.end)] == list(range(len(sizes)))


@given(sizes)
def test_no_stretch_holds_more_than_its_room_unless_one_sentence_does(sizes):
    for s in stretches(sizes):
        used = sum(sizes[i] + 1 for i in range(s.first, s.end))
        assert used <= ROOM or s.end == s.own + 1


@given(sizes)
def test_a_sentence_sees_those_before_it_as_far_as_there_is_room(sizes):
    for s in stretches(sizes):
        assert s.first <= s.own
        assert sum(sizes[i] + 1 for i in range(s.first, s.own)) <= BEFORE
        if s.first:
            assert sum(sizes[i] + 1 for i in range(s.first - 1, s.own)) > BEFORE


@given(pieces, st.lists(pieces, min_size=1, max_size=9))
def test_a_frame_holds_the_point_then_each_sentence_behind_its_mark(point, sentences):
    made = frame(point, sentences, MARKS)
    assert made.pieces[1 : 1 + len(point)].tolist() == point
    for head, end, sentence in zip(made.heads, made.ends, sentences, strict=True):
        assert made.pieces[head] == MARKS.sentence
        assert made.pieces[head + 1 : end].tolist() == sentence
    assert set(made.parts[: len(point) + 2]) == {0}
    assert set(made.parts[len(point) + 2 :]) == {1}
