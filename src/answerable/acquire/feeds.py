"""Saved RSS and Atom files: each item is an exact slice of the XML.

In:   a feed as bytes.
Out:  where it says that its older items are (RFC 5005); its items, numbered from 0001, each with its link and the
      namespaces it inherits.
Not:  a feed that is not well-formed or declares entities: that is kept whole and said.

The parser knows no East Asian charsets. Such a feed is parsed as UTF-8 made from it; since none of these charsets uses
the bytes of `<` and `>` for anything else, the n-th of them is the same in both, and an item is still an exact slice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from answerable.acquire.members import About, Allowance, Item, Member, StopExpandingError, Trouble

_TYPES = {"item": "application/rss+xml; element=item", "entry": "application/atom+xml; element=entry"}
_LARGEST = 64 << 20
_DEEPEST = 2_000
_SPACES = 200  # namespaces that are handed on
_LONGEST = 2_000  # characters of an address
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})")
_EAST_ASIAN = {
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "gb_2312-80", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949", "cp949"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
}


class _RefusedError(Exception):
    """The feed holds what we do not parse; the message says what."""


#: The fact of a feed that says where its older items are: the relation and the address as the feed has them.
OLDER = "older items"
RELATIONS = ("prev-archive", "next")  # the first is of pages that no longer change


@dataclass(slots=True)
class _Slice:
    kind: str
    start: int
    end: int = 0
    link: str = ""


@dataclass(slots=True)
class _Finder:
    """Finds where items begin and end, by the parser's own byte offsets. `encoding` overrides the declared one."""

    data: bytes
    override: str | None = None
    items: list[_Slice] = field(default_factory=list)
    spaces: dict[str, str] = field(default_factory=dict)
    older: dict[str, str] = field(default_factory=dict)
    _path: list[str] = field(default_factory=list)
    _open: _Slice | None = None
    _depth: int = 0
    _link: list[str] | None = None

    def find(self) -> str:
        """Fill `items`; return the declared encoding, or nothing."""
        parser = expat.ParserCreate(self.override)
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
            if local == "link" and attributes.get("rel") in RELATIONS and len(attributes.get("href", "")) <= _LONGEST:
                self.older.setdefault(attributes["rel"], attributes.get("href", ""))
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


def expand_feed(source: BinaryIO, allowance: Allowance) -> Iterator[Item]:
    """What a feed says of itself, then its items, in order."""
    data = source.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        yield Trouble("", "refused", f"a feed of more than {_LARGEST:,} bytes is not taken apart")
        return
    declared = _DECLARATION.match(data)
    codec = _EAST_ASIAN.get(declared[1].decode("ascii").lower()) if declared else None
    try:
        parsed = data if codec is None else data.decode(codec).encode("utf-8")
        finder = _Finder(parsed, None if codec is None else "utf-8")
        encoding = finder.find()
        slices = finder.items if codec is None else list(_in_original(finder.items, parsed, data))
    except (expat.ExpatError, _RefusedError, ValueError, LookupError) as error:
        yield Trouble("", "refused", f"the feed is kept whole, its items are not taken out: {_short(error)}")
        return
    facts = tuple(sorted(finder.spaces.items())[:_SPACES]) + ((("encoding", encoding),) if encoding else ())
    older = tuple((OLDER, f"{relation} {where}") for relation, where in finder.older.items() if where)
    if older:
        yield About(older)
    for index, item in enumerate(slices, 1):
        try:
            allowance.item(index)
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)
            return
        stream = allowance.metered(io.BytesIO(data[item.start : item.end]))
        address = item.link if item.link.startswith(("http://", "https://")) else None
        yield Member(f"{index:04}", stream, "feed-entry", _TYPES[item.kind], address, facts=facts)


def _short(error: Exception) -> str:
    """What a parser says, without the bytes it quotes."""
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} does not fit its declared charset"
    return str(error)[:200]


def _in_original(items: list[_Slice], parsed: bytes, data: bytes) -> Iterator[_Slice]:
    """The slices of `parsed` as slices of `data`: from the same `<` to the same `>`."""
    opens, closes = _places(data, b"<"), _places(data, b">")
    if len(opens) != parsed.count(b"<") or len(closes) != parsed.count(b">"):
        raise _RefusedError("its characters cannot be counted in its declared charset")
    before = opened = closed = 0
    for item in items:
        opened += parsed.count(b"<", before, item.start)
        closed += parsed.count(b">", before, item.end)
        start, end = opens[opened], closes[closed - 1] + 1
        opened += parsed.count(b"<", item.start, item.end)
        before = item.end
        yield _Slice(item.kind, start, end, item.link)


def _places(data: bytes, byte: bytes) -> list[int]:
    return [match.start() for match in re.finditer(byte, data)]
