"""A reply decoded as a whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.confront.joint import FEATURES, Joint, pair_features, settled
from answerable.confront.scorer_labels import CODES

OWN = Joint((1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.0)
weights = st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES)).map(tuple)


@st.composite
def chances(draw):
    shape = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    raw = draw(arrays(np.float64, (*shape, 4), elements=st.floats(0.01, 1)))
    code = draw(arrays(np.float64, (*shape, len(CODES)), elements=st.floats(0.01, 1)))
    scored = draw(arrays(np.bool_, shape))
    kin = draw(arrays(np.bool_, (shape[0], shape[0])))
    return (
        (raw / raw.sum(-1, keepdims=True)).astype(np.float32),
        (code / code.sum(-1, keepdims=True)).astype(np.float32),
        scored,
        kin | kin.T | np.eye(shape[0], dtype=bool),
    )


@given(chances(), weights, st.floats(-3, 3))
def test_what_comes_out_is_a_distribution_for_every_pair(found, weights, added):
    after = settled(*found, Joint(weights, added))
    assert after.shape == found[0].shape
    assert after.min() >= 0
    assert after.sum(-1) == pytest.approx(1.0, abs=1e-4)


@given(chances())
def test_with_its_own_chance_alone_nothing_changes(found):
    assert settled(*found, OWN) == pytest.approx(found[0], abs=2e-3)


@given(chances(), weights)
def test_pairs_that_were_not_scored_stay_as_they_are(found, weights):
    relation, _, scored, _ = found
    assert (settled(*found, Joint(weights, 0.5))[~scored] == relation[~scored]).all()


def test_features_tell_rivals_neighbours_and_what_is_answered_elsewhere():
    relation = np.zeros((2, 3, 4), dtype=np.float32)
    relation[..., 0] = 1.0
    relation[0, 1] = (0.1, 0.1, 0.0, 0.8)
    code = np.full((2, 3, len(CODES)), 1 / len(CODES), dtype=np.float32)
    features = dict(
        zip(
            FEATURES,
            np.moveaxis(pair_features(relation, code, np.ones((2, 3), dtype=bool), np.eye(2, dtype=bool)), -1, 0),
            strict=True,
        )
    )
    assert features["before"][0].round(2).tolist() == [0, 0, 0.8]
    assert features["after"][0].round(2).tolist() == [0.8, 0, 0]
    assert features["elsewhere"][0].round(2).tolist() == [0.8, 0, 0.8]
    assert features["rival"][1, 1] == pytest.approx(np.log(9), abs=0.01)
    assert features["own"].argmax() == 1


def test_a_letter_without_sentences_stays_empty():
    empty = (
        np.zeros((2, 0, 4), dtype=np.float32),
        np.zeros((2, 0, len(CODES)), dtype=np.float32),
        np.zeros((2, 0), dtype=bool),
    )
    assert settled(*empty, np.eye(2, dtype=bool), OWN).shape == (2, 0, 4)


def test_a_point_that_says_nearly_the_same_is_no_rival():
    relation = np.zeros((2, 1, 4), dtype=np.float32)
    relation[:, 0] = (0.05, 0.05, 0.1, 0.8)
    code = np.full((2, 1, len(CODES)), 1 / len(CODES), dtype=np.float32)
    wary = Joint((1.0, 0.0, -1.0, 0.0, 0.0, 0.0), 0.0)
    scored = np.ones((2, 1), dtype=bool)
    alone = settled(relation[:1], code[:1], scored[:1], np.eye(1, dtype=bool), wary)
    twice = settled(relation, code, scored, np.ones((2, 2), dtype=bool), wary)
    apart = settled(relation, code, scored, np.eye(2, dtype=bool), wary)
    assert (twice[0] == alone[0]).all()
    assert apart[0, 0, 3] < twice[0, 0, 3]
