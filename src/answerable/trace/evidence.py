"""What each document says of where it comes from, gathered once, to be weighed pair by pair.

In:   a text as seen and its marks.
Out:  `Evidence`: the names it goes by, the names it credits, its dates, language, address.
Not:  weighing; see `direction.py`, `citations.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.terms.span import Span, trimmed
from answerable.trace.lineage import Mark, TextSeen
from answerable.trace.outlets import host_key, host_of, name_key
from answerable.trace.words import words_of

CREDITING = frozenset({"appeared-first", "source-line", "credit-line", "credit-in-text", "feed-notice"})
LONGEST_TITLE = 30  # words; a first line beyond that is a paragraph


@dataclass(frozen=True, slots=True)
class Evidence:
    """Names are keys as `name_key` makes them."""

    seen: TextSeen
    marks: tuple[Mark, ...]
    own: frozenset[str]  # publisher and host
    wire: frozenset[str]  # agencies that its dateline or a bare sign names
    credits: dict[str, Mark]  # name it credits: the first mark that does

    @property
    def full_dress(self) -> bool:
        """Whether it carries a dateline or the credits of those who wrote and edited it."""
        return any(mark.kind == "dateline" or (mark.kind == "credit-line" and mark.people) for mark in self.marks)


def evidence_of(seen: TextSeen, marks: tuple[Mark, ...]) -> Evidence:
    """What `seen` and its `marks` say."""
    wire = {name_key(mark.value) for mark in marks if mark.value and mark.kind in ("dateline", "agency-name")}
    credits: dict[str, Mark] = {}
    for mark in marks:
        if mark.kind in CREDITING and mark.value and not mark.people:
            credits.setdefault(name_key(mark.value), mark)
    return Evidence(seen, marks, own_names(seen), frozenset(wire - {""}), {k: m for k, m in credits.items() if k})


def own_names(seen: TextSeen) -> frozenset[str]:
    """The names `seen` goes by: its publisher and its host."""
    own = {name_key(seen.publisher)} if seen.publisher else set()
    if seen.url and (host := host_of(seen.url)):
        own.add(host_key(host))
    return frozenset(own - {""})


def publisher_key(seen: TextSeen) -> str:
    """One key for whose document this is: the publisher's name, else the host, else ""."""
    if seen.publisher:
        return name_key(seen.publisher)
    host = host_of(seen.url) if seen.url else None
    return host_key(host) if host else ""


def title_of(seen: TextSeen) -> str | None:
    """The title, or a first line that reads as one."""
    if seen.title:
        return seen.title
    place = headline_at(seen)
    return None if place is None else seen.text[place.start : place.end]


def headline_at(seen: TextSeen) -> Span | None:
    """Where the text opens with its headline: the title, or a short line without a full stop before a longer text."""
    start = len(seen.text) - len(seen.text.lstrip())
    end = seen.text.find("\n", start)
    if end < 0:
        return None
    line = trimmed(Span(start, end), seen.text)
    words = seen.text[line.start : line.end]
    if seen.title and words == seen.title.strip():
        return line
    short = 3 <= len(words_of(words)) <= LONGEST_TITLE and not words.endswith((".", "。", ":", "："))
    return line if short and len(seen.text) - line.end > 3 * len(words) else None
