"""The same words in several documents: one quotation, and where else they stand.

In:   quotations.
Out:  `Quoted`: each wording once, from the earliest document that has it, with the others beside it.
Not:  saying who took it from whom; `joins` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.publish.dates import order_key
from answerable.publish.register import Listed, Quote


@dataclass(frozen=True, slots=True)
class Quoted:
    """A wording and the further documents in which it stands word for word, but for white space."""

    quote: Quote
    also: tuple[Listed, ...]


def wording(quote: Quote) -> str:
    """What makes two quotations the same: their words, white space made single."""
    return " ".join(" ".join(quote.fragments).split())


def each_once(quotes: Iterable[Quote]) -> tuple[Quoted, ...]:
    """The wordings in the order in which they first come."""
    same: dict[str, list[Quote]] = {}
    for quote in quotes:
        same.setdefault(wording(quote), []).append(quote)
    return tuple(gathered(group) for group in same.values())


def gathered(group: Iterable[Quote]) -> Quoted:
    """One wording: its earliest quotation, and the other documents by number."""
    first, *rest = sorted(group, key=lambda q: (order_key(q.source.document.when), q.source.number))
    others = {quote.source.number: quote.source for quote in rest if quote.source != first.source}
    return Quoted(first, tuple(others[number] for number in sorted(others)))
