"""Which of the runs that two texts share are one passage after another: none twice, and small differences bridged.

In:   all longest runs of several pairs.
Out:  the longest first choice at every place of the first text, also when passages changed places; between neighbouring
      runs of one passage, the single words that agree.
Not:  what the runs mean; `kinds.py` decides that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from answerable.trace.ragged import Ints, starts_of
from answerable.trace.seeds import SEED, Runs

_BITS = 26  # of a place in a text
GAP = 16  # words between two runs of one passage, on either side


class Run(NamedTuple):
    """`length` words from word `here` of one text and word `there` of the other agree."""

    here: int
    there: int
    length: int


def without_overlap(runs: Runs, pairs: int) -> Runs:
    """Of all longest runs those that are taken, none covering a word of the first text twice: at every place not yet taken
    the one that goes on longest from there, of equals the one nearest to where the last left off.
    """
    if not len(runs):
        return runs
    way = _Way(_not_inside_others(runs), pairs)
    first = way.bounds[:-1][np.diff(way.bounds) > 0]  # each pair's first run
    begins = way.next(way.runs.pair[first], way.runs.here[first], np.zeros(len(first), np.int64))
    follows = way.next(way.runs.pair, way.ends, way.ends_there).tolist()
    taken = []
    for run in begins.tolist():
        while run >= 0:
            taken.append(run)
            run = follows[run]
    kept = way.runs.where(np.array(taken, np.int64))
    covered = np.zeros(len(kept), np.int64)  # words at the beginning that the run before has taken
    ends = kept.here + kept.length
    covered[1:] = np.where(kept.pair[1:] == kept.pair[:-1], np.maximum(0, ends[:-1] - kept.here[1:]), 0)
    return Runs(kept.pair, kept.here + covered, kept.there + covered, kept.length - covered)


def _not_inside_others(runs: Runs) -> Runs:
    """Without the runs that another covers from its beginning and beyond its end: they are never the longest."""
    runs = runs.where(np.lexsort((runs.there, -runs.length, runs.here, runs.pair)))
    reach = (runs.pair << _BITS) + runs.here + runs.length
    before = np.maximum.accumulate(reach)
    kept = np.ones(len(runs), bool)
    kept[1:] = before[:-1] <= reach[1:]
    return runs.where(kept)


class _Way:
    """From where one run ends to the one that is taken next. Begin and end of the runs of a pair both rise."""

    def __init__(self, runs: Runs, pairs: int) -> None:
        self.runs = runs
        self.ends, self.ends_there = runs.here + runs.length, runs.there + runs.length
        self.bounds = starts_of(np.bincount(runs.pair, minlength=pairs))
        self._begins = (runs.pair << _BITS) + runs.here

    def next(self, pair: Ints, free: Ints, expected: Ints) -> Ints:
        """The run taken next by each pair, when words from `free` on are free and `expected` is where it would go on in
        the other text; -1 when there is none.
        """
        last = self._begun(pair, free)
        going_on = (last >= self.bounds[pair]) & (self.ends[last] - free >= SEED)
        coming = np.minimum(last + 1, len(self.runs) - 1)
        none = ~going_on & (last + 1 >= self.bounds[pair + 1])
        at = np.where(going_on, free, self.runs.here[coming])
        run = np.where(going_on, last, self._begun(self.runs.pair[coming], self.runs.here[coming]))
        wanted = expected + self.ends[run] - at
        best, equal = run.copy(), run
        while True:  # runs that end alike lie side by side
            equal = np.where((equal > self.bounds[pair]) & (self.ends[equal - 1] == self.ends[run]), equal - 1, -1)
            if (equal < 0).all():
                return np.where(none, -1, best)
            nearer = np.abs(self.ends_there[equal] - wanted) <= np.abs(self.ends_there[best] - wanted)
            best = np.where((equal >= 0) & nearer, equal, best)

    def _begun(self, pair: Ints, at: Ints) -> Ints:
        """The last run that begins at `at` or before."""
        return self._begins.searchsorted((pair << _BITS) + at, "right") - 1


def between(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """Words that agree between two neighbouring runs of one passage, counted from the end of the first run."""
    return [
        Run(step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(a, b)
        if step.tag == "equal"
    ]


def one_passage(runs: Runs) -> NDArray[np.bool_]:
    """For every run but the first: whether it carries on the passage of the one before it."""
    gap_here = runs.here[1:] - runs.here[:-1] - runs.length[:-1]
    gap_there = runs.there[1:] - runs.there[:-1] - runs.length[:-1]
    near: NDArray[np.bool_] = (gap_here <= GAP) & (gap_there >= 0) & (gap_there <= GAP)
    near &= runs.pair[1:] == runs.pair[:-1]
    return near


def in_order(there: Sequence[int], lengths: Sequence[int]) -> float:
    """Share of the runs' words that keep their order in both texts, 0–1: the heaviest increasing chain."""
    if not lengths:
        return 0.0
    ends: list[int] = []  # places there, rising; with each the most words of a chain that ends there
    weights: list[int] = []
    for place, length in zip(there, lengths, strict=True):
        at = bisect_left(ends, place)
        weight = (weights[at - 1] if at else 0) + length
        if at < len(ends) and ends[at] == place and weights[at] >= weight:
            continue
        upto = at
        while upto < len(ends) and weights[upto] <= weight:
            upto += 1
        ends[at:upto] = [place]
        weights[at:upto] = [weight]
    return weights[-1] / sum(lengths)
