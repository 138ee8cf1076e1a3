"""Lists of different lengths laid end to end, so that one operation does for all of them.

In:   where each list begins in an array, and how long it is.
Out:  the places of all their items in order; sums and maxima by list.
Not:  knowing what the lists are of.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]


def starts_of(lengths: Ints) -> Ints:
    """Where each list begins when they lie end to end; one more than there are lists, the last being the end."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def spread(begins: Ints, lengths: Ints) -> Ints:
    """`begins[0], begins[0] + 1, …, begins[1], …`: the places of every item of every list."""
    before = starts_of(lengths)
    return np.repeat(begins - before[:-1], lengths) + np.arange(before[-1])


def sums(values: NDArray[Any], of: Ints, count: int) -> Ints:
    """The sum of `values` by list; `of` says which list each belongs to."""
    return np.bincount(of, weights=values, minlength=count).astype(np.int64)


def maxima(values: NDArray[Any], of: Ints, count: int) -> Ints:
    """The greatest of `values` by list, 0 where a list has none."""
    out = np.zeros(count, np.int64)
    np.maximum.at(out, of, values)
    return out
