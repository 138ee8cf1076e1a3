"""Originals that are named and not held, of the whole case: those first that most documents lean on.

In:   the missing originals of the lineage.
Out:  `Leaned`, in that order, each with the words that name it in every document.
Not:  joining names that may mean one document; `trace.leaning` does what can be done. Private persons: a name that may
      be one's stands in its passages only, and so does an address, of which no more than the host is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.publish.bundle import Bundle
from answerable.publish.offices import Offices
from answerable.publish.originals_told import OriginalsTold, Told
from answerable.publish.register import Quote, Register
from answerable.publish.words import count
from answerable.terms.span import Span
from answerable.trace.leaning import leaned_on
from answerable.trace.outlets import host_of

OPEN = 20  # set out at once; the others open on demand and are all there


@dataclass(frozen=True, slots=True)
class Leaned:
    """One original. `quotes`: one a document, the words that name it there; `host`: where one of them links it."""

    told: Told
    host: str | None
    quotes: tuple[Quote, ...]

    @property
    def documents(self) -> str:
        return count(len(self.quotes), "document")


@dataclass(frozen=True, slots=True)
class LeanedList:
    """The list of a case: `first` is set out at once."""

    first: tuple[Leaned, ...]
    further: tuple[Leaned, ...]

    @property
    def all(self) -> Sequence[Leaned]:
        return (*self.first, *self.further)


def originals_leaned_on(bundle: Bundle, register: Register) -> LeanedList:
    """The missing originals of `bundle`, as ranked by `trace`."""
    held = [one for one in bundle.lineage.missing if one.named_in in register]
    telling = OriginalsTold(Offices(bundle.case.parties))
    ranked = [
        _leaned(
            telling.told(one.name),
            one.url,
            tuple(register.quote(m.named_in, (Span(m.start, m.end),)) for m in one.namings),
        )
        for one in leaned_on(held)
    ]
    return LeanedList(tuple(ranked[:OPEN]), tuple(ranked[OPEN:]))


def _leaned(told: Told, url: str | None, quotes: tuple[Quote, ...]) -> Leaned:
    return Leaned(told, host_of(url) if url and not told.withheld else None, quotes)
