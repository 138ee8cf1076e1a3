"""Weights by which a reply is decoded as a whole (`answerable.confront.joint`), from cases set apart.

    python -m training.answers.joint NUMBERS.npz OUT.json --train FOLDER --apart N --cool RELATION STANCE CODE

NUMBERS.npz is what training wrote of the cases set apart. Logistic regression with a penalty on the squares of the weights
of standardised features (scikit-learn); prints log loss and best F1 before and after, by cross-validation over files.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, precision_recall_curve
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from answerable.confront.exchange import read_exchange
from answerable.confront.joint import pair_features
from answerable.confront.scorer_labels import RELATIONS, STANCES
from answerable.confront.stand_ins import with_stand_ins
from answerable.resources.chances import softmax
from training.answers.apart import file_of, set_apart
from training.answers.cases import read_cases

R, S = len(RELATIONS), len(STANCES)
LINKS = ("addresses-directly", "addresses-in-part")


def best_f1(gold: NDArray[np.bool_], chance: NDArray[np.float64]) -> float:
    precision, recall, _ = precision_recall_curve(gold, chance)
    return float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))


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
    rows, gold, groups = [], [], []
    for case in dev:
        numbers = stored[case["id"]]
        relation, code = softmax(numbers[..., :R] / args.cool[0]), softmax(numbers[..., R + S :] / args.cool[2])
        ids = [a["id"] for a in case["allegations"]]
        linked = np.zeros(relation.shape[:2], dtype=bool)
        for row in case["gold"]:
            if row["relation"] in LINKS:
                linked[[ids.index(a) for a in row["allegations"]], row["sentence"]] = True
        points, reply = with_stand_ins([a["text"] for a in case["allegations"]], case["reply"])
        kin = read_exchange(points, reply, "en").kin()
        features = pair_features(relation, code, np.ones(relation.shape[:2], dtype=bool), kin)
        rows.append(features.reshape(-1, features.shape[-1]))
        gold.append(linked.ravel())
        groups += [file_of(case)] * linked.size
    x, y = np.concatenate(rows), np.concatenate(gold)
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
    args.out.write_text(json.dumps({"weights": weights.round(5).tolist(), "added": round(added, 5)}), encoding="utf-8")


if __name__ == "__main__":
    main()
