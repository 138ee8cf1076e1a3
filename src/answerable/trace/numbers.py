"""The words of a long text as numbers, cut and levelled all at once.

In:   a text in any script.
Out:  `Numbers`: one 64-bit number a word, and where each word stands. Two words have one number when `words_of` levels
      them alike, on every machine.
Not:  another definition of a word: classes and levelling of characters are asked of `words.py`, character by character.

A word's number is a polynomial over its levelled characters, taken from sums over the whole text, so that no word is
ever cut out. Words whose levelling depends on more than one character at a time go the slow way.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from answerable.terms.span import Span
from answerable.trace.words import INVISIBLE, level, words_of

U64: TypeAlias = NDArray[np.uint64]
I32: TypeAlias = NDArray[np.int32]

PIECE = 1 << 16  # characters summed at a time
LONGEST = 256  # levelled characters; longer words are hashed whole
_BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
# A character's class. The hard ones go the slow way: their levelling takes more, or other, than one character.
_BETWEEN, _LETTER, _HARD_LETTER, _ALONE, _HARD_ALONE, _UNKNOWN = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Words of a text in order: the number of each, and `text[starts[i]:ends[i]]` as written."""

    of: U64
    starts: I32
    ends: I32

    def __len__(self) -> int:
        return len(self.of)

    def place(self, first: int, after: int) -> Span:
        """The characters from word `first` to the word before `after`."""
        return Span(int(self.starts[first]), int(self.ends[after - 1]))

    def inside(self, span: Span) -> range:
        """Indices of the words that begin inside `span`."""
        first, after = self.starts.searchsorted(span).tolist()
        return range(first, after)


def numbers_of(text: str) -> Numbers:
    """The words of `text`, which are those of `words_of`."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _classes(points)
    alone = classes >= _ALONE
    letter = (classes != _BETWEEN) ^ alone
    bound = np.flatnonzero(np.diff(letter, prepend=False, append=False))
    if alone.any():
        single = np.flatnonzero(alone)
        starts = np.sort(np.concatenate((bound[0::2], single)))
        ends = np.sort(np.concatenate((bound[1::2], single + 1)))
    else:
        starts, ends = bound[0::2], bound[1::2]
    numbers = _summed(points, starts, ends)
    for at in _hard(classes, starts, ends):
        numbers[at] = number_of(level(text[starts[at] : ends[at]]))
    return Numbers(numbers, starts.astype(np.int32), ends.astype(np.int32))


@lru_cache(maxsize=65536)
def number_of(norm: str) -> int:
    """The number of one levelled word."""
    if len(norm) > LONGEST:
        return int.from_bytes(hashlib.blake2b(norm.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    total, power = 0, 1
    for character in norm:
        total = (total + _worth(ord(character)) * power) & _MASK
        power = power * _BASE & _MASK
    return _mixed(total)


@lru_cache(maxsize=16384)
def numbers_for(words: str) -> tuple[int, ...]:
    """The numbers of a few words, such as an entry of a lexicon."""
    return tuple(map(number_of, words_of(words).norms))


def among(numbers: U64, listed: U64) -> NDArray[np.bool_]:
    """Which of `numbers` are among `listed`, which are in order."""
    if not len(listed):
        return np.zeros(len(numbers), bool)
    at = listed.searchsorted(numbers)
    found: NDArray[np.bool_] = listed[np.minimum(at, len(listed) - 1)] == numbers
    return found


def grams(numbers: U64, size: int) -> U64:
    """One number for every `size` words in a row."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = numbers[:count].copy()
    for at in range(1, size):
        total *= np.uint64(_BASE)
        total += numbers[at : at + count]
    return mixed(total)


def mixed(values: U64) -> U64:
    """`values` stirred in place, so that any of their bits is as good as another."""
    values ^= values >> np.uint64(31)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(29)
    return values


def _mixed(value: int) -> int:
    value ^= value >> 31
    value = value * 0xBF58476D1CE4E5B9 & _MASK
    return value ^ value >> 29


def _worth(point: int) -> int:
    """What a character counts; the next is far from it."""
    return _mixed(point * 0xD6E8FEB86659FD93 + 0x2545F4914F6CDD1D & _MASK)


class _Characters:
    """By code point: the class, and what the levelled character counts. Filled page by page, as texts need them."""

    def __init__(self) -> None:
        self.classes = np.full(sys.maxunicode + 1, _UNKNOWN, np.uint8)
        self.worth = np.zeros(sys.maxunicode + 1, np.uint64)

    def learn(self, page: int) -> None:
        for point in range(page << 8, page + 1 << 8):
            character = chr(point)
            cut = words_of(character + "a")  # "a" tells a letter from a character that is a word of its own
            if len(cut) == 1 and cut.starts[0] == 1:
                self.classes[point] = _BETWEEN
                continue
            norm = level(character)
            simple = len(norm) == 1 and point <= 0xFFFF and point not in INVISIBLE and not _joins(character)
            if len(cut) == 1:
                self.classes[point] = _LETTER if simple else _HARD_LETTER
            else:
                self.classes[point] = _ALONE if len(norm) == 1 else _HARD_ALONE
            self.worth[point] = _worth(ord(norm[0]))


def _joins(character: str) -> bool:
    """Whether it may join with, or change places with, what stands before it in a word when that is levelled."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.combining(first) > 0 or first in _seconds()


@cache
def _seconds() -> frozenset[str]:
    """Characters with which the one before them is written as one."""
    parts = (unicodedata.decomposition(chr(point)).split() for point in range(0x10000))
    jamo = map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)))
    return frozenset({*jamo, *(chr(int(two[1], 16)) for two in parts if len(two) == 2 and two[0][0] != "<")})


@cache
def _characters() -> _Characters:
    return _Characters()


def _classes(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    known = _characters()
    classes = known.classes[points]
    new = classes == _UNKNOWN
    if new.any():
        for page in np.unique(points[new] >> 8).tolist():
            known.learn(page)
        classes = known.classes[points]
    return classes


@lru_cache(maxsize=1)
def _powers() -> tuple[U64, U64]:
    """Powers of the base, and of its inverse modulo 2^64."""
    up = np.full(PIECE + LONGEST + 1, _BASE, np.uint64)
    down = np.full(PIECE + LONGEST + 1, pow(_BASE, -1, 1 << 64), np.uint64)
    up[0] = down[0] = 1
    return np.cumprod(up), np.cumprod(down)


def _summed(points: NDArray[np.uint32], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> U64:
    """The number of every word of letters that level one by one; of others, anything."""
    up, down = _powers()
    worth = _characters().worth
    out = np.empty(len(starts), np.uint64)
    first = 0
    while first < len(starts):
        offset = int(starts[first])
        after = max(first + 1, int(ends.searchsorted(offset + PIECE, "right")))
        value = worth[points[offset : min(int(ends[after - 1]), offset + PIECE)]]
        begin, end = starts[first:after] - offset, np.minimum(ends[first:after] - offset, len(value))
        sums = np.zeros(len(value) + 1, np.uint64)
        np.cumsum(value * up[: len(value)], out=sums[1:])
        out[first:after] = (sums[end] - sums[begin]) * down[begin]
        first = after
    return mixed(out)


def _hard(classes: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[int]:
    """Words that must go the slow way: those with a hard character, and long ones."""
    slow = ends - starts > LONGEST
    hard = np.flatnonzero((classes == _HARD_LETTER) | (classes == _HARD_ALONE))
    if len(hard):
        slow[starts.searchsorted(hard, "right") - 1] = True
    found: list[int] = np.flatnonzero(slow).tolist()
    return found
