"""Families: texts joined by copies, and the earliest member we hold, where that can be said.

In:   derivations of kind copy, and what each document says of itself.
Out:  `Family` records with the sentence that names the earliest and why.
Not:  excerpts, quotations and citations: they join nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from answerable.trace.direction import before
from answerable.trace.evidence import Evidence
from answerable.trace.lineage import Derivation, Family


def families_of(copies: Iterable[Derivation], evidence: Mapping[str, Evidence]) -> tuple[Family, ...]:
    """Families of two or more, in order of their first member's id."""
    copies = list(copies)
    leader = {document: document for d in copies for document in (d.child, d.parent)}

    def lead(document: str) -> str:
        while leader[document] != document:
            leader[document] = leader[leader[document]]
            document = leader[document]
        return document

    for d in copies:
        a, b = lead(d.child), lead(d.parent)
        leader[max(a, b)] = min(a, b)
    members: dict[str, list[str]] = {}
    for document in sorted(leader):
        members.setdefault(lead(document), []).append(document)
    within: dict[str, list[Derivation]] = {}
    for d in copies:
        within.setdefault(lead(d.child), []).append(d)
    return tuple(_family(group, within[head], evidence) for head, group in sorted(members.items()))


def _family(members: Sequence[str], copies: Sequence[Derivation], evidence: Mapping[str, Evidence]) -> Family:
    parents: dict[str, set[str]] = {member: set() for member in members}
    for d in copies:
        if d.directed:
            parents[d.child].add(d.parent)
    roots = [member for member in members if not parents[member]]
    for root in roots:
        if _reached(root, parents) == len(members):
            return Family(tuple(members), root, _why(len(members), "every other member can be followed back to it"))
    for root in roots:
        if all(before(evidence[root], evidence[other]) for other in members if other != root):
            return Family(
                tuple(members),
                root,
                _why(len(members), f"its date, {evidence[root].seen.published}, lies before all others"),
            )
    return Family(tuple(members), None, f"{len(members)} copies of one text; nothing says which was first")


def _why(count: int, reason: str) -> str:
    return f"earliest of the {count} copies held: {reason}"


def _reached(root: str, parents: Mapping[str, set[str]]) -> int:
    """How many members descend from `root`, itself included."""
    children: dict[str, list[str]] = {}
    for child, own in parents.items():
        for parent in own:
            children.setdefault(parent, []).append(child)
    seen, waiting = {root}, [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return len(seen)
