"""Several pairs of prepared texts laid out so that all of them are compared at once.

In:   texts as numbers, the role of each word, and pairs of them by position.
Out:  `Pairing`: the words of all texts end to end, runs cut into pieces of one role, words covered by passages.
Not:  deciding; see `kinds.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.trace.alignment import between
from answerable.trace.prepared import PROSE, Prepared
from answerable.trace.ragged import Ints, spread, starts_of, sums
from answerable.trace.seeds import Runs


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Runs cut where their words change role. `run` says of which run each is a piece."""

    runs: Runs
    run: Ints
    role: NDArray[np.uint8]


class Pairing:
    """The words of several texts, and which texts are paired."""

    def __init__(self, texts: Sequence[Prepared], here: Ints, there: Ints) -> None:
        self.texts, self.here, self.there = texts, here, there
        self.base = starts_of(np.array([len(text.numbers) for text in texts], np.int64))
        self.role = np.concatenate([text.role for text in texts])
        self.prose_before = starts_of((self.role == PROSE).astype(np.int64))
        self.prose = np.array([text.prose for text in texts], np.int64)
        self.sizes = self.base[1:] - self.base[:-1]

    def __len__(self) -> int:
        return len(self.here)

    def pieces(self, runs: Runs) -> Pieces:
        """`runs` cut by role. Words are speech when either text has them as speech, dress before all."""
        own = spread(self.base[self.here[runs.pair]] + runs.here, runs.length)
        other = spread(self.base[self.there[runs.pair]] + runs.there, runs.length)
        role = np.maximum(self.role[own], self.role[other])
        begins = starts_of(runs.length)
        head = np.ones(len(role), bool)
        np.not_equal(role[1:], role[:-1], out=head[1:])
        head[begins[:-1]] = True
        at = np.flatnonzero(head)
        run = begins[1:].searchsorted(at, "right")
        into = at - begins[run]
        length = np.diff(at, append=len(role))
        cut = Runs(runs.pair[run], runs.here[run] + into, runs.there[run] + into, length)
        return Pieces(cut, run, role[at])

    def bridged(self, runs: Runs, linked: NDArray[np.bool_]) -> tuple[Runs, Ints]:
        """`runs` with the single words that agree in the small gaps of one passage, and the passage each belongs to."""
        passage = np.zeros(len(runs), np.int64)
        np.cumsum(~linked, out=passage[1:])
        ends_here, ends_there = runs.here + runs.length, runs.there + runs.length
        wide_here, wide_there = runs.here[1:] - ends_here[:-1], runs.there[1:] - ends_there[:-1]
        # words side by side differ, or the runs would be longer
        gaps = np.flatnonzero(linked & (wide_here > 0) & (wide_there > 0) & (wide_here + wide_there > 2))
        found: list[tuple[int, int, int, int, int]] = []
        for gap in gaps.tolist():
            pair, i, j = int(runs.pair[gap]), int(ends_here[gap]), int(ends_there[gap])
            a = self.texts[self.here[pair]].numbers.of[i : runs.here[gap + 1]].tolist()
            b = self.texts[self.there[pair]].numbers.of[j : runs.there[gap + 1]].tolist()
            if not set(a).isdisjoint(b):
                found.extend((gap, pair, i + x, j + y, size) for x, y, size in between(a, b))
        if not found:
            return runs, passage
        after, pair_, here, there, length = np.array(found, np.int64).T
        order = np.argsort(np.concatenate((2 * np.arange(len(runs)), 2 * after + 1)), kind="stable")
        full = Runs(
            np.concatenate((runs.pair, pair_)),
            np.concatenate((runs.here, here)),
            np.concatenate((runs.there, there)),
            np.concatenate((runs.length, length)),
        )
        return full.where(order), np.concatenate((passage, passage[after]))[order]

    def covered(self, runs: Runs, linked: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Words of prose of either text that lie in passages taken over, small differences within prose included."""
        here, there = self.here[runs.pair], self.there[runs.pair]
        first_here, first_there = self.base[here] + runs.here, self.base[there] + runs.there
        end_here, end_there = first_here + runs.length, first_there + runs.length
        closed = linked & (self.role[end_here[:-1] - 1] == PROSE) & (self.role[first_here[1:]] == PROSE)
        closed &= (self.role[end_there[:-1] - 1] == PROSE) & (self.role[first_there[1:]] == PROSE)
        upto_here, upto_there = end_here.copy(), end_there.copy()
        upto_here[:-1][closed] = first_here[1:][closed]
        upto_there[:-1][closed] = first_there[1:][closed]
        own = sums(self.prose_before[upto_here] - self.prose_before[first_here], runs.pair, len(self))

        pairs = np.unique(runs.pair)  # of the other text one word may be taken twice, and counts once
        texts = self.there[pairs]
        begins = starts_of(self.sizes[texts] + 1)
        shift = begins[pairs.searchsorted(runs.pair)] - self.base[there]
        depth = np.zeros(begins[-1] + 1, np.int64)
        np.add.at(depth, first_there + shift, 1)
        np.add.at(depth, upto_there + shift, -1)
        inside = np.cumsum(depth)[:-1] > 0
        words = spread(begins[:-1], self.sizes[texts])
        prose = inside[words] & (self.role[spread(self.base[texts], self.sizes[texts])] == PROSE)
        other = np.zeros(len(self), np.int64)
        other[pairs] = sums(prose, np.repeat(np.arange(len(pairs)), self.sizes[texts]), len(pairs))
        return own, other
