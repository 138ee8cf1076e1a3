"""Originals that are named and not held, of the whole case: those first that most documents lean on.

In:   the missing originals of the lineage.
Out:  `Leaned`, in that order, each with the words that name it in every document.
Not:  joining names that may mean one document; `trace.leaning` does what can be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.publish.bundle import Bundle
from answerable.publish.register import Quote, Register
from answerable.publish.words import count
from answerable.terms.span import Span
from answerable.trace.leaning import leaned_on

OPEN = 20  # set out at once; the others open on demand and are all there


@dataclass(frozen=True, slots=True)
class Leaned:
    """One original. `quotes`: one a document, the words that name it there."""

    name: str
    url: str | None
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
    ranked = [
        Leaned(
            one.name,
            one.url,
            tuple(register.quote(m.named_in, (Span(m.start, m.end),)) for m in one.namings),
        )
        for one in leaned_on(held)
    ]
    return LeanedList(tuple(ranked[:OPEN]), tuple(ranked[OPEN:]))
