"""Whether what is told of two texts stands in both, word for word and not only number for number.

In:   what comparing found, by numbers of words; the two texts.
Out:  whether the words of every passage agree; where they do not, what comparing finds with numbers that nobody can prepare.
Not:  comparing; see `kinds.py`. Numbers of words are quick and public: whoever tries finds two words of one number.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from answerable.trace.kinds import Reuse, compare
from answerable.trace.prepared import Prepared
from answerable.trace.words import level, words_of

Texts = tuple[str, str]


def same_words(reuse: Reuse, texts: Texts) -> bool:
    """Whether every passage of `reuse` has the same words in both texts."""
    here, there = texts
    return all(
        _same(here[span.here_start : span.here_end], there[span.there_start : span.there_end]) for span in reuse.spans
    )


def compared_by_letter(prepared: tuple[Prepared, Prepared], texts: Texts) -> Reuse | None:
    """What the texts share when their words are numbered anew; None when that is nothing, or not word for word either."""
    key = hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass")).digest()
    here, there = (_keyed(own, text, key) for own, text in zip(prepared, texts, strict=True))
    again = compare(here, there)
    return again if again is not None and same_words(again, texts) else None


def _same(one: str, other: str) -> bool:
    return one == other or words_of(one).norms == words_of(other).norms


def _keyed(own: Prepared, text: str, key: bytes) -> Prepared:
    """The words with numbers that hang on every letter of both texts."""
    starts, ends = own.numbers.starts.tolist(), own.numbers.ends.tolist()
    numbers = [_number(level(text[start:end]), key) for start, end in zip(starts, ends, strict=True)]
    return replace(own, numbers=replace(own.numbers, of=np.array(numbers, np.uint64)))


def _number(norm: str, key: bytes) -> int:
    return int.from_bytes(
        hashlib.blake2b(norm.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest(), "little"
    )
