"""Standing text: sentences that many unlike documents of one publisher carry, and that therefore prove nothing.

In:   signatures, and whose each document is.
Out:  hashes of the sentences and lines that stand.
Not:  copies: documents alike in most of their sentences count once, so that a story run often does not become standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from answerable.trace.signatures import Signature, resemblance

LOOKED_AT = 24  # documents carrying a sentence that are compared


class Bound(NamedTuple):
    """How many documents must carry a sentence, and how little any two of them may otherwise share."""

    documents: int
    blocks: float  # share of the sentences of the shorter
    words: float  # resemblance of the shingles


OF_ONE = Bound(3, 0.65, 0.5)  # of one publisher, whose dress they all wear
OF_ANY = Bound(6, 0.3, 0.25)  # of several or unknown publishers: more of them, and with next to nothing else in common


def standing_blocks(signatures: Sequence[Signature], publishers: Sequence[str]) -> frozenset[int]:
    """Hashes of standing blocks. `publishers[i]` is the key of document i's publisher, "" when unknown."""
    if not signatures:
        return frozenset()
    blocks = [signature.block_numbers() for signature in signatures]
    everything = np.concatenate(blocks)
    document = np.repeat(np.arange(len(blocks)), [len(own) for own in blocks])
    order = np.argsort(everything, kind="stable")
    numbers = everything[order]
    heads = np.flatnonzero(np.concatenate((numbers[:1] == numbers[:1], numbers[1:] != numbers[:-1])))
    common = _Common(signatures)
    out = set()
    for head, size in zip(heads.tolist(), np.diff(heads, append=len(numbers)).tolist(), strict=True):
        if size < OF_ONE.documents:
            continue
        documents = list(dict.fromkeys(document[order[head : head + size]].tolist()))
        by_publisher: dict[str, list[int]] = defaultdict(list)
        for carrier in documents:
            by_publisher[publishers[carrier]].append(carrier)
        one = any(publisher and common.unlike(group, OF_ONE) for publisher, group in by_publisher.items())
        if one or common.unlike(documents, OF_ANY):
            out.add(int(numbers[head]))
    return frozenset(out)


class _Common:
    """What pairs of documents have in common, measured once."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self._signatures = signatures
        self._known: dict[tuple[int, int], tuple[float, float]] = {}

    def unlike(self, documents: Sequence[int], bound: Bound) -> bool:
        """Whether enough of `documents` share, two by two, less than `bound` allows."""
        if len(documents) < bound.documents:
            return False
        chosen: list[int] = []
        for document in documents[:LOOKED_AT]:
            if all(self._less(other, document, bound) for other in chosen):
                chosen.append(document)
                if len(chosen) >= bound.documents:
                    return True
        return False

    def _less(self, a: int, b: int, bound: Bound) -> bool:
        if (a, b) not in self._known:
            one, other = (np.unique(self._signatures[at].block_numbers()) for at in (a, b))
            shared = len(np.intersect1d(one, other, assume_unique=True)) / max(1, min(len(one), len(other)))
            self._known[a, b] = (shared, resemblance(self._signatures[a], self._signatures[b]))
        blocks, words = self._known[a, b]
        return blocks < bound.blocks and words < bound.words
