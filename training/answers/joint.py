"""Weights by which a reply is decoded as a whole, and chances made true (`answerable.confront.joint`), from cases set apart.

    python -m training.answers.joint NUMBERS.npz OUT.json --train FOLDER --apart N --cool RELATION STANCE CODE

NUMBERS.npz is what training wrote of the cases set apart. Logistic regression with a penalty on the squares of the weights
of standardised features (scikit-learn); prints log loss and best F1 before and after, by cross-validation over files.
Then, of the codings that come out, a line on the log-odds of their chances (Platt 1999): one for relations that are given,
one for sentences that are said to relate to nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, precision_recall_curve
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from answerable.confront.exchange import Exchange, read_exchange
from answerable.confront.joint import Joint, pair_features, settled
from answerable.confront.scored import Coder
from answerable.confront.scorer import Chances
from answerable.confront.scorer_labels import RELATIONS, STANCES
from answerable.confront.stand_ins import with_stand_ins
from answerable.resources.chances import softmax
from answerable.resources.codebook import load_codebook
from training.answers.apart import file_of, set_apart
from training.answers.cases import read_cases

R, S = len(RELATIONS), len(STANCES)
LINKS = ("addresses-directly", "addresses-in-part")


def best_f1(gold: NDArray[np.bool_], chance: NDArray[np.float64]) -> float:
    precision, recall, _ = precision_recall_curve(gold, chance)
    return float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))


@dataclass(frozen=True, slots=True)
class Apart:
    """A case set apart, with the scorer's chances of it."""

    case: dict[str, Any]
    chances: Chances
    shown: Exchange  # with names hidden
    open: Exchange

    @property
    def ids(self) -> list[str]:
        return [a["id"] for a in self.case["allegations"]]

    def gold(self) -> NDArray[np.bool_]:
        """[points, sentences]: whether the sentence answers the point."""
        linked = np.zeros(self.chances.scored.shape, dtype=bool)
        for row in self.case["gold"]:
            if row["relation"] in LINKS:
                linked[[self.ids.index(a) for a in row["allegations"]], row["sentence"]] = True
        return linked

    def features(self) -> NDArray[np.float64]:
        found = pair_features(self.chances.relation, self.chances.code, self.chances.scored, self.shown.kin())
        return found.reshape(-1, found.shape[-1])


def apart_of(case: dict[str, Any], numbers: NDArray[np.float32], cool: Sequence[float]) -> Apart:
    points, reply = [a["text"] for a in case["allegations"]], case["reply"]
    heads = numbers[..., :R], numbers[..., R : R + S], numbers[..., R + S :]
    relation, stance, code = (softmax(head / heat) for head, heat in zip(heads, cool, strict=True))
    chances = Chances(relation, stance, code, np.ones(relation.shape[:2], dtype=bool))
    shown = read_exchange(*with_stand_ins(points, reply), "en")
    return Apart(case, chances, shown, read_exchange(points, reply, "en"))


def codings(one: Apart, joint: Joint) -> Iterator[tuple[bool, float, bool]]:
    """Of every coding: whether it relates to a point, its chance as it is before any line, whether it is right."""
    was = one.chances
    relation = settled(was.relation, was.code, was.scored, one.shown.kin(), joint)
    gold = {(g["sentence"], a): g["relation"] for g in one.case["gold"] for a in (g["allegations"] or [None])}
    related = {sentence for sentence, a in gold if a is not None}
    coder = Coder(one.ids, one.open.setting, load_codebook(), "", "en", joint)
    for row in coder.rows(Chances(relation, was.stance, was.code, was.scored)):
        if row.allegation is None:
            yield False, row.confidence, row.sentence not in related
        else:
            said = gold.get((row.sentence, row.allegation), "does-not-address")
            yield True, row.confidence, said == row.relation


def line(rows: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset by which these chances come true."""
    chances, right = (np.asarray(column) for column in zip(*rows, strict=True))
    bounded = np.clip(chances, 1e-4, 1 - 1e-4)
    fitted = LogisticRegression(C=10.0).fit(np.log(bounded / (1 - bounded))[:, None], right)
    return round(float(fitted.coef_[0, 0]), 5), round(float(fitted.intercept_[0]), 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--apart", type=int, required=True)
    parser.add_argument("--cool", type=float, nargs=3, required=True)
    args = parser.parse_args()
    stored = np.load(args.numbers)
    _, dev = set_apart(list(read_cases(args.train)), args.apart)
    several = [apart_of(case, stored[case["id"]], args.cool) for case in dev]
    x, y = np.concatenate([one.features() for one in several]), np.concatenate([one.gold().ravel() for one in several])
    groups = [file_of(one.case) for one in several for _ in range(one.gold().size)]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0))
    own = 1 / (1 + np.exp(-x[:, 0]))
    after = cross_val_predict(
        model, x, y, groups=groups, cv=GroupKFold(min(6, len(set(groups)))), method="predict_proba"
    )[:, 1]
    print(f"alone:   log loss {log_loss(y, own):.4f}, best F1 {best_f1(y, own):.3f}")
    print(f"jointly: log loss {log_loss(y, after):.4f}, best F1 {best_f1(y, after):.3f}")
    model.fit(x, y)
    scale, fitted = model[0], model[1]
    weights = fitted.coef_[0] / scale.scale_
    added = float(fitted.intercept_[0] - (weights * scale.mean_).sum())
    joint = Joint(tuple(weights.round(5).tolist()), round(added, 5))
    coded = [row for one in several for row in codings(one, joint)]
    related = line((chance, right) for relates, chance, right in coded if relates)
    apart = line((chance, right) for relates, chance, right in coded if not relates)
    args.out.write_bytes(msgspec.json.encode(replace(joint, related=related, apart=apart)))


if __name__ == "__main__":
    main()
