"""Words that stand in both of two texts, wherever in each: seeds of a few words, extended as far as they agree.

In:   two texts as `Words`.
Out:  runs `(here, there, length)` counted in words, longest first choice at every place, also when reordered;
      then, between neighbouring runs of one passage, the single words that agree.
Not:  what the runs mean; `kinds.py` decides that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from answerable.trace.words import Words

SEED = 4  # words; the shortest agreement looked for
GAP = 16  # words between two runs of one passage, on either side


class Run(NamedTuple):
    """`length` words from word `here` of one text and word `there` of the other agree."""

    here: int
    there: int
    length: int


class SeedIndex:
    """The places of every run of `SEED` words in one text, kept while it is compared with several others.

    Runs are known by a number, which one process gives to equal words; what agrees is then checked word by word.
    """

    __slots__ = ("first", "further", "norms")

    def __init__(self, words: Words) -> None:
        self.norms = words.norms
        seeds = list(map(hash, zip(*(words.norms[i:] for i in range(SEED)), strict=False)))
        self.first = dict(zip(reversed(seeds), range(len(seeds) - 1, -1, -1), strict=True))
        self.further: dict[int, list[int]] = {}
        if len(self.first) < len(seeds):
            for at, seed in enumerate(seeds):
                if self.first[seed] != at:
                    self.further.setdefault(seed, []).append(at)

    def places(self, seed: int) -> list[int]:
        """Where a run that is known to stand here does, in order."""
        return [self.first[seed], *self.further.get(seed, ())]


MOST_PLACES = 12  # of one seed in the other text that are tried; a phrase repeated more often is a refrain


def shared_runs(here: SeedIndex, there: SeedIndex) -> list[Run]:
    """Runs of at least `SEED` words of `here` that stand in the text behind `there`, in order of `here`."""
    common = here.first.keys() & there.first.keys()
    if not common:
        return []
    a, b = here.norms, there.norms
    out: list[Run] = []
    free, expected = 0, 0  # the next word not yet taken; where it would go on there
    for at, seed in sorted((place, key) for key in common for place in here.places(key)):
        if at < free:
            continue
        best, length = -1, 0
        for place in there.places(seed)[:MOST_PLACES]:
            size = _agreement(a, b, at, place)
            if size > length or (size == length and abs(place - expected) < abs(best - expected)):
                best, length = place, size
        if length:
            out.append(Run(at, best, length))
            free, expected = at + length, best + length
    return out


def _agreement(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    """How many words agree from word `i` of `a` and word `j` of `b`; 0 when the seed itself does not."""
    if a[i : i + SEED] != b[j : j + SEED]:
        return 0
    most = min(len(a) - i, len(b) - j)
    size = SEED
    while size < most and a[i + size] == b[j + size]:
        size += 1
    return size


def bridge(a: Sequence[str], b: Sequence[str], before: Run, after: Run) -> list[Run] | None:
    """Words that agree between two neighbouring runs of one passage; None when they are not of one passage."""
    i, i_end = before.here + before.length, after.here
    j, j_end = before.there + before.length, after.there
    if not (0 <= i_end - i <= GAP and 0 <= j_end - j <= GAP):
        return None
    if i == i_end or j == j_end:
        return []
    steps = LCSseq.opcodes(a[i:i_end], b[j:j_end])
    return [
        Run(i + step.src_start, j + step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def in_order(runs: Sequence[Run]) -> float:
    """Share of the runs' words that keep their order in both texts, 0–1: the heaviest increasing chain."""
    if not runs:
        return 0.0
    ends: list[int] = []  # places there, rising; with each the most words of a chain that ends there
    weights: list[int] = []
    for run in runs:
        at = bisect_left(ends, run.there)
        weight = (weights[at - 1] if at else 0) + run.length
        if at < len(ends) and ends[at] == run.there and weights[at] >= weight:
            continue
        upto = at
        while upto < len(ends) and weights[upto] <= weight:
            upto += 1
        ends[at:upto] = [run.there]
        weights[at:upto] = [weight]
    return weights[-1] / sum(run.length for run in runs)
