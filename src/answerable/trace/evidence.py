"""What each document says of where it comes from, gathered once, to be weighed pair by pair.

In:   a text as seen and its marks.
Out:  `Evidence`: the names it goes by, the names it credits, its dates, language, address.
Not:  weighing; see `direction.py`, `citations.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.trace.lineage import Mark, TextSeen
from answerable.trace.outlets import host_key, host_of, name_key

CREDITING = frozenset({"appeared-first", "source-line", "credit-in-text", "feed-notice"})
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
        return any(mark.kind in ("dateline", "credit-line") for mark in self.marks)


def evidence_of(seen: TextSeen, marks: tuple[Mark, ...]) -> Evidence:
    """What `seen` and its `marks` say."""
    own = {name_key(seen.publisher)} if seen.publisher else set()
    if seen.url and (host := host_of(seen.url)):
        own.add(host_key(host))
    wire = {name_key(mark.value) for mark in marks if mark.value and mark.kind in ("dateline", "agency-name")}
    credits: dict[str, Mark] = {}
    for mark in marks:
        if mark.kind in CREDITING and mark.value:
            credits.setdefault(name_key(mark.value), mark)
    return Evidence(seen, marks, frozenset(own - {""}), frozenset(wire - {""}), {k: m for k, m in credits.items() if k})


def publisher_key(seen: TextSeen) -> str:
    """One key for whose document this is: the publisher's name, else the host, else ""."""
    if seen.publisher:
        return name_key(seen.publisher)
    host = host_of(seen.url) if seen.url else None
    return host_key(host) if host else ""


def title_of(seen: TextSeen) -> str | None:
    """The title, or a first line that reads as one: short, and not a sentence with a full stop."""
    if seen.title:
        return seen.title
    first = seen.text.lstrip()[:400].split("\n", 1)[0].strip()
    return first if 3 <= len(first.split()) <= LONGEST_TITLE and not first.endswith((".", "。")) else None
