"""Pairs of texts worth comparing word by word, out of all that could be.

In:   signatures in a fixed order.
Out:  pairs of positions, those found together next to each other: those that share a band of the MinHash (near-copies),
      two winnowed shingles that few share (truncated copies, excerpts), or one that nobody else has.
Not:  judging. A candidate may share nothing but a phrase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from answerable.trace.signatures import Signature

ALL_PAIRS = 40  # documents that share one thing, up to which every pair of them is compared
HEADS = 3  # beyond it, each is compared with this many of the first
TOO_COMMON = 0.02  # share of all documents above which a shingle is a phrase (but never under FEW documents)
FEW = 200


def candidate_pairs(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Candidate pairs `(i, j)` with i < j, each once, as they are found: relatives stay close to each other, so that
    whoever compares them needs few texts at a time. Texts of fewer than four words have none.
    """
    pairs: dict[tuple[int, int], None] = {}
    eligible = [at for at, signature in enumerate(signatures) if signature.words >= 4]
    for number in range(32):
        bands: dict[bytes, list[int]] = defaultdict(list)
        for at in eligible:
            bands[signatures[at].digest[16 * number : 16 * number + 16]].append(at)
        for group in bands.values():
            pairs.update(dict.fromkeys(_pairs_of(group)))
    most = max(FEW, int(TOO_COMMON * len(signatures)))
    once: set[tuple[int, int]] = set()
    for group in _anchor_groups(signatures, eligible):
        if len(group) == 2:
            pairs[group[0], group[1]] = None
        elif len(group) <= most:
            for pair in _pairs_of(group):
                if pair in once:
                    pairs[pair] = None
                else:
                    once.add(pair)
    return list(pairs)


def _anchor_groups(signatures: Sequence[Signature], eligible: Sequence[int]) -> Iterable[list[int]]:
    """Documents that share a winnowed shingle, shingle by shingle, by sorting: memory stays one number a posting."""
    shift = 32
    for part in range(4):  # a quarter of the shingles at a time
        postings = [
            (hashed >> 2 << shift) | at
            for at in eligible
            for hashed in signatures[at].anchor_hashes()
            if hashed & 3 == part
        ]
        postings.sort()
        group: list[int] = []
        current = -1
        for posting in postings:
            hashed = posting >> shift
            if hashed != current:
                if len(group) > 1:
                    yield group
                group, current = [], hashed
            group.append(posting & 0xFFFFFFFF)
        if len(group) > 1:
            yield group


def _pairs_of(group: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(group) <= ALL_PAIRS:
        return [(a, b) for at, a in enumerate(group) for b in group[at + 1 :]]
    return [(head, other) for place, head in enumerate(group[:HEADS]) for other in group[place + 1 :]]
