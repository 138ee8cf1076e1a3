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
from rapidfuzz.distance import LCSseq

from answerable.trace.ragged import starts_of
from answerable.trace.seeds import SEED, Runs

GAP = 16  # words between two runs of one passage, on either side


class Run(NamedTuple):
    """`length` words from word `here` of one text and word `there` of the other agree."""

    here: int
    there: int
    length: int


def without_overlap(runs: Runs, pairs: int) -> Runs:
    """Of all longest runs those that are taken, none covering a word of the first text twice."""
    ends = runs.here + runs.length
    clash = (runs.pair[1:] == runs.pair[:-1]) & (runs.here[1:] < ends[:-1])
    if not clash.any():
        return runs
    clashing = np.zeros(pairs, bool)
    clashing[runs.pair[1:][clash]] = True
    mixed = clashing[runs.pair]
    bounds = starts_of(np.bincount(runs.pair, minlength=pairs))
    rows = np.stack((runs.here, runs.there, runs.length), axis=1)
    taken = [
        (pair, *run)
        for pair in np.flatnonzero(clashing).tolist()
        for run in chosen(list(map(Run._make, rows[bounds[pair] : bounds[pair + 1]].tolist())))
    ]
    columns = np.array(taken, np.int64).reshape(-1, 4).T
    plain = runs.where(~mixed)
    pair, here, there, length = (
        np.concatenate((one, other))
        for one, other in zip((plain.pair, plain.here, plain.there, plain.length), columns, strict=True)
    )
    return Runs(pair, here, there, length).where(np.argsort(pair, kind="stable"))


def chosen(runs: Sequence[Run]) -> list[Run]:
    """Of one pair's longest runs, in order of `here`: at every place not yet taken the one that goes on longest from there,
    of equals the one nearest to where the last left off.
    """
    out: list[Run] = []
    open_: list[Run] = []
    free, expected, coming = 0, 0, 0
    while True:
        open_ = [run for run in open_ if run.here + run.length - free >= SEED]
        if not open_ and coming == len(runs):
            return out
        at = free if open_ else max(free, runs[coming].here)
        while coming < len(runs) and runs[coming].here <= at:
            if runs[coming].here + runs[coming].length - at >= SEED:
                open_.append(runs[coming])
            coming += 1
        if not open_:
            continue
        here, there, length = max(
            (Run(at, run.there + at - run.here, run.here + run.length - at) for run in open_),
            key=lambda run: (run.length, -abs(run.there - expected), -run.there),
        )
        out.append(Run(here, there, length))
        free, expected = here + length, there + length


def between(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """Words that agree between two neighbouring runs of one passage, counted from the end of the first run."""
    return [
        Run(step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(a, b)
        if step.tag == "equal"
    ]


def one_passage(runs: Runs) -> np.ndarray:
    """For every run but the first: whether it carries on the passage of the one before it."""
    gap_here = runs.here[1:] - runs.here[:-1] - runs.length[:-1]
    gap_there = runs.there[1:] - runs.there[:-1] - runs.length[:-1]
    near = (gap_here <= GAP) & (gap_there >= 0) & (gap_there <= GAP)
    return near & (runs.pair[1:] == runs.pair[:-1])


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


