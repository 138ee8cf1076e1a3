"""A page with the classes of its words: what the rules of this room look at.

In:   a page and a grammar.
Out:  `View`; `Phrase`, a range of words and how it was found.
Not:  rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from answerable.extract.grammar import Grammar, Kind
from answerable.extract.words import Page

How = Literal["phrase", "pronoun", "relative", "apposition", "shared", "first"]


@dataclass(slots=True)
class View:
    """A page with the classes of its words, which words already belong to a cue, and where somebody is named."""

    page: Page
    grammar: Grammar
    kinds: list[int]
    taken: list[int]  # index of the cue a word belongs to, or -1
    parties: list[tuple[int, int]] = field(default_factory=list)  # names as `parties` finds them, in order and apart
    party: list[int] = field(default_factory=list)  # index of the name a word belongs to, or -1

    def name_parties(self, parties: list[tuple[int, int]]) -> None:
        """Take these ranges of words, in order and apart, for names."""
        self.parties = parties
        for index, (first, last) in enumerate(parties):
            self.party[first : last + 1] = [index] * (last + 1 - first)

    def kind(self, word: int) -> int:
        return self.kinds[word]


class Phrase(NamedTuple):
    """Words `first` to `last`, and how they were found to be the source."""

    first: int
    last: int
    how: How


def view_of(page: Page, grammar: Grammar) -> View:
    """Classes of all words; in English, words in -ly are adverbs."""
    get = grammar.kinds.get
    kinds = [get(form, 0) for form in page.forms]
    if grammar.language == "en":
        for i, form in enumerate(page.forms):
            if form.endswith("ly") and not kinds[i] and len(form) > 4 and not page.capital[i]:
                kinds[i] = Kind.ADVERB
    for i, capital in enumerate(page.capital):
        if capital and kinds[i] & Kind.AUXILIARY and page.sentences[page.sentence[i]][0] != i:
            kinds[i] = 0  # May, Will
    return View(page, grammar, kinds, [-1] * len(kinds), party=[-1] * len(kinds))
