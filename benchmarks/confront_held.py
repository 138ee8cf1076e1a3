"""How well replies are set against allegations, on our own held-out cases: figures with intervals, calibration, risk.

    python benchmarks/confront_held.py [--cases training/cases/held] [--method model|rules] --score SCORER [--out FILE]

SCORER is the public scorer of replies (a Python file with `figures(gold, predictions)`). Cases are the unit of the bootstrap
(1,000 resamples, 95 % percentile intervals: Efron and Tibshirani 1993, section 13.3). Calibration is the expected
calibration error in ten equal bins (Naeini et al. 2015) of the chance that a sentence has the relation it is given. Risk
and coverage: of the points a reply is said to answer at least in part from a chance on, how many it does not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from answerable.confront.confronting import Point, confront
from answerable.confront.piping import confront_row
from answerable.confront.shipped import shipped_scorer

sys.path.insert(0, str(Path(__file__).parent.parent))
from training.answers.cases import read_cases

LINKS = ("addresses-directly", "addresses-in-part")
SHOWN = {
    "link F1": ("link", "F1"),
    "link P": ("link", "P"),
    "link R": ("link", "R"),
    "relation, accuracy": ("relation", "accuracy"),
    "stance, accuracy": ("stance", "accuracy"),
    "stance, macro-F1": ("stance", "macro_F1"),
    "code, accuracy": ("code", "accuracy"),
    "code, macro-F1": ("code", "macro_F1"),
    "status, balanced accuracy": ("status", "balanced_accuracy"),
    "unanswered called answered or partly": ("status", "false_answered"),
    "answered called unanswered": ("status", "false_unanswered"),
    "character": ("character", "accuracy"),
}
Case = dict[str, Any]


def predictions(cases: Iterable[Case], method: str) -> list[Case]:
    scorer = shipped_scorer() if method == "model" else None
    rows = []
    for case in cases:
        points = [Point(a["id"], a["text"]) for a in case["allegations"]]
        rows.append(confront_row(case["id"], points, confront(points, case["reply"], case.get("lang"), scorer=scorer)))
    return rows


def interval(cases: list[Case], rows: list[Case], figures: Callable[..., Any], resamples: int = 1000) -> None:
    chance = random.Random(0)
    whole = figures(cases, rows)
    drawn = defaultdict(list)
    for _ in range(resamples):
        picked = [chance.randrange(len(cases)) for _ in cases]
        again = [cases[i] | {"id": str(n)} for n, i in enumerate(picked)]
        said = [rows[i] | {"id": str(n)} for n, i in enumerate(picked)]
        one = figures(again, said)
        for name, (part, key) in SHOWN.items():
            drawn[name].append(one[part][key])
    for name, (part, key) in SHOWN.items():
        ordered = sorted(drawn[name])
        low, high = ordered[int(0.025 * resamples)], ordered[int(0.975 * resamples) - 1]
        print(f"{name:<40} {whole[part][key]:.3f}   {low:.3f}–{high:.3f}")


def calibration(cases: list[Case], rows: list[Case]) -> None:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for case, row in zip(cases, rows, strict=True):
        gold = {(g["sentence"], a): g["relation"] for g in case["gold"] for a in (g["allegations"] or [None])}
        related = {at for at, a in gold if a is not None}
        for answer in row["answers"]:
            at, a = answer["sentence"], answer["allegation"]
            truth = gold.get((at, a), "does-not-address")
            right = truth == answer["relation"] if a is not None else at not in related
            bins[min(9, int(answer["confidence"] * 10))].append((answer["confidence"], right))
    count = sum(map(len, bins))
    error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins) / count
    print(f"expected calibration error of relations  {error:.3f}   ({count} codings)")
    for number, b in enumerate(bins):
        if b:
            chance, right = (sum(column) / len(b) for column in zip(*b, strict=True))
            print(f"  {number / 10:.1f}–: {len(b):5d} codings, chance {chance:.2f}, right {right:.2f}")


def risk(cases: list[Case], rows: list[Case]) -> None:
    """By the best chance that a passage answers a point at least in part."""
    best: list[tuple[float, bool]] = []
    for case, row in zip(cases, rows, strict=True):
        chances: dict[str, float] = defaultdict(float)
        for answer in row["answers"]:
            if answer["relation"] in LINKS:
                chances[answer["allegation"]] = max(chances[answer["allegation"]], answer["confidence"])
        best += [(chances[id], state != "unanswered") for id, state in case["answer_status"].items()]
    answered = sum(true for _, true in best)
    print("chance from   points said to be answered   of them not   of the answered, found")
    for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        said = [true for chance, true in best if chance >= least]
        if said:
            print(f"   {least:.2f}   {len(said):8d}   {1 - sum(said) / len(said):18.3f}   {sum(said) / answered:18.3f}")


def by_group(cases: list[Case], rows: list[Case], figures: Callable[..., Any], key: str) -> None:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        groups[case[key]].append(number)
    print(f"by {key}: cases, link F1, unanswered called answered (of)")
    for name, numbers in sorted(groups.items(), key=lambda item: -len(item[1])):
        if len(numbers) >= 8:
            one = figures([cases[i] for i in numbers], [rows[i] for i in numbers])
            status = one["status"]
            print(
                f"  {name:<24} {len(numbers):4d}   {one['link']['F1']:.3f}   {status['false_answered']:.3f} ({status['n_unanswered']})"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=Path("training/cases/held"))
    parser.add_argument("--method", choices=("model", "rules"), default="model")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", args.score)
    if spec is None or spec.loader is None:
        parser.error(f"{args.score} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cases = list(read_cases(args.cases))
    start = time.process_time()
    rows = predictions(cases, args.method)
    sentences = sum(len(case["reply"]) for case in cases)
    print(
        f"{len(cases)} cases, {sentences} sentences, {1000 * (time.process_time() - start) / sentences:.0f} CPU-ms a sentence"
    )
    if args.out:
        args.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    interval(cases, rows, module.figures)
    calibration(cases, rows)
    risk(cases, rows)
    for key in ("sector", "accuser"):
        by_group(cases, rows, module.figures, key)


if __name__ == "__main__":
    main()
