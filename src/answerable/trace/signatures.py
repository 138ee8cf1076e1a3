"""A text's signature: what finding its relatives needs, small enough to keep for millions.

In:   a text.
Out:  `Signature`: MinHash of its five-word shingles, winnowed hashes of six-word shingles, hashes of its sentences.
Not:  deciding anything. Signatures propose pairs; `kinds.py` compares the words themselves.

Shingles: Broder 1997. Winnowing: Schleimer, Wilkerson, Aiken 2003 (any agreement of 9 words or more leaves a common
hash). Digests made under another `version` must not be compared; they are made anew.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

import msgspec
from rensa import RMinHash

from answerable.terms.span import Span
from answerable.trace.words import Words, words_of

PERMUTATIONS = 128
SHINGLE = 5  # words a shingle of the MinHash
ANCHOR = 6  # words of a winnowed shingle
WINDOW = 4  # of those shingles, one of which is always kept
SEED = 20191
VERSION = f"signatures/1 words/1 rensa/{RMinHash.ALGORITHM_VERSION}"

_BLOCK = re.compile(r"[^\n.!?。！？؟।]+[.!?。！？؟।]*[”’\"')\]»」』]*")


class Signature(msgspec.Struct, frozen=True, array_like=True):
    """Numbers by which one text is compared with many. `digest`, `anchors`, `blocks`: little arrays as bytes."""

    version: str
    words: int
    digest: bytes  # 128 × 32 bits
    anchors: bytes  # sorted, 64 bits each
    blocks: bytes  # in order of the text, 64 bits each

    def bands(self, rows: int = 4) -> list[bytes]:
        """The digest in bands of `rows`, for look-up by equality."""
        size = 4 * rows
        return [self.digest[at : at + size] for at in range(0, len(self.digest), size)]

    def anchor_hashes(self) -> array[int]:
        return array("Q", self.anchors)

    def block_hashes(self) -> array[int]:
        return array("Q", self.blocks)


def sign(text: str) -> Signature:
    """The signature of `text`."""
    return sign_words(text, words_of(text))


def sign_words(text: str, words: Words) -> Signature:
    """The signature of `text`, whose words are known."""
    norms = words.norms
    shingles = _shingles(norms, SHINGLE) or ([" ".join(norms)] if norms else [])
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update(shingles)
    anchors = sorted(winnowed(hashes_of(_shingles(norms, ANCHOR))))
    blocks = [hashed for _span, hashed in blocks_of(text, words)]
    return Signature(
        VERSION,
        len(norms),
        array("I", minhash.digest()).tobytes(),
        array("Q", anchors).tobytes(),
        array("Q", blocks).tobytes(),
    )


def hashes_of(tokens: Sequence[str]) -> list[int]:
    """64-bit hashes, the same on every machine."""
    return list(RMinHash.hash_token_sets([list(tokens)])[0]) if tokens else []


def winnowed(hashes: Sequence[int]) -> set[int]:
    """The least hash of every window; all of a text shorter than one."""
    if len(hashes) < WINDOW:
        return set(hashes)
    return set(map(min, zip(*(hashes[at:] for at in range(WINDOW)), strict=False)))


def _shingles(norms: Sequence[str], size: int) -> list[str]:
    return [" ".join(words) for words in zip(*(norms[at:] for at in range(size)), strict=False)]


def blocks_of(text: str, words: Words) -> list[tuple[Span, int]]:
    """Sentences and short lines of `text` with a hash of their words: five words or more, or a line of two."""
    places: list[Span] = []
    keys: list[str] = []
    for match in _BLOCK.finditer(text):
        start, end = match.span()
        inside = words.inside(Span(start, end))
        if len(inside) < 2:
            continue
        if len(inside) < 5 and not (
            (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
        ):
            continue
        places.append(words.place(inside[0], inside[-1] + 1))
        keys.append(" ".join(words.norms[inside[0] : inside[-1] + 1]))
    return list(zip(places, hashes_of(keys), strict=True))


def resemblance(one: Signature, other: Signature) -> float:
    """Estimated Jaccard resemblance of two texts' shingles, 0–1 (standard error about .04)."""
    a, b = array("I", one.digest), array("I", other.digest)
    return sum(map(int.__eq__, a, b)) / PERMUTATIONS
