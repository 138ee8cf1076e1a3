"""The parts of an allegation that can be true or false alone.

In:   the text of an allegation and its language.
Out:  `Part`s with their kinds and places: act, author, victims, place, time, number, knowledge, remedy.
Not:  judging; and not cutting the words: every part is verbatim at its span; the act is its clause.

A part is found by its form (a day, a figure, a capitalised place after a preposition) or by its words (lexicon
`allegation`). Languages without that lexicon give the act, figures and times only.  # (1)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from answerable.confront.answer import ElementKind
from answerable.confront.cues import cues
from answerable.confront.figures import number_spans
from answerable.resources import lexicon
from answerable.terms.span import Span, joined, trimmed
from answerable.trace.words import Words, words_of

_CLAUSE = re.compile(r"[;；。]\s*|(?<=\w{4})[.!?]\s+(?=[^\W\d_a-z])|\n+")
_INSIDE_NAMES = frozenset({"of", "de", "del", "la", "di", "du"})
_LONG = 2000  # characters of a clause that are searched for parts; beyond, a text is no allegation but a document


@dataclass(frozen=True, slots=True)
class Part:
    """One element's words at their place in the allegation's text."""

    kind: ElementKind
    span: Span
    text: str


def split_elements(text: str, language: str | None = None) -> tuple[Part, ...]:
    """Elements of `text`, by kind and place. At least the act, unless there are no words at all."""
    lang = (language or "en").split("-")[0].lower()
    whole = trimmed(Span(0, len(text)), text)
    if whole.start == whole.end:
        return ()
    found: list[tuple[ElementKind, Span]] = []
    for clause in _clauses(text, whole):
        words = words_of(clause.of(text)[:_LONG])
        kind = _kind_of_clause(words, lang)
        found.append((kind, clause))
        if kind == "act":
            found += [(k, s.shifted(clause.start)) for k, s in _within(clause.of(text)[:_LONG], words, lang)]
    unique = dict.fromkeys(found)
    return tuple(Part(kind, span, span.of(text)) for kind, span in unique)


def _clauses(text: str, whole: Span) -> list[Span]:
    """Sentences and semicolon clauses, each an act of its own."""
    cuts = [m.span() for m in _CLAUSE.finditer(text, whole.start, min(whole.end, whole.start + 10 * _LONG))]
    starts = [whole.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), whole.end]
    spans = [trimmed(Span(s, e), text) for s, e in zip(starts, ends, strict=True) if s < e]
    return [s for s in spans if s.start < s.end]


def _kind_of_clause(words: Words, language: str) -> ElementKind:
    hits = cues(language, "allegation").find(words.norms)
    if "knowledge" in hits:
        return "knowledge"
    return "remedy" if "remedy" in hits else "act"


def _within(text: str, words: Words, language: str) -> list[tuple[ElementKind, Span]]:
    """Author, victims, place, time and number inside an act."""
    hits = cues(language, "allegation").find(words.norms)
    found: list[tuple[ElementKind, Span]] = []
    times, numbers = number_spans(text, language)
    found += [("time", span) for span in joined(times)]
    for first, after in hits.get("victims", ()):
        near = [n for n in numbers if 0 <= words.starts[first] - n.end <= 30]
        start = near[-1].start if near else words.starts[first]
        found.append(("victims", Span(start, words.ends[after - 1])))
    found += [("number", n) for n in numbers if not any(n.overlaps(t) for t in times)]
    authors = hits.get("authors", ())
    if authors:
        first, after = authors[0]
        found.append(("author", words.place(first, after)))
    found += [("place", span) for span in _places(text, words, language) if not any(span.overlaps(t) for t in times)]
    return [(kind, span) for kind, span in found if span.start < span.end]


def _places(text: str, words: Words, language: str) -> list[Span]:
    """Capitalised names that follow a preposition of place."""
    before = frozenset(lexicon(language, "allegation").get("place_before", ()))
    places: list[Span] = []
    for index, (word, following) in enumerate(pairwise(words.norms)):
        if word not in before:
            continue
        first = index + 1 + (following in ("the",))
        after = first
        while after < len(words) and after - first < 6 and _goes_on(text, words, first, after):
            after += 1
        if after > first:
            places.append(words.place(first, after))
    return places


def _goes_on(text: str, words: Words, first: int, at: int) -> bool:
    """Whether word `at` belongs to the name that begins at `first`: a capital, or `of` before one."""
    if at > first and text[words.ends[at - 1] : words.starts[at]].strip(" -’'"):
        return False
    if text[words.starts[at]].isupper():
        return True
    return (
        at > first and words.norms[at] in _INSIDE_NAMES and at + 1 < len(words) and text[words.starts[at + 1]].isupper()
    )
