"""Which documents stand on which page when a report is a folder.

In:   the numbered documents, what the report cites, what it quotes.
Out:  `Batch`es in order: what the grid rests on, then what is quoted or cited otherwise, then all others.
Not:  setting a page. One text longer than a page has a page of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from answerable.publish.cited import Cited
from answerable.publish.register import Listed, Register

LIMIT = 25_000_000  # bytes: a larger report is a folder
PAGE = 2_000_000  # bytes of text on one page of sources
MOST_ON_A_PAGE = 200  # documents


@dataclass(frozen=True, slots=True)
class Batch:
    """One page of sources. `cited` when at least one of its documents is cited."""

    number: int
    documents: tuple[Listed, ...]
    cited: bool

    @property
    def name(self) -> str:
        return f"sources-{self.number}.html"


def text_bytes(register: Register) -> int:
    """The bytes of all texts: a report can be no smaller."""
    return sum(_size(one) for one in register.listed)


def batches(register: Register, cited: Cited, quoted: Container[int], *, page: int = PAGE) -> tuple[Batch, ...]:
    """The pages of sources. Cited and uncited documents do not share a page."""
    listed = sorted(register.listed, key=lambda one: _rank(one, cited, quoted))
    made: list[Batch] = []
    for is_cited in (True, False):
        of_kind = [one for one in listed if (_rank(one, cited, quoted) < UNCITED) == is_cited]
        for documents in _filled(of_kind, page):
            made.append(Batch(len(made) + 1, documents, is_cited))
    return tuple(made)


UNCITED = 3


def _rank(one: Listed, cited: Cited, quoted: Container[int]) -> int:
    """0 what stands in the grid, 1 what the page quotes, 2 what is marked for something else, 3 the rest."""
    if one.document.id in cited.by_grid:
        return 0
    if one.number in quoted:
        return 1
    return 2 if cited.places(one.document.id) else UNCITED


def _filled(documents: list[Listed], page: int) -> Iterator[tuple[Listed, ...]]:
    held: list[Listed] = []
    size = 0
    for one in documents:
        if held and (size + _size(one) > page or len(held) == MOST_ON_A_PAGE):
            yield tuple(held)
            held, size = [], 0
        held.append(one)
        size += _size(one)
    if held:
        yield tuple(held)


def _size(one: Listed) -> int:
    return len(one.document.reading.text.encode(errors="replace"))
