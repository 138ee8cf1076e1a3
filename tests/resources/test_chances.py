"""Numbers of a model as chances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.resources.chances import logistic, softmax

numbers = arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(-60, 60, width=32))


@given(numbers)
def test_a_row_is_shared_out_and_keeps_its_order(found):
    chances = softmax(found)
    assert chances.sum(-1) == pytest.approx(1.0, abs=1e-5)
    assert (chances.argmax(-1) == found.argmax(-1)).all() or np.allclose(
        chances.max(-1), np.take_along_axis(chances, found.argmax(-1)[:, None], -1)[:, 0]
    )


@given(numbers)
def test_the_chance_of_two_numbers_is_that_of_their_difference(found):
    pair = np.stack([found[:, 0], np.zeros(len(found), dtype=np.float32)], axis=-1)
    assert softmax(pair)[:, 0] == pytest.approx(logistic(found[:, 0]), abs=1e-5)
