"""The register of documents: every one numbered `D1`, `D2` … as in a court bundle, and quotations from them.

In:   the bundle's documents.
Out:  `Register`, which names a document and sets its words as a `Quote` with the place to look them up.
Not:  choosing what is quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from answerable.publish.bundle import Bundle, BundleDocument
from answerable.publish.dates import order_key, written
from answerable.publish.scripts import direction, language_for
from answerable.terms.digest import Digest
from answerable.terms.passage import Passage, find_again
from answerable.terms.span import Span


@dataclass(frozen=True)
class Listed:
    """A document under its number. `outlet` and `title` fall back on the address and the file's name."""

    number: int
    document: BundleDocument

    @property
    def tag(self) -> str:
        return f"D{self.number}"

    @property
    def anchor(self) -> str:
        return f"d{self.number}"

    @property
    def path(self) -> str:
        return self.document.captures[0].path if self.document.captures else ""

    @property
    def title(self) -> str:
        return self.document.reading.title or self.file or "untitled"

    @property
    def file(self) -> str:
        """The name of its file; `families.mbox no. 2` for a numbered part of one."""
        folder, _, name = self.path.rpartition("/")
        if name.isdigit() and folder.endswith("!"):
            return f"{folder.removesuffix('!').rpartition('/')[2]} no. {int(name)}"
        return name

    @property
    def outlet(self) -> str:
        if self.document.reading.outlet:
            return self.document.reading.outlet
        if self.document.sent_from:
            return self.document.sent_from
        address = next((c.address for c in self.document.captures if c.address), None)
        return _host(address) or self.file or "outlet not found"

    @property
    def date(self) -> str:
        return written(self.document.when) or "no date found"

    @cached_property
    def dir(self) -> str:
        return direction(self.document.reading.text)

    @cached_property
    def lang(self) -> str:
        return language_for(self.document.reading.text, self.document.reading.language)

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.document.reading.blocks)

    def place(self, at: int) -> str:
        """Where in the original the character at `at` stands: `page 3`, an element path; empty when not mapped."""
        index = bisect_right(self.block_starts, at) - 1
        if index < 0 or at >= self.document.reading.blocks[index].end:
            return ""
        return self.document.reading.blocks[index].place


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a document. `fragments` in order; `href` leads to the words in the document's text."""

    fragments: tuple[str, ...]
    lang: str
    dir: str
    source: Listed
    href: str
    until: int  # where the last fragment ends
    place: str


class Register:
    """The numbered documents, in the order of their dates; those without a date come last, by path."""

    def __init__(self, bundle: Bundle) -> None:
        ordered = sorted(bundle.documents, key=_order)
        self.listed = tuple(Listed(number, document) for number, document in enumerate(ordered, start=1))
        self._by_id = {one.document.id: one for one in self.listed}

    def __getitem__(self, id: str) -> Listed:
        """The document with these bytes. Raises KeyError when the bundle does not hold it."""
        return self._by_id[Digest(id)]

    def __contains__(self, id: str) -> bool:
        return id in self._by_id

    def of(self, ids: Iterable[str]) -> list[Listed]:
        """The documents named, by number."""
        return sorted((self[id] for id in dict.fromkeys(ids)), key=lambda one: one.number)

    def quote(self, id: str, spans: Sequence[Span]) -> Quote:
        """The words at `spans` of a document. Raises ValueError when a place is not in its text: that is a bug."""
        source = self[id]
        text = source.document.reading.text
        for span in spans:
            if not 0 <= span.start < span.end <= len(text):
                raise ValueError(f"{source.path}: {span.start}–{span.end} is not inside its {len(text)} characters")
        fragments = tuple(span.of(text) for span in spans)
        words = " ".join(fragments)
        return Quote(
            fragments,
            language_for(words, source.document.reading.language),
            direction(words),
            source,
            f"{source.anchor}-{spans[0].start}",
            spans[-1].end,
            source.place(spans[0].start),
        )

    def passage(self, passage: Passage) -> Quote | None:
        """The passage as a quotation, found again in the text as it is read now; None when that is not certain."""
        span = self.locate(passage)
        return None if span is None else self.quote(passage.capture, (span,))

    def locate(self, passage: Passage) -> Span | None:
        """Where the passage stands in the document as read now."""
        if passage.capture not in self:
            return None
        return find_again(passage, self[passage.capture].document.reading.text)


def _order(document: BundleDocument) -> tuple[object, ...]:
    """By date; within a day the earliest of a family before its copies, then by path."""
    copy = document.family is not None and document.family.earliest != document.id
    return order_key(document.when), copy, document.captures[0].path if document.captures else "", document.id


def _host(address: str | None) -> str:
    if address is None:
        return ""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # an address that is none, such as http://[
        return ""
