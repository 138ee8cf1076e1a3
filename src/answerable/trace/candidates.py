"""Pairs of texts worth comparing word by word, out of all that could be.

In:   signatures in a fixed order.
Out:  pairs of positions: those that share two winnowed shingles that few
      others have, one that nobody else has, or a good part of the shingles that many have.
Not:  judging. A candidate may share nothing but a phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from answerable.trace.numbers import U64, mixed
from answerable.trace.ragged import Ints, spread, starts_of
from answerable.trace.signatures import Signature

ALL_PAIRS = 40  # documents that share one thing, up to which every pair of them is compared
HEADS = 3  # beyond it, each is compared with this many of the first
TOO_COMMON = 0.02  # share of all documents above which a shingle is a phrase (but never under FEW documents)
FEW = 200
COMMON_SHARE = 0.3  # of the shorter text's shingles, that are phrases alone, and yet propose a pair
AT_ONCE = 1 << 23  # shingles sorted at one time

_LOW = np.uint64(0xFFFFFFFF)


class Candidates(NamedTuple):
    """Pairs by position. The `lone` ones share one shingle only, which nobody else has: one more bearer, and they are none."""

    firm: U64
    lone: U64


def candidate_pairs(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Candidate pairs `(i, j)` with i < j, each once, those of one cause next to each other: whoever compares them needs few
    texts at a time.
    """
    found = candidates(signatures)
    return decoded(np.concatenate((found.firm, found.lone)))


def candidates(signatures: Sequence[Signature]) -> Candidates:
    """Candidate pairs, by whether they rest on one shingle."""
    sure: list[U64] = []
    once: list[U64] = []
    alone: list[U64] = []
    common: list[U64] = []
    most = max(FEW, int(TOO_COMMON * len(signatures)))
    for members, sizes, times in _groups(signatures):
        begins = starts_of(sizes)[:-1]
        few = sizes <= most
        for kept, groups in ((sure, times > 1), (once, times == 1), (alone, (times == 1) & (sizes == 2))):
            kept.append(_pairs(members, begins[few & groups], sizes[few & groups]))
        for at in np.flatnonzero(~few).tolist():
            heads = _pairs(members, begins[at : at + 1], sizes[at : at + 1])
            common.append(np.repeat(heads, times[at]))
    several = _each_once(_all(once), times=2)
    firm = _each_once(np.concatenate((_all(sure), several, _much_in_common(_all(common), signatures))))
    lone = _each_once(_all(alone))
    return Candidates(firm, lone[~np.isin(lone, firm)])


def decoded(pairs: U64) -> list[tuple[int, int]]:
    """The pairs that such numbers stand for."""
    return list(zip((pairs >> np.uint64(32)).tolist(), (pairs & _LOW).tolist(), strict=True))


def _each_once(pairs: U64, times: int = 1) -> U64:
    """Those of `pairs` that come at least so many times, each once, in the order in which they first come."""
    seen, first, count = np.unique(pairs, return_index=True, return_counts=True)
    return seen[count >= times][np.argsort(first[count >= times])]


def _all(parts: Sequence[U64]) -> U64:
    return np.concatenate(parts) if parts else np.empty(0, np.uint64)


def _groups(signatures: Sequence[Signature]) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Documents that share a shingle, group by group end to end; how many each group has; how many shingles they share."""
    parts = 1 + sum(len(signature.anchors) for signature in signatures) // (8 * AT_ONCE)
    sizes = np.array([len(signature.anchors) // 8 for signature in signatures], np.int64)
    for part in range(parts):
        if parts == 1:
            anchors = [signature.anchor_numbers() for signature in signatures]
        else:
            anchors = [_of_part(signature.anchor_numbers(), part, parts) for signature in signatures]
            sizes = np.array([len(own) for own in anchors], np.int64)
        shingles = _all(anchors)
        order = np.argsort(shingles, kind="stable")
        document = np.repeat(np.arange(len(signatures)), sizes)[order]
        ordered = shingles[order]
        heads = np.flatnonzero(np.concatenate((np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1])))
        length = np.diff(heads, append=len(ordered))
        shared = length > 1
        if shared.any():
            yield _together(document, heads[shared], length[shared])


def _of_part(anchors: U64, part: int, parts: int) -> U64:
    """Those of sorted `anchors` that lie in one of equal parts of all numbers."""
    edge = (1 << 64) // parts
    low, high = (anchors.searchsorted(np.uint64(min(at * edge, (1 << 64) - 1))) for at in (part, part + 1))
    return anchors[low : high if part + 1 < parts else len(anchors)]


def _together(document: Ints, heads: Ints, length: Ints) -> tuple[Ints, Ints, Ints]:
    """Groups of the same documents as one: relatives share many shingles, and need be paired once only."""
    members = document[spread(heads, length)]
    begins = starts_of(length)[:-1]
    name = np.add.reduceat(mixed(members.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)), begins)
    _, first, times = np.unique(name ^ length.astype(np.uint64), return_index=True, return_counts=True)
    return members[spread(begins[first], length[first])], length[first], times


def _pairs(members: Ints, begins: Ints, sizes: Ints) -> U64:
    """Pairs within each group, again for every group: all, or in larger ones each with the first few."""
    out: list[U64] = []
    small = sizes <= ALL_PAIRS
    for size in np.unique(sizes[small]).tolist():
        rows = members[begins[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        out.append(_coded(rows[:, one].ravel(), rows[:, other].ravel()))
    for head in range(HEADS):
        rest = sizes[~small] - head - 1
        other = members[spread(begins[~small] + head + 1, rest)]
        out.append(_coded(np.repeat(members[begins[~small] + head], rest), other))
    return _all(out)


def _coded(one: Ints, other: Ints) -> U64:
    return one.astype(np.uint64) << np.uint64(32) | other.astype(np.uint64)


def _much_in_common(pairs: U64, signatures: Sequence[Signature]) -> U64:
    """Pairs that share nothing rare, but a good part of all they are made of: texts that very many have run."""
    seen, count = np.unique(pairs, return_counts=True)
    sizes: NDArray[np.int64] = np.array([len(signature.anchors) // 8 for signature in signatures], np.int64)
    fewer = np.minimum(sizes[(seen >> np.uint64(32)).astype(np.int64)], sizes[(seen & _LOW).astype(np.int64)])
    return seen[count >= COMMON_SHARE * fewer]
