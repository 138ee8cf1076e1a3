"""Groups of people whom acts are said to affect.

In:   a text and its language.
Out:  the places that name them, in order, not overlapping.
Not:  persons: an item must be a group's noun or a plural of a people or faith; a single person's name never fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.grammar import Kind, grammar
from answerable.extract.language import reading_language
from answerable.extract.stems import Stems
from answerable.extract.view import View, view_of
from answerable.extract.words import read_page
from answerable.resources import lexicon
from answerable.terms.span import Span

_ITEM = 8  # words one item of a list may have
_ITEMS = 20


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: frozenset[str]
    affected: frozenset[str]
    including: tuple[tuple[str, ...], ...]
    wrongs: Stems
    near: int


@cache
def _words(language: str) -> _Words:
    table = lexicon(language, "groups")
    return _Words(
        frozenset(table.get("nouns", ())),
        frozenset(table.get("affected", ())),
        tuple(tuple(row.split()) for row in table.get("including", ())),
        Stems(lexicon(language, "wrongs").get("stems", ())),
        int(table.get("wrong_near", 0)),
    )


def find_groups(text: str, language: str | None = None) -> list[Span]:
    """Places of `text` that name a group said to be affected by a wrong."""
    code = reading_language(text, language)
    if code is None or not _words(code).nouns:
        return []
    words = _words(code)
    view = view_of(read_page(text, code), grammar(code))
    out: list[Span] = []
    done = -1
    for word, form in enumerate(view.page.forms):
        if word <= done or form not in words.affected:
            continue
        ends = _after(view, word, words)
        for first, last in ends:
            out.append(view.page.span(first, last))
            done = max(done, last)
    return out


def _after(view: View, word: int, words: _Words) -> list[tuple[int, int]]:
    """The groups named after an affecting word, when a wrong is named shortly before or in the same breath."""
    forms = view.page.forms
    lo, hi = view.page.bounds(word)
    head = _group(view, word + 1, hi, words)
    if head is None:
        return []
    wrong = any(words.wrongs.fit(f) for f in forms[max(lo, word - words.near) : word + 1])
    if not wrong:
        return []
    out = [head]
    at = head[1] + 1
    at += at < hi and forms[at] == ","
    for row in words.including:
        if tuple(forms[at : at + len(row)]) == row:
            out += _list(view, at + len(row), hi, words)
            break
    return out


def _group(view: View, first: int, hi: int, words: _Words) -> tuple[int, int] | None:
    """A phrase from `first` that ends in a group's noun, without its article."""
    kinds, forms = view.kinds, view.page.forms
    while first < hi and kinds[first] & Kind.DETERMINER:
        first += 1
    last = None
    for word in range(first, min(hi, first + _ITEM)):
        if kinds[word] & ~(Kind.TIME | Kind.SETTING) and not view.page.capital[word]:
            break
        if any(forms[word] == row[0] for row in words.including):
            break
        if forms[word] in words.nouns:
            last = word
    return (first, last) if last is not None else None


def _list(view: View, at: int, hi: int, words: _Words) -> list[tuple[int, int]]:
    """Items set apart by commas and "and", as long as each is a group."""
    out: list[tuple[int, int]] = []
    kinds, forms, capital = view.kinds, view.page.forms, view.page.capital
    while at < hi and len(out) < _ITEMS:
        while at < hi and (forms[at] == "," or kinds[at] & Kind.AND):
            at += 1
        end = at
        while end < min(hi, at + _ITEM) and not kinds[end] & (
            Kind.PUNCTUATION | Kind.AND | Kind.AUXILIARY | Kind.PREPOSITION | Kind.RELATIVE
        ):
            end += 1
        first = at
        while first < end and kinds[first] & Kind.ARTICLE:
            first += 1
        if first >= end:
            break
        noun = next((w for w in range(end - 1, first - 1, -1) if forms[w] in words.nouns), None)
        closes = noun is not None and noun < end - 1  # words after the noun: the list ends here
        end = noun + 1 if noun is not None else end
        tail = forms[end - 1]
        plural = tail.endswith("s") and capital[end - 1] and end - first <= 2
        if not (tail in words.nouns or plural):
            break
        out.append((first, end - 1))
        if closes or end >= hi or not (forms[end] == "," or kinds[end] & Kind.AND):
            break
        at = end
    return out
