"""Where several pairs of texts agree, word for word: all longest runs of a few words or more, found at once.

In:   texts as numbers, and pairs of them by position.
Out:  `Runs`: for each pair every longest agreement of `SEED` words or more, by place in the first.
Not:  choosing among runs that overlap; see `alignment.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.trace.numbers import U64, grams
from answerable.trace.ragged import Ints, spread, starts_of

SEED = 4  # words; the shortest agreement looked for
MOST_PLACES = 12  # of one seed in the other text that are tried; a phrase repeated more often is a refrain
_BITS = 25  # of a place in a text; texts are kept to 16 million characters


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """`length` words from word `here` of one text and word `there` of the other agree, pair by pair, in order of `here`."""

    pair: Ints
    here: Ints
    there: Ints
    length: Ints

    def __len__(self) -> int:
        return len(self.pair)

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Runs:
        return Runs(self.pair[chosen], self.here[chosen], self.there[chosen], self.length[chosen])


def longest_runs(texts: Sequence[U64], here: Ints, there: Ints) -> Runs:
    """The longest runs that stand in texts `here[p]` and `there[p]`, for every pair p."""
    seeds = [grams(text, SEED) for text in texts]
    lengths = np.array([len(own) for own in seeds], np.int64)
    base = starts_of(lengths)
    text = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(base[-1]) - base[text]
    names, common, following = _named(np.concatenate(seeds) if seeds else np.empty(0, np.uint64), text)
    kept = np.flatnonzero(names >= 0)  # seeds that stand once only agree with nothing
    # of each seed the first place in a text
    keys, places = np.unique(text[kept] * common + names[kept], return_index=True)
    places = place[kept[places]]

    bounds = kept.searchsorted(base)
    counts = (bounds[1:] - bounds[:-1])[here]
    at = kept[spread(bounds[here], counts)]
    pair = np.repeat(np.arange(len(here)), counts)
    met = _looked_up(there[pair] * common + names[at], keys, places)
    found = []
    for _ in range(MOST_PLACES):
        agree = met >= 0
        pair, at, met = pair[agree], at[agree], met[agree]
        if not len(pair):
            break
        found.append((pair, place[at], met))
        met = following[base[there[pair]] + met]
    return _joined(found)


def _looked_up(wanted: Ints, keys: Ints, values: Ints) -> Ints:
    """The value of each of `wanted` among `keys`, which are in order; -1 where it is none of them."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], -1)


def _named(seeds: U64, text: Ints) -> tuple[Ints, int, Ints]:
    """A small number for every seed that stands twice or more (else -1), how many there are, and for every place the next
    place of the same seed in the same text (-1 where there is none).
    """
    order = np.argsort(seeds, kind="stable")
    ordered = seeds[order]
    same = ordered[1:] == ordered[:-1]
    twice = np.zeros(len(seeds), bool)
    twice[1:] |= same
    twice[:-1] |= same
    new = np.ones(len(seeds), bool)
    new[1:] = ~same
    number = np.cumsum(new & twice) - 1
    names = np.full(len(seeds), -1, np.int64)
    names[order[twice]] = number[twice]
    following = np.full(len(seeds), -1, np.int64)
    again = np.flatnonzero(same & (text[order[1:]] == text[order[:-1]]))
    begins = starts_of(np.bincount(text, minlength=int(text[-1]) + 1 if len(text) else 0))
    following[order[again]] = order[again + 1] - begins[text[order[again]]]
    return names, int(number[-1]) + 1 if len(seeds) else 0, following


def _joined(found: list[tuple[Ints, Ints, Ints]]) -> Runs:
    """Seeds that lie one behind the other in both texts as runs."""
    if not found:
        none = np.empty(0, np.int64)
        return Runs(none, none, none, none)
    pair, here, there = (np.concatenate(column) for column in zip(*found, strict=True))
    key = (pair << 2 * _BITS + 1) | (there - here + (1 << _BITS) - 1 << _BITS) | here
    key.sort()
    heads = np.flatnonzero(np.diff(key, prepend=-2) != 1)
    length = np.diff(heads, append=len(key)) + SEED - 1
    key = key[heads]
    here = key & (1 << _BITS) - 1
    there = here + (key >> _BITS & (1 << _BITS + 1) - 1) - (1 << _BITS) + 1
    runs = Runs(key >> 2 * _BITS + 1, here, there, length)
    return runs.where(np.lexsort((there, here, runs.pair)))
