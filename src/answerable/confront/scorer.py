"""The learned scorer of answers: chances of relation, stance and code for sentences of a reply against points.

In:   texts of points and of a reply's sentences, in order; what gives numbers for a frame (`resources.models` loads it;
      training has its own).
Out:  `Chances` for every point and sentence. Points that a stretch of the reply hardly speaks to, where there are many,
      are not scored there and count as not related (`MOST`).
Not:  decisions, and no language it was not trained on: whoever calls it has looked.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from answerable.confront.exchange import Exchange
from answerable.confront.joint import Joint, settled
from answerable.confront.scorer_frames import (
    POINT,
    SENTENCE,
    Frame,
    Stretch,
    Tokenizer,
    frame,
    marks_of,
    pieces_of,
    stretches,
)
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.resources.chances import Numbers, softmax
from answerable.resources.codebook import Codebook
from answerable.resources.models import Model

MOST = 12  # points that are scored against one stretch of a reply; `benchmarks/confront_speed.py` says what more cost
_UNRELATED = -12.0  # log-odds of a pair that was not scored
_R, _S = len(RELATIONS), len(STANCES)


class Scoring(Protocol):
    """The encoder and its heads on one frame, with features [sentences, FEATURES]: [sentences, relations + stances +
    codes]."""

    def __call__(self, frame: Frame, features: Numbers, /) -> Numbers: ...


@dataclass(frozen=True, slots=True)
class Chances:
    """`relation` [points, sentences, 4], `stance` [points, sentences, 4], `code` [points, sentences, 16], each a
    distribution over the ids of `scorer_labels`; `scored` [points, sentences] tells which pairs were looked at."""

    relation: Numbers
    stance: Numbers
    code: Numbers
    scored: NDArray[np.bool_]


class AnswerScorer:
    """Scores replies with a tokenizer and a scoring. Holds no state between replies."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        scoring: Scoring,
        joint: Joint,
        *,
        method: str,
        languages: Collection[str],
        most: int = MOST,
    ) -> None:
        self._tokenizer, self._scoring, self.joint = tokenizer, scoring, joint
        self._marks = marks_of(tokenizer)
        self.method, self.languages, self.most = method, frozenset(languages), most

    def score(self, points: Sequence[str], reply: Sequence[str], exchange: Exchange, book: Codebook) -> Chances:
        """Chances of every pair. In each stretch of the reply the `most` points that it most likely speaks to are scored."""
        spoken_to = exchange.spoken_to()
        of_points = pieces_of(points, self._tokenizer, POINT)
        of_reply = pieces_of(reply, self._tokenizer, SENTENCE)
        numbers = np.zeros((len(points), len(reply), _R + _S + len(CODES)), dtype=np.float32)
        numbers[..., 0] = -_UNRELATED
        scored = np.zeros((len(points), len(reply)), dtype=bool)
        pairs = [
            (s, at)
            for s in stretches([len(pieces) for pieces in of_reply])
            for at in _chosen(spoken_to[:, s.own : s.end], self.most)
        ]

        def numbers_of(pair: tuple[Stretch, int]) -> Numbers:
            s, at = pair
            features = np.stack([exchange.features(at, i, book) for i in range(s.first, s.end)])
            return self._scoring(frame(of_points[at], of_reply[s.first : s.end], self._marks), features)

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # the model computes outside the lock
            for (s, at), found in zip(pairs, pool.map(numbers_of, pairs), strict=True):
                numbers[at, s.own : s.end] = found[s.own - s.first :]
                scored[at, s.own : s.end] = True
        code = softmax(numbers[..., _R + _S :])
        relation = settled(softmax(numbers[..., :_R]), code, scored, exchange.kin(), self.joint)
        return Chances(relation, softmax(numbers[..., _R : _R + _S]), code, scored)


def _chosen(spoken_to: Numbers, most: int) -> list[int]:
    """The points that the sentences of a stretch most likely speak to; all, if there are not more than `most`."""
    if len(spoken_to) <= most:
        return list(range(len(spoken_to)))
    best = np.sort(spoken_to, axis=1)[:, ::-1][:, :2].sum(1)
    return sorted(np.argsort(-best, kind="stable")[:most].tolist())


def scorer_of(model: Model) -> AnswerScorer:
    """The scorer with the weights of `model`."""

    def score(one: Frame, features: Numbers) -> Numbers:
        return model.run(pieces=one.pieces, parts=one.parts, heads=one.heads, ends=one.ends, features=features)[0]

    joint = msgspec.json.decode(model.said("joint"), type=Joint)
    return AnswerScorer(
        model.tokenizer, score, joint, method=f"confront/{model.card.method}", languages=model.card.languages
    )
