"""One reply decoded as a whole: whether a sentence answers a point depends on what else it and its neighbours answer.

In:   the scorer's chances of relation and code for every pair; `Joint` weights, which come with the scorer.
Out:  chances of relation again, those of an answer settled by logistic regression over the whole reply.
Not:  any words. Which points say nearly the same is told to it (`kin`): such points are no rivals.

A sentence that says something of substance answers some point; one that is near another point is less likely to answer
this one; what follows an answer often goes on with it; a point that is answered elsewhere needs this sentence less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answerable.confront.scorer_labels import CODES, RELATIONS
from answerable.resources.chances import Numbers, logistic

Flags = NDArray[np.bool_]
FEATURES: Final = ("own", "substance", "rival", "before", "after", "elsewhere")
SUBSTANCE: Final = tuple(
    CODES.index(code)
    for code in (
        "specific-information",
        "concession",
        "literal-denial",
        "remedy-claimed",
        "containment",
        "relabelling",
        "responsibility-shift",
        "justification",
    )
)
_PART: Final = RELATIONS.index("addresses-in-part")
_LEAST: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Joint:
    """Weights of the features, in their order, and what is added; by which line on log-odds, slope and offset, the chances of
    a relation that is given come true, and of a sentence that is said to relate to no point (Platt 1999)."""

    weights: tuple[float, ...]
    added: float
    related: tuple[float, float] = (1.0, 0.0)
    apart: tuple[float, float] = (1.0, 0.0)


def trusted(chance: float, line: tuple[float, float]) -> float:
    """`chance` as it comes true, by a `line` of `Joint`."""
    return float(logistic(line[0] * _odds(np.asarray(chance)) + line[1]))


def settled(relation: Numbers, code: Numbers, scored: Flags, kin: Flags, joint: Joint) -> Numbers:
    """`relation` [points, sentences, 4] with the chance that a sentence answers a point settled over the reply; how it
    is shared out among direct and part, tangential and apart, stays. Pairs that were not `scored` stay as they are. `kin`
    [points, points] is true of points that say nearly the same, each with itself."""
    if not relation.size:
        return relation
    odds = pair_features(relation, code, scored, kin) @ np.asarray(joint.weights) + joint.added
    answers = logistic(odds)
    kinds = relation[..., _PART:] / np.maximum(relation[..., _PART:].sum(-1, keepdims=True), _LEAST)
    others = relation[..., :_PART] / np.maximum(relation[..., :_PART].sum(-1, keepdims=True), _LEAST)
    after = np.concatenate([others * (1 - answers)[..., None], kinds * answers[..., None]], axis=-1)
    return np.where(scored[..., None], after, relation).astype(np.float32)


def pair_features(relation: Numbers, code: Numbers, scored: Flags, kin: Flags) -> NDArray[np.float64]:
    """[points, sentences, FEATURES] from chances of relation [points, sentences, 4] and code [points, sentences, 16]."""
    answers = relation[..., _PART:].sum(-1).astype(np.float64)
    near = 1.0 - relation[..., 0].astype(np.float64)
    of_substance = (code[..., SUBSTANCE].sum(-1) * scored).sum(0) / np.maximum(scored.sum(0), 1)
    substance = np.broadcast_to(of_substance, answers.shape)
    edge = np.zeros((answers.shape[0], 1))
    return np.stack(
        [
            _odds(answers),
            _odds(substance),
            _odds(_best_other(near, kin)),
            np.concatenate([edge, answers[:, :-1]], axis=1),
            np.concatenate([answers[:, 1:], edge], axis=1),
            _best_other(answers.T, np.eye(answers.shape[1], dtype=bool)).T,
        ],
        axis=-1,
    )


def _best_other(chances: NDArray[np.float64], kin: Flags) -> NDArray[np.float64]:
    """Per place the highest of its column among rows that are no kin of its own; 0 where there is none."""
    others = np.where(kin[:, :, None], 0.0, chances[None])
    return np.asarray(others.max(1))


def _odds(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    bounded = np.clip(chance, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(bounded / (1 - bounded)))
