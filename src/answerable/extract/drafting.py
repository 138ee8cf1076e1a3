"""Drafts from spans that something other than the rules has found: what comes after is the same for all.

In:   a `View`, and for each statement its source, cue and content as spans of the text.
Out:  drafts that `completing.complete` takes: spans kept as they were given, the cue read in the lexicons.
Not:  judging the spans, and no content that was not given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from answerable.extract.drafts import Draft, Range
from answerable.extract.grammar import Kind, Verb
from answerable.extract.statement import Act
from answerable.extract.view import How, Phrase, View
from answerable.terms.span import Span


class Found(NamedTuple):
    """One statement as found; `why` names the finder, `confidence` is its own."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    why: str
    confidence: float


def drafts_from(view: View, found: Iterable[Found]) -> list[Draft]:
    """Drafts in order of place; one without content, or with spans that hold no word, is left out."""
    drafts = [draft for one in found if (draft := _draft(view, one)) is not None]
    drafts.sort(key=lambda d: (d.head, d.cue or (0, 0)))
    seen: set[Range] = set()
    for draft in drafts:
        if draft.source is not None:
            place = (draft.source.first, draft.source.last)
            draft.shared = place in seen
            seen.add(place)
    return drafts


def _draft(view: View, found: Found) -> Draft | None:
    content = [words for span in found.content if (words := _words(view, span)) is not None]
    if not content:
        return None
    source = _hull(view, found.source)
    cue = _hull(view, found.cue)
    act, lemma, inner = _reading(view, cue)
    head = cue[0] if cue is not None else content[0][0]
    quotation = view.page.quotation
    return Draft(
        head=head,
        source=Phrase(*source, _how(view, source)) if source is not None else None,
        cue=cue,
        content=sorted(content),
        act=act,
        lemma=lemma,
        why=found.why,
        confidence=found.confidence,
        inner=inner,
        quoted=any(quotation[a] >= 0 and quotation[a] != quotation[head] for a, _ in content),
        given=(_held(found.source), _held(found.cue), _held(found.content)),
    )


def _words(view: View, span: Span) -> Range | None:
    """First and last word that the span touches; None when it holds none."""
    if span.start >= span.end:
        return None
    starts, ends = view.page.starts, view.page.ends
    first = bisect_right(ends, span.start)
    last = bisect_right(starts, span.end - 1) - 1
    return (first, last) if first <= last else None


def _held(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.start < span.end)


def _hull(view: View, spans: tuple[Span, ...]) -> Range | None:
    ranges = [words for span in spans if (words := _words(view, span)) is not None]
    return (min(a for a, _ in ranges), max(b for _, b in ranges)) if ranges else None


def _how(view: View, source: Range) -> How:
    first, last = source
    kind = view.kinds[first]
    if first < last:
        return "phrase"
    if kind & Kind.RELATIVE and first > view.page.bounds(first)[0]:
        return "relative"
    return "pronoun" if kind & Kind.PRONOUN else "phrase"


def _reading(view: View, cue: Range | None) -> tuple[Act, str, bool]:
    """Act and dictionary form of the cue's verb or noun, and whether it is speech; a neutral report when unknown."""
    if cue is None:
        return "reports", "", True
    forms, grammar = view.page.forms, view.grammar
    for word in range(cue[0], cue[1] + 1):
        readings = grammar.verbs.get(forms[word], ())
        verb = next((v for v in readings if _fits(view, word, v)), None)
        if verb is not None:
            return verb.act, verb.lemma, verb.inner
        if forms[word] in grammar.nouns:
            return grammar.nouns[forms[word]], forms[word], False
    return "reports", "", True


def _fits(view: View, word: int, verb: Verb) -> bool:
    """Whether the words that the reading asks for follow."""
    return not verb.after or any(tuple(view.page.forms[word + 1 : word + 1 + len(row)]) == row for row in verb.after)
