"""A text's signature: what finding its relatives needs, small enough to keep for millions.

In:   a text and its words as numbers.
Out:  `Signature`: winnowed numbers of six-word shingles, numbers of its sentences.
Not:  deciding anything. Signatures propose pairs; `kinds.py` compares the words themselves.

Winnowing: Schleimer, Wilkerson, Aiken 2003 (any agreement of 9 words or more leaves a common number). Signatures made under
another `version` must not be compared; they are made anew.
"""

from __future__ import annotations

import re

import msgspec
import numpy as np

from answerable.terms.span import Span
from answerable.trace.numbers import U64, Numbers, grams, mixed, numbers_of
from answerable.trace.ragged import Ints, spread, starts_of

ANCHOR = 6  # words of a winnowed shingle
WINDOW = 4  # of those shingles, one of which is always kept
BRIEF = 40  # words; of texts up to that length every shingle is kept, shorter ones too
BRIEF_ANCHOR = 4
LONGEST_BLOCK = 4096  # words by which a sentence is known
VERSION = "signatures/2 words/1"

_POWERS: U64 = np.cumprod(np.full(LONGEST_BLOCK, 0xD1342543DE82EF95, np.uint64), dtype=np.uint64)
_BLOCK = re.compile(r"[^\n.!?。！？؟।]+[.!?。！？؟।]*[”’\"')\]»」』]*")


class Signature(msgspec.Struct, frozen=True, array_like=True):
    """Numbers by which one text is compared with many. `anchors`, `blocks`: little arrays of 64-bit numbers as bytes."""

    version: str
    words: int
    anchors: bytes  # sorted, each once
    blocks: bytes  # in order of the text

    def anchor_numbers(self) -> U64:
        return np.frombuffer(self.anchors, np.uint64)

    def block_numbers(self) -> U64:
        return np.frombuffer(self.blocks, np.uint64)


class Blocks(msgspec.Struct, frozen=True):
    """Sentences and short lines of a text: first word, words, number."""

    first: Ints
    length: Ints
    number: U64

    def places(self, words: Numbers, wanted: frozenset[int]) -> list[Span]:
        """Where those whose number is `wanted` stand."""
        if not wanted:
            return []
        return [
            words.place(first, first + length)
            for first, length, number in zip(
                self.first.tolist(), self.length.tolist(), self.number.tolist(), strict=True
            )
            if number in wanted
        ]


def sign(text: str) -> Signature:
    """The signature of `text`."""
    words = numbers_of(text)
    return signature_of(words, blocks_of(text, words))


def signature_of(words: Numbers, blocks: Blocks) -> Signature:
    """The signature of a text of which the words and sentences are known."""
    return Signature(VERSION, len(words), anchors_of(words.of).tobytes(), blocks.number.tobytes())


def anchors_of(numbers: U64) -> U64:
    """Shingles by which a text meets its relatives, sorted, each once."""
    if len(numbers) > BRIEF:
        return np.unique(winnowed(grams(numbers, ANCHOR)))
    return np.unique(np.concatenate((grams(numbers, ANCHOR), grams(numbers, BRIEF_ANCHOR))))


def winnowed(shingles: U64) -> U64:
    """The least of every window; all of a text shorter than one."""
    count = len(shingles) - WINDOW + 1
    if count <= 0:
        return shingles
    least = shingles[:count]
    for at in range(1, WINDOW):
        least = np.minimum(least, shingles[at : at + count])
    return least


def blocks_of(text: str, words: Numbers) -> Blocks:
    """Sentences and short lines of `text`: five words or more, or a line of two."""
    places = np.array([match.span() for match in _BLOCK.finditer(text)], np.int64).reshape(-1, 2)
    first, after = words.starts.searchsorted(places[:, 0]), words.starts.searchsorted(places[:, 1])
    length = after - first
    kept = length >= 5
    for at in np.flatnonzero((length >= 2) & (length < 5)).tolist():
        start, end = places[at].tolist()
        kept[at] = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    first, length = first[kept], length[kept]
    return Blocks(first, length, _numbers(words.of, first, np.minimum(length, LONGEST_BLOCK)))


def _numbers(words: U64, first: Ints, length: Ints) -> U64:
    """One number for the words of each block."""
    if not len(first):
        return np.empty(0, np.uint64)
    begins = starts_of(length)
    into = np.arange(begins[-1]) - np.repeat(begins[:-1], length)
    return mixed(np.add.reduceat(words[spread(first, length)] * _POWERS[into], begins[:-1]))


def resemblance(one: Signature, other: Signature) -> float:
    """How much of two texts' shingles are common to both, 0–1 (Jaccard)."""
    a, b = one.anchor_numbers(), other.anchor_numbers()
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / max(1, len(a) + len(b) - common)
