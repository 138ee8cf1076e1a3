"""The scorer at work on a letter and a reply, with numbers that the tests choose."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from answerable.confront.exchange import FEATURES, read_exchange
from answerable.confront.joint import Joint
from answerable.confront.scorer import AnswerScorer
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.resources.codebook import load_codebook

POINTS = [f"The {thing} was closed." for thing in ("school", "clinic", "bridge", "market", "mosque", "mill")]
REPLY = ["We thank you for the letter.", "The clinic was open on every day.", "The mill burned down."]


AS_THEY_ARE = Joint((1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.0)


def tokenizer():
    words = sorted({w for text in (*POINTS, *REPLY) for w in text.replace(".", " .").split()})
    vocabulary = {w: i for i, w in enumerate(["[CLS]", "[SEP]", "[unused1]", "[UNK]", *words])}
    made = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    return made


class Counting:
    """Gives every sentence the numbers of `row`; remembers what it was shown."""

    def __init__(self, row):
        self.row, self.seen, self.lock = np.asarray(row, dtype=np.float32), [], threading.Lock()

    def __call__(self, frame, features):
        with self.lock:
            self.seen.append((frame, features))
        return np.tile(self.row, (len(frame.heads), 1))


def row(relation, stance=0, code=0):
    numbers = np.zeros(len(RELATIONS) + len(STANCES) + len(CODES))
    numbers[relation] = numbers[len(RELATIONS) + stance] = numbers[len(RELATIONS) + len(STANCES) + code] = 4.0
    return numbers


def scored(scoring, most):
    scorer = AnswerScorer(tokenizer(), scoring, AS_THEY_ARE, method="confront/test", languages=("en",), most=most)
    return scorer.score(POINTS, REPLY, read_exchange(POINTS, REPLY, "en"), load_codebook())


def test_every_head_gives_a_distribution_for_every_pair():
    chances = scored(Counting(row(3, 1, 5)), most=8)
    for part, size in ((chances.relation, len(RELATIONS)), (chances.stance, len(STANCES)), (chances.code, len(CODES))):
        assert part.shape == (len(POINTS), len(REPLY), size)
        assert part.sum(-1) == pytest.approx(1.0)
    assert chances.relation.argmax(-1).tolist() == [[3] * len(REPLY)] * len(POINTS)
    assert chances.scored.all()


def test_of_many_points_only_the_nearest_are_scored_and_the_others_count_as_not_related():
    chances = scored(Counting(row(3)), most=2)
    looked_at = {POINTS[a] for a in np.flatnonzero(chances.scored.any(axis=1))}
    assert looked_at == {"The clinic was closed.", "The mill was closed."}
    assert (chances.relation[~chances.scored][:, 0] > 0.99).all()


def test_a_frame_is_shown_with_the_features_of_its_sentences():
    scoring = Counting(row(0))
    scored(scoring, most=8)
    assert len(scoring.seen) == len(POINTS)
    assert all(features.shape == (len(frame.heads), FEATURES) for frame, features in scoring.seen)


def test_a_vocabulary_without_the_marks_is_refused():
    bare = Tokenizer(WordLevel({"a": 0}, unk_token="a"))
    with pytest.raises(ValueError, match="unused1"):
        AnswerScorer(bare, Counting(row(0)), AS_THEY_ARE, method="confront/test", languages=("en",))


def test_points_that_say_nearly_the_same_are_kin_and_others_are_not():
    points = [
        "Guards beat three women at the eastern gate.",
        "guards beat three women at the eastern gate",
        "The well is dry.",
    ]
    assert read_exchange(points, ["No."], "en").kin().tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, True],
    ]
