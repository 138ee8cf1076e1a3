"""To which point each sentence speaks: by what is shared, and because replies go through a letter in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.confront.in_order import spoken_to

NEAR = st.tuples(st.integers(1, 9), st.integers(1, 12)).flatmap(
    lambda shape: arrays(np.float32, shape, elements=st.floats(0, 1e4, width=32))
)


def near(points: int, sentences: int, **shared: float):
    """Nothing is near anything but for `p2s3=1.5`: point 2 and sentence 3."""
    out = np.zeros((points, sentences), dtype=np.float32)
    for place, weight in shared.items():
        point, sentence = place[1:].split("s")
        out[int(point), int(sentence)] = weight
    return out


def best(chances) -> list[int]:
    return chances.argmax(0).tolist()


@given(NEAR)
def test_chances_of_a_sentence_sum_to_one_whatever_is_near(given_near):
    chances = spoken_to(given_near)
    assert chances.shape == given_near.shape
    assert np.isfinite(chances).all()
    assert (chances >= 0).all()
    np.testing.assert_allclose(chances.sum(0), 1.0, rtol=1e-5)


@given(NEAR, st.floats(0, 50, width=32))
def test_only_what_is_nearer_than_something_else_counts(given_near, more):
    shifted = (given_near + np.float32(more)).astype(np.float32)
    if (
        shifted - shifted.max(0) == given_near - given_near.max(0)
    ).all():  # as far as so small a difference can be held
        np.testing.assert_allclose(spoken_to(shifted), spoken_to(given_near), rtol=1e-5)


def test_no_points_and_no_sentences_are_no_chances():
    assert spoken_to(np.zeros((0, 4), dtype=np.float32)).shape == (0, 4)
    assert spoken_to(np.zeros((3, 0), dtype=np.float32)).shape == (3, 0)


def test_every_sentence_speaks_to_the_only_point():
    np.testing.assert_allclose(spoken_to(near(1, 5)), 1.0)


def test_a_sentence_that_shares_nothing_stands_between_its_neighbours():
    assert best(spoken_to(near(6, 3, p1s0=2, p5s2=2)))[0::2] == [1, 5]
    assert 1 <= best(spoken_to(near(6, 3, p1s0=2, p5s2=2)))[1] <= 5
    assert best(spoken_to(near(6, 3, p3s0=2, p3s2=2))) == [3, 3, 3]


def test_of_two_points_that_share_the_same_the_one_in_order_is_likelier():
    shared = {"p0s0": 2.0, "p1s1": 2.0, "p2s2": 2.0, "p3s3": 2.0}
    assert best(spoken_to(near(9, 4, **shared, p8s1=2.0))) == [0, 1, 2, 3]


def test_what_shares_clearly_more_is_found_out_of_order_too():
    assert best(spoken_to(near(5, 4, p4s0=3, p3s1=3, p1s2=3, p0s3=3))) == [4, 3, 1, 0]


def test_a_reply_longer_than_the_letter_stays_with_a_point():
    few = spoken_to(near(3, 30, p0s0=2, p2s29=2))
    assert best(few)[0] == 0
    assert best(few)[-1] == 2
    assert all(one <= other for one, other in zip(best(few), best(few)[1:], strict=False))
