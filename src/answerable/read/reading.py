"""The record of one capture as text, with every character traceable to the original.

In:   what a reader found in preserved bytes.
Out:  `Reading`, and `Body`: the reading without what only surrounds it, with a map back.
Not:  judging the text. Clutter and syndication marks are labelled, not thrown away.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from answerable.terms.digest import Digest, record_id
from answerable.terms.moment import Edtf
from answerable.terms.span import Span

METHOD = "read/2"  # a reading of the same bytes may differ between methods; what is derived names the one it came from

Label = Literal["body", "boilerplate", "mark"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a reading's text and where it stands in the original.

    `place` is `page 3`, an element path such as `/html/body/main/p[2]`, `paragraph 12`, `line 7`, `part 1`;
    `role` is title | heading | paragraph | list-item | table-cell | caption | quotation | header | footer | other.
    Blocks are in order, do not overlap, and are separated by white space that belongs to none.
    """

    start: int
    end: int
    label: Label
    place: str
    role: str = "paragraph"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its doubt. `kind`: printed (in the text or its metadata), modified, sent, claimed."""

    kind: str
    value: Edtf
    source: str  # where it was found: "meta article:published_time", "byline", "Date header", …
    words: str = ""  # as written


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the document. `rel`: body | canonical | alternate | syndication | original | feed | other."""

    url: str
    rel: str
    words: str = ""
    start: int | None = None  # place of the link's words in the reading's text, where known
    end: int | None = None


@dataclass(frozen=True)
class Reading:
    """All readable text of a capture in order, and what the document says of itself."""

    capture: Digest
    media_type: str
    outcome: Literal["read", "partial", "unreadable"]
    reason: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    dates: tuple[FoundDate, ...] = ()
    language: str | None = None  # BCP 47, None when unknown
    links: tuple[Link, ...] = ()
    encoding: str | None = None
    recipients: tuple[str, ...] = ()  # of a letter or mail: as written
    reference: str | None = None  # "AL PAK 5/2018"
    confidence: float | None = None  # of OCR, 0–1
    notes: tuple[str, ...] = ()  # what the reader noticed: flagged characters, a wrong declared charset …
    method: str = METHOD

    @cached_property
    def id(self) -> Digest:
        return record_id(self)

    @property
    def published(self) -> Edtf | None:
        """The printed date (or, for mail, the date sent), if one was found."""
        for kind in ("printed", "sent"):
            for date in self.dates:
                if date.kind == kind:
                    return date.value
        return None

    @property
    def canonical(self) -> str | None:
        return next((link.url for link in self.links if link.rel == "canonical"), None)

    @cached_property
    def body(self) -> Body:
        """The blocks labelled body and mark, joined by blank lines, with a map back."""
        return _body(self)


@dataclass(frozen=True, slots=True)
class Body:
    """A reading's text without boilerplate. `locate` maps a place in it to places in the whole reading."""

    text: str
    starts: tuple[int, ...]  # start of each block in this text
    origins: tuple[Span, ...]  # place of each block in the whole reading

    def locate(self, span: Span) -> tuple[Span, ...]:
        """The places in the whole reading that `span` of this text stands for; gaps between blocks fall out."""
        out = []
        index = max(0, bisect_right(self.starts, span.start) - 1)
        while index < len(self.starts) and self.starts[index] < span.end:
            here, there = self.starts[index], self.origins[index]
            start = max(span.start, here)
            end = min(span.end, here + (there.end - there.start))
            if start < end:
                out.append(Span(there.start + start - here, there.start + end - here))
            index += 1
        return tuple(out)

    def place_of(self, span: Span) -> Span | None:
        """Where a span of the whole reading stands in this text, or None when it is not in one block of it."""
        index = bisect_right(self.origins, (span.start, float("inf"))) - 1
        if index < 0 or not self.origins[index].covers(span):
            return None
        return span.shifted(self.starts[index] - self.origins[index].start)


def _body(reading: Reading) -> Body:
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[Span] = []
    at = 0
    for block in reading.blocks:
        if block.label == "boilerplate" or block.start == block.end:
            continue
        if pieces:
            at += 2
        words = reading.text[block.start : block.end]
        pieces.append(words)
        starts.append(at)
        origins.append(block.span)
        at += len(words)
    return Body("\n\n".join(pieces), tuple(starts), tuple(origins))
