"""Whether a document that a text names is among those that are held.

In:   every document and what it says of itself; the place where a text names one.
Out:  yes, where a reference number beside the name heads a held document, or a held document of the named day
      comes from the one named. Anything less is no.
Not:  likeness of wording. A name that might be met is listed as missing, and a person crosses it out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from answerable.terms.span import Span
from answerable.trace.days import day_in
from answerable.trace.evidence import Evidence
from answerable.trace.words import words_of

HEAD = 800  # characters in which a document states its own reference
NEXT = 60  # characters after a name in which its reference or day may stand
NAMES = 120  # characters before it in which the one it comes from may stand

_REFERENCE = re.compile(r"(?<![\w/])[A-Z]{1,8}(?:[ /-][A-Z]{1,8}){0,3}[ /-]?\d{1,6}(?:[/-]\d{1,6}){0,3}(?![\w/])")
_CLAUSE = re.compile(r"[.!?;:\n“”«»]")


class HeldDocuments:
    """The documents that are held, by reference and by day."""

    def __init__(self, documents: Iterable[Evidence]) -> None:
        self._by_reference: dict[str, set[str]] = defaultdict(set)
        self._by_day: dict[str, list[Evidence]] = defaultdict(list)
        for one in documents:
            for match in _REFERENCE.finditer(one.seen.text, 0, HEAD):
                self._by_reference[_levelled(match.group())].add(one.seen.id)
            if one.seen.published:
                self._by_day[one.seen.published[5:10]].append(one)

    def is_held(self, naming: Evidence, span: Span) -> bool:
        """Whether the document that `naming`'s text names at `span` is held."""
        text = naming.seen.text
        after = _CLAUSE.split(text[span.end : span.end + NEXT])[0]
        for match in _REFERENCE.finditer(text[span.start : span.end] + after):
            if self._by_reference.get(_levelled(match.group()), set()) - {naming.seen.id}:
                return True
        day = day_in(text[span.start : span.end] + after)
        if day is None:
            return False
        before = _CLAUSE.split(text[max(0, span.start - NAMES) : span.start])[-1]
        named = _names(before + text[span.start : span.end] + after)
        return any(other.seen.id != naming.seen.id and named & _own_names(other) for other in self._by_day[day])


def _levelled(reference: str) -> str:
    return re.sub(r"[ /-]", "", reference)


def _names(words: str) -> set[str]:
    """Words with a capital, or of a script without them, of four letters or more; days and months are met too and do no harm."""
    return {
        norm for word in re.findall(r"[^\W\d_]{4,}", words) if not word[0].islower() for norm in words_of(word).norms
    }


def _own_names(one: Evidence) -> set[str]:
    """The names under which a document goes out: its publisher's, and those in its first line."""
    first = one.seen.text.strip().split("\n", 1)[0][:160]
    return _names(" ".join(filter(None, (one.seen.publisher, first))))
