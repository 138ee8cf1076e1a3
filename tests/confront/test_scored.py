"""From chances to codings."""

from __future__ import annotations

import numpy as np
import pytest

from answerable.confront.exchange import read_exchange
from answerable.confront.joint import FEATURES, Joint
from answerable.confront.scored import SURE, Coder
from answerable.confront.scorer import Chances
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.resources.codebook import load_codebook

APART, TANGENTIAL, PART, DIRECT = range(4)
POINTS = ["The clinic was closed in May.", "The school was closed in June."]
REPLY = ["The clinic was open on every day of May."]
AS_THEY_ARE = Joint((1.0,) + (0.0,) * (len(FEATURES) - 1), 0.0)


def chances(*relation, stance=1, code="literal-denial"):
    """One sentence against the points, with these distributions over relations."""
    shape = (len(relation), 1)
    of_stance, of_code = np.full((*shape, len(STANCES)), 0.01), np.full((*shape, len(CODES)), 0.01)
    of_stance[..., stance], of_code[..., CODES.index(code)] = 0.97, 0.85
    return Chances(np.asarray(relation)[:, None, :], of_stance, of_code, np.ones(shape, dtype=bool))


def coded(found, joint=AS_THEY_ARE):
    setting = read_exchange(POINTS, REPLY, "en").setting
    return list(Coder(["A1", "A2"], setting, load_codebook(), "confront/test", "en", joint).rows(found))


def test_a_sentence_relates_to_nothing_only_as_surely_as_it_is_apart_from_every_point():
    (row,) = coded(chances([0.9, 0.1, 0.0, 0.0], [0.8, 0.2, 0.0, 0.0]))
    assert row.allegation is None
    assert row.confidence == pytest.approx(0.72, abs=1e-3)


def test_chances_are_shown_as_they_come_true():
    doubted = Joint(AS_THEY_ARE.weights, 0.0, related=(0.5, 0.0), apart=(1.0, -1.0))
    answer, nothing = chances([0.01, 0.02, 0.03, 0.94]), chances([0.9, 0.1, 0.0, 0.0])
    assert coded(answer, doubted)[0].confidence < coded(answer)[0].confidence
    assert coded(nothing, doubted)[0].confidence < coded(nothing)[0].confidence


def test_a_sentence_has_a_row_for_every_point_it_relates_to():
    rows = coded(chances([0.02, 0.03, 0.05, 0.9], [0.1, 0.7, 0.1, 0.1]))
    assert [(r.allegation, r.relation) for r in rows] == [("A1", "addresses-directly"), ("A2", "tangential")]
    assert {(r.stance, r.code) for r in rows} == {("denies", "literal-denial")}


def test_a_sentence_that_relates_to_none_has_one_row_for_none():
    (only,) = coded(chances([0.9, 0.1, 0.0, 0.0], [0.8, 0.2, 0.0, 0.0], stance=0, code="formality"))
    assert (only.allegation, only.relation, only.code) == (None, RELATIONS[APART], "formality")


def test_what_looks_like_an_answer_and_is_not_sure_is_left_for_a_person():
    (row,) = coded(chances([0.2, 0.25, 0.15, 0.4], [1.0, 0.0, 0.0, 0.0]))
    assert row.relation == "addresses-directly"
    assert row.confidence < SURE
    assert row.abstain


def test_the_reason_names_the_coding_and_the_words_as_they_are_written():
    (row,) = coded(chances([0.02, 0.03, 0.05, 0.9], [1.0, 0.0, 0.0, 0.0]))
    assert row.why.startswith("addresses directly, denies, literal denial: ")
    assert "it shares “clinic” with the point" in row.why


def test_the_reason_repeats_no_name():
    points, reply = ["Guards beat Mr. Dace at Orrin."], ["Mr. Dace was beaten by nobody at Orrin."]
    setting = read_exchange(points, reply, "en").setting
    found = chances([0.02, 0.03, 0.05, 0.9])
    (row,) = Coder(["A1"], setting, load_codebook(), "confront/test", "en", AS_THEY_ARE).rows(found)
    assert "Dace" not in row.why.replace("“Mr", "")
    assert "orrin" not in row.why.casefold()
