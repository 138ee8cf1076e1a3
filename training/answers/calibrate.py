"""Temperatures that calibrate the scorer's numbers (Guo et al. 2017), from cases set apart.

    python -m training.answers.calibrate NUMBERS.npz --train FOLDER --apart N

NUMBERS.npz is what training wrote of the cases set apart. Prints three temperatures: relation, stance, code. Each makes
the gold of its head likeliest; stances and codes are looked at where a sentence relates to the point.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from training.answers.apart import set_apart
from training.answers.cases import read_cases

R, S = len(RELATIONS), len(STANCES)
Floats = NDArray[np.float64]
GRID = np.exp(np.linspace(np.log(0.4), np.log(4.0), 120))


def temperature(numbers: Floats, gold: NDArray[np.int64]) -> float:
    """The divisor of `numbers` [n, labels] under which `gold` [n] is likeliest, within 0.4 and 4."""
    return float(min(GRID, key=lambda t: _surprise(numbers / t, gold)))


def _surprise(numbers: Floats, gold: NDArray[np.int64]) -> float:
    highest = numbers.max(-1, keepdims=True)
    log = numbers - highest - np.log(np.exp(numbers - highest).sum(-1, keepdims=True))
    return float(-log[np.arange(len(gold)), gold].mean())


def heads(case: dict[str, Any], scores: Floats) -> tuple[list[tuple[Floats, int]], ...]:
    """Numbers and gold of the three heads in one case."""
    ids = [a["id"] for a in case["allegations"]]
    truth = np.zeros(scores.shape[:2], dtype=int)
    stance, code = [], []
    for row in case["gold"]:
        for a in map(ids.index, row["allegations"]):
            numbers = scores[a, row["sentence"]]
            truth[a, row["sentence"]] = RELATIONS.index(row["relation"])
            stance.append((numbers[R : R + S], STANCES.index(row["stance"])))
            code.append((numbers[R + S :], CODES.index(row["code"])))
    relation = [(scores[place][:R], int(label)) for place, label in np.ndenumerate(truth)]
    return relation, stance, code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=Path)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--apart", type=int, required=True)
    args = parser.parse_args()
    stored = np.load(args.numbers)
    _, dev = set_apart(list(read_cases(args.train)), args.apart)
    several = [heads(case, stored[case["id"]].astype(np.float64)) for case in dev]
    found = []
    for head in range(3):
        rows = [row for one in several for row in one[head]]
        found.append(temperature(np.stack([n for n, _ in rows]), np.asarray([g for _, g in rows])))
    print(" ".join(f"{t:.3f}" for t in found))


if __name__ == "__main__":
    main()
