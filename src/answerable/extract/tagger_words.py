"""A text as the learned tagger reads it: words, and what a lower-cased vocabulary forgets about them.

In:   a text.
Out:  `TaggerWords`: places of its words, and a small number for each that says its case, whether it stands inside
      a quotation, and whether a line begins with it. Training and program both read texts through here.
Not:  word pieces, windows, meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from answerable.extract.quotations import find_quotations

_WORD = re.compile(r"\w+|[^\w\s]")
_OPENS = frozenset(",;:.)–—-")  # marks that begin no statement
_CLOSES = frozenset(",;:.(–—-")  # marks that end none, outside a quotation
_APPOSE = frozenset(",–—-")
_STOPS = frozenset(".!?”\"’'…:")

CASES = 3  # lower or none, Capitalised, CAPITALS
FEATURES = CASES * 2 * 2
FRESH = 1  # the bit of a feature that says that a line begins


@dataclass(frozen=True, slots=True)
class TaggerWords:
    """Parallel lists, one entry per word: where it starts and ends in `text`, and its feature (0 to FEATURES - 1).

    `shown` has the words that the encoder is to read instead of what stands there (`stand_ins`)."""

    text: str
    starts: list[int]
    ends: list[int]
    features: list[int]
    shown: dict[int, str] = field(default_factory=dict)

    def form(self, word: int) -> str:
        """The word as it stands."""
        return self.text[self.starts[word] : self.ends[word]]

    def quoted(self, word: int) -> bool:
        """Whether the word stands inside a quotation."""
        return bool(self.features[word] // 2 % 2)

    def paragraphs(self) -> list[int]:
        """Words that begin a line after a line that ended as a sentence ends."""
        return [w for w, feature in enumerate(self.features) if w and feature & FRESH and self.form(w - 1) in _STOPS]

    def forms(self, first: int, end: int) -> list[str]:
        """The words `first` to `end - 1` as the encoder is to read them."""
        return [self.shown.get(word) or self.form(word) for word in range(first, end)]


def read_tagger_words(text: str) -> TaggerWords:
    """`text` cut at every change between word characters, marks and white space."""
    starts: list[int] = []
    ends: list[int] = []
    features: list[int] = []
    quotations = find_quotations(text)
    quote, before = 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while quote < len(quotations) and quotations[quote].end <= start:
            quote += 1
        inside = quote < len(quotations) and quotations[quote].start <= start
        fresh = start == 0 or "\n" in text[before:start]
        features.append(feature_of(case=_case(match[0]), quoted=inside, fresh=fresh))
        starts.append(start)
        ends.append(end)
        before = end
    return TaggerWords(text, starts, ends, features)


def feature_of(*, case: int, quoted: bool, fresh: bool) -> int:
    """The feature of a word."""
    return (case * 2 + quoted) * 2 + fresh


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def without_edges(words: TaggerWords, place: tuple[int, int], *, apposed: bool = False) -> tuple[int, int]:
    """The range without commas, stops and dashes at its edges; a stop inside a quotation or behind a lone letter stays, and
    so does, where the range may be `apposed`, the mark that closes an apposition: "Pavel Drost, the ombudsman,"."""
    first, end = place
    if (
        apposed
        and end - first > 2
        and words.form(end - 1) in _APPOSE
        and words.form(end - 1) in words.forms(first, end - 1)
    ):
        while first < end and words.form(first) in _OPENS:
            first += 1
        return first, end
    while first < end and words.form(first) in _OPENS:
        first += 1
    while first < end and words.form(end - 1) in _CLOSES and not words.quoted(end - 1):
        if words.form(end - 1) == "." and end - first > 1 and len(words.form(end - 2)) == 1:
            break  # "identified only as B."
        end -= 1
    return first, end
