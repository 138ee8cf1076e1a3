"""Missing originals: what a text leans on and names, and we do not hold.

In:   a text, its marks, the documents its words name, names of outlets it credits that were found among the held ones, what is
      held.
Out:  `MissingOriginal`s: the name word for word, its place, and an address when those words are a link.
Not:  a search for them, or a view on whether they exist. A document that is only announced is left out.
"""

from __future__ import annotations

from collections.abc import Collection

from answerable.terms.span import Span
from answerable.trace.evidence import Evidence
from answerable.trace.heldness import HeldDocuments
from answerable.trace.lineage import MissingOriginal, TextSeen
from answerable.trace.outlets import bare_key, host_key, host_of, name_key

BESIDE = 40  # characters after a credit that was met: what is named there is what the credit speaks of


def missing_originals(
    evidence: Evidence, named: Collection[Span], met: Collection[str], held: HeldDocuments
) -> tuple[MissingOriginal, ...]:
    """What `evidence`'s text names and leans on that is not held, in order of place, each name once."""
    seen = evidence.seen
    found: dict[str, MissingOriginal] = {}

    def add(start: int, end: int, key: str) -> None:
        name = seen.text[start:end]
        if key and key not in found:
            found[key] = MissingOriginal(" ".join(name.split()), seen.id, start, end, _link_at(seen, start, end))

    credited = [m for m in evidence.marks if m.value and name_key(m.value) in evidence.credits]
    for key, mark in evidence.credits.items():
        if key in met or key in evidence.own or mark.value is None:
            continue
        at = seen.text.find(mark.value, mark.start, mark.end)
        if at >= 0:
            add(at, at + len(mark.value), key)
    taken: list[Span] = [Span(m.start, min(len(seen.text), m.end + BESIDE)) for m in credited]
    for span in sorted(named, key=lambda s: (s.start, -s.end)):
        if not any(span.overlaps(other) for other in taken) and not held.is_held(evidence, span):
            taken.append(span)
            add(*span, " ".join(seen.text[span.start : span.end].casefold().split()))
    return tuple(sorted(found.values(), key=lambda m: (m.start, m.end)))


def _link_at(seen: TextSeen, start: int, end: int) -> str | None:
    """The address of a link whose words overlap `[start, end)`, or whose host is what the words name."""
    name, bare = name_key(seen.text[start:end]), bare_key(seen.text[start:end])
    for address, words in seen.links:
        label = words.strip()
        if len(label) >= 3:
            at = seen.text.find(label, max(0, start - len(label)), end + len(label))
            if at >= 0 and at < end and start < at + len(label):
                return address
        host = host_of(address)
        if host and host_key(host) in (name, bare):
            return address
    return None
