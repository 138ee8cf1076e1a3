"""A reading while it is being written: text grows at the end, each block knows its place.

In:   words with their place, in reading order.
Out:  `Draft`, which `documents` turns into a `Reading`.
Not:  deciding what is body; the format's reader labels its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from answerable.read.limits import limits
from answerable.read.reading import Block, FoundDate, Label, Link
from answerable.terms.span import Span

GAP = "\n\n"  # between two blocks
_REASON = 400  # characters, after which there is only more of the same
_AND_MORE = "; and more"


@dataclass(slots=True)
class Draft:
    """What a reader has found so far. Fields as in `Reading`."""

    media_type: str
    outcome: Literal["read", "partial", "unreadable"] = "read"
    reason: str = ""
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None  # as the document declares it; used when the words do not tell
    encoding: str | None = None
    reference: str | None = None
    confidence: float | None = None
    recipients: tuple[str, ...] = ()
    dates: list[FoundDate] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, place: str, *, label: Label = "body", role: str = "paragraph") -> Span | None:
        """Add a block at the end; its span, or None when there is nothing but white space or no room left."""
        words = words.strip()
        if not words:
            return None
        if self.full:
            first = f"{limits().text_characters:,} characters or {limits().blocks:,} blocks"
            self.fall_short(f"only the first {first} are kept")
            return None
        most = limits().text_characters
        room = most - self.length - len(GAP)
        if len(words) > room:
            words = words[: max(0, room)].rstrip()
            self.fall_short(f"only the first {most:,} characters are kept")
            self.length = most if not words else self.length
            if not words:
                return None
        if self.pieces:
            self.pieces.append(GAP)
            self.length += len(GAP)
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        self.blocks.append(Block(start, self.length, label, place, role))
        return Span(start, self.length)

    @property
    def full(self) -> bool:
        """Whether the limits for one document are reached."""
        return self.length >= limits().text_characters - len(GAP) or len(self.blocks) >= limits().blocks

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def link(self, url: str | None, rel: str, words: str = "", at: Span | None = None) -> None:
        """Note a link, up to the limit."""
        url = (url or "").strip()
        most = limits().links
        if len(self.links) >= most:
            note = f"only the first {most:,} links are kept"
            if note not in self.notes:
                self.notes.append(note)
        elif url and len(url) <= 4096:
            start, end = (at.start, at.end) if at else (None, None)
            self.links.append(Link(url, rel, words, start, end))

    def fall_short(self, reason: str) -> None:
        """Something was left unread: the outcome is at best partial, and `reason` joins those before."""
        if self.outcome == "read":
            self.outcome = "partial"
        if len(self.reason) > _REASON:  # twenty thousand pages may each have theirs
            self.reason += "" if self.reason.endswith(_AND_MORE) else _AND_MORE
        elif reason not in self.reason:
            self.reason = f"{self.reason}; {reason}" if self.reason else reason


def unreadable(media_type: str, reason: str) -> Draft:
    """A draft that says why nothing could be read."""
    return Draft(media_type, outcome="unreadable", reason=reason)
