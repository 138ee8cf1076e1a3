"""Figures of a scorer of answers on coded cases, from its numbers alone: for training to watch.

In:   coded cases and numbers [points, sentences, relations + stances + codes] of each.
Out:  one line: F1 of links, accuracy and macro-F1 of relations of pairs, stance and code of related pairs, states.
Not:  the program's figures, which `benchmarks/` takes from `answerable pipe confront`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES

R, S = len(RELATIONS), len(STANCES)
LEVEL = {"answered": 2, "partly-answered": 1, "unanswered": 0}


def headline(cases: Sequence[dict[str, Any]], scored: Sequence[np.ndarray[Any, Any]]) -> str:
    tp = said = gold = 0
    pairs: list[tuple[int, int]] = []
    stance: list[tuple[int, int]] = []
    code: list[tuple[int, int]] = []
    states: Counter[tuple[int, int]] = Counter()
    for case, scores in zip(cases, scored, strict=True):
        ids = [a["id"] for a in case["allegations"]]
        truth = np.zeros(scores.shape[:2], dtype=int)
        for row in case["gold"]:
            s, c = STANCES.index(row["stance"]), CODES.index(row["code"])
            at = [ids.index(a) for a in row["allegations"]]
            for a in at:
                truth[a, row["sentence"]] = RELATIONS.index(row["relation"])
            places = at or range(len(ids))
            numbers = scores[list(places), row["sentence"]].mean(0)
            stance.append((s, int(numbers[R : R + S].argmax())))
            code.append((c, int(numbers[R + S :].argmax())))
        found = scores[..., :R].argmax(-1)
        pairs += list(zip(truth.ravel().tolist(), found.ravel().tolist(), strict=True))
        tp += int(((truth >= 2) & (found >= 2)).sum())
        said += int((found >= 2).sum())
        gold += int((truth >= 2).sum())
        for a, id in enumerate(ids):
            best = found[a].max()
            states[LEVEL[case["answer_status"][id]], 2 if best == 3 else 1 if best == 2 else 0] += 1
    recall = [states[k, k] / max(1, sum(states[k, j] for j in range(3))) for k in range(3)]
    return (
        f"link P {tp / max(1, said):.3f} R {tp / max(1, gold):.3f} F1 {2 * tp / max(1, said + gold):.3f}  "
        f"pairs {_macro(pairs)}  stance {_macro(stance)}  code {_macro(code)}  "
        f"states balanced {np.mean(recall):.3f} false answered {1 - recall[0]:.3f}"
    )


def _macro(pairs: Sequence[tuple[int, int]]) -> str:
    right = Counter(g for g, p in pairs if g == p)
    gold, said = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    f1 = [2 * right[k] / (gold[k] + said[k]) for k in gold]
    return f"acc {sum(right.values()) / len(pairs):.3f} macro {np.mean(f1):.3f}"
