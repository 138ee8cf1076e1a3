"""A text as words that can be compared, each with its place.

In:   a text in any script.
Out:  `Words`: normalised words and where each stands. Scripts written without spaces go by character.
Not:  meaning: no stems, no stop words. Case, accents, quotation style and invisible characters are levelled.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from answerable.terms.span import Span

# Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# What stands between words: white space, punctuation and symbols; joiners and the soft hyphen stay inside a word.
_BETWEEN = (
    r"\s!-/:-@\[-`{-~\u0080-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b8\u00bb-\u00bf\u00d7\u00f7"
    r"\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0f0b-\u0f14"
    r"\u1361-\u1368\u2000-\u200b\u200e-\u206f\u2190-\u2bff\u3000-\u303f\u30fb\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^{_BETWEEN}{_UNSPACED}]+")
INVISIBLE = dict.fromkeys((0xAD, 0x200C, 0x200D, 0xFEFF, *range(0x300, 0x370)))


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text in order: how they compare, and `text[starts[i]:ends[i]]` as written."""

    norms: tuple[str, ...]
    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        return len(self.norms)

    def place(self, first: int, after: int) -> Span:
        """The characters from word `first` to the word before `after`."""
        return Span(self.starts[first], self.ends[after - 1])

    def inside(self, span: Span) -> range:
        """Indices of the words that begin inside `span`."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))


def words_of(text: str) -> Words:
    """The words of `text`. Linear in its length."""
    spans = [match.span() for match in _WORD.finditer(text)]
    if text.isascii():
        lowered = text.lower()
        norms = tuple([sys.intern(lowered[start:end]) for start, end in spans])
    else:
        norms = tuple([level(text[start:end]) for start, end in spans])
    return Words(norms, array("I", [start for start, _ in spans]), array("I", [end for _, end in spans]))


@lru_cache(maxsize=65536)
def level(word: str) -> str:
    """`word` as it compares."""
    if word.isascii():
        return sys.intern(word.lower())
    plain = unicodedata.normalize("NFKD", word).translate(INVISIBLE)
    return unicodedata.normalize("NFC", plain).casefold() or word
