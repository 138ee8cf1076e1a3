"""The worked example of the codebook that a passage is most like.

In:   a passage, a codebook.
Out:  the code, the example and how alike they are (cosine of four-letter runs, 0–1); None when nothing is alike.
Not:  a verdict on its own unless the likeness is strong; examples are few.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from answerable.resources.codebook import Codebook

_RUN = 4
LEAST = 0.12


@dataclass(frozen=True, slots=True)
class Likeness:
    code: str
    example: str
    score: float


@dataclass(frozen=True, slots=True)
class _Shelf:
    postings: dict[str, tuple[tuple[int, float], ...]]
    examples: tuple[tuple[str, str], ...]
    rarity: dict[str, float]


def nearest_example(text: str, codebook: Codebook) -> Likeness | None:
    """The most similar worked example."""
    shelf = _shelf(codebook.name, tuple((c.id, e) for c in codebook.codes for e in c.examples))
    runs = {run: n * shelf.rarity[run] for run, n in _runs(text).items() if run in shelf.rarity}
    length = math.sqrt(sum(n * n for n in _runs(text).values()))
    scores: dict[int, float] = {}
    for run, weight in runs.items():
        for index, value in shelf.postings[run]:
            scores[index] = scores.get(index, 0.0) + weight * value
    if not scores or not length:
        return None
    best = max(scores, key=lambda i: (scores[i], -i))
    score = min(1.0, scores[best] / length)
    return None if score < LEAST else Likeness(*shelf.examples[best], score)


def _runs(text: str) -> Counter[str]:
    plain = " " + " ".join(text.casefold()[:600].split()) + " "
    return Counter(plain[i : i + _RUN] for i in range(len(plain) - _RUN + 1))


@lru_cache(maxsize=8)
def _shelf(_name: str, examples: tuple[tuple[str, str], ...]) -> _Shelf:
    counted = [_runs(text) for _, text in examples]
    among = Counter(run for runs in counted for run in runs)
    rarity = {run: min(1.0, 1.5 / n) for run, n in among.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, runs in enumerate(counted):
        length = math.sqrt(sum(n * n for n in runs.values())) or 1.0
        for run, n in runs.items():
            postings.setdefault(run, []).append((index, n / length))
    return _Shelf({k: tuple(v) for k, v in postings.items()}, examples, rarity)
