"""Saved RSS and Atom files: each item is an exact slice of the XML.

In:   a feed as bytes.
Out:  its items, numbered from 0001, each with its link and the namespaces it inherits.
Not:  a feed that is not well-formed or declares entities: that is kept whole and said.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from answerable.acquire.members import Budget, Member, StopExpandingError, Trouble

_TYPES = {"item": "application/rss+xml; element=item", "entry": "application/atom+xml; element=entry"}
_LARGEST = 64 << 20
_DEEPEST = 2_000


class _RefusedError(Exception):
    """The feed holds what we do not parse; the message says what."""


@dataclass(slots=True)
class _Slice:
    kind: str
    start: int
    end: int = 0
    link: str = ""


@dataclass(slots=True)
class _Finder:
    """Finds where items begin and end, by the parser's own byte offsets."""

    data: bytes
    items: list[_Slice] = field(default_factory=list)
    spaces: dict[str, str] = field(default_factory=dict)
    _path: list[str] = field(default_factory=list)
    _open: _Slice | None = None
    _depth: int = 0
    _link: list[str] | None = None

    def find(self) -> str:
        """Fill `items`; return the declared encoding, or nothing."""
        parser = expat.ParserCreate()
        encoding: list[str] = []

        def declared(version: str, name: str | None, standalone: int) -> None:
            encoding.append(name or "")

        def refuse(*_: object) -> None:
            raise _RefusedError("it declares a document type or entities, which are not parsed")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._started(name, attributes, parser.CurrentByteIndex)

        def end(name: str) -> None:
            self._ended(parser.CurrentByteIndex)

        def text(words: str) -> None:
            if self._link is not None:
                self._link.append(words)

        parser.XmlDeclHandler = declared
        parser.EntityDeclHandler = refuse
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.Parse(self.data, True)
        return encoding[0] if encoding else ""

    def _started(self, name: str, attributes: dict[str, str], at: int) -> None:
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise _RefusedError("its elements are nested too deep")
        local = name.rpartition(":")[2]
        if self._open is None:
            self.spaces |= {key: value for key, value in attributes.items() if key.split(":")[0] == "xmlns"}
            if local in _TYPES:
                self._open, self._depth = _Slice(local, at), len(self._path)
        elif len(self._path) == self._depth + 1 and local == "link":
            if attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
                self._open.link = self._open.link or attributes["href"]
            elif "href" not in attributes and name == "link":
                self._link = []

    def _ended(self, at: int) -> None:
        if self._link is not None and self._open is not None and self._path[-1] == "link":
            self._open.link = self._open.link or "".join(self._link).strip()
            self._link = None
        if self._open is not None and len(self._path) == self._depth:
            self._open.end = self.data.index(b">", at) + 1
            self.items.append(self._open)
            self._open = None
        self._path.pop()


def expand_feed(source: BinaryIO, budget: Budget) -> Iterator[Member | Trouble]:
    """The items of a feed, in order."""
    data = source.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        yield Trouble("", "refused", f"a feed of more than {_LARGEST:,} bytes is not taken apart")
        return
    finder = _Finder(data)
    try:
        encoding = finder.find()
    except (expat.ExpatError, _RefusedError, ValueError, LookupError) as error:
        yield Trouble("", "refused", f"the feed is kept whole, its items are not taken out: {error}")
        return
    facts = tuple(sorted(finder.spaces.items())) + ((("encoding", encoding),) if encoding else ())
    for index, item in enumerate(finder.items, 1):
        try:
            budget.item(index)
            stream = budget.unpack(io.BytesIO(data[item.start : item.end]), None)
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)
            return
        address = item.link if item.link.startswith(("http://", "https://")) else None
        yield Member(f"{index:04}", stream, "feed-entry", _TYPES[item.kind], address, facts=facts)
