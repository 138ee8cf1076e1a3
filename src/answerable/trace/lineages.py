"""Who copied from whom among a set of texts, as far as the texts can show.

In:   texts with what is known of them; signatures made earlier, if any.
Out:  a `Lineage`. The order of the texts changes nothing.
Not:  who was right. A family is one witness however many papers carry it, and may be wrong forty times.

The numbers in brackets are the steps of docs/methods/trace.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence

from answerable.trace.candidates import candidate_pairs
from answerable.trace.citations import Held, citations
from answerable.trace.engine import Alone, Engine, in_parts
from answerable.trace.evidence import evidence_of, own_names, publisher_key
from answerable.trace.families import families_of
from answerable.trace.heldness import HeldDocuments
from answerable.trace.kin import Kin
from answerable.trace.lineage import Family, Lineage, TextSeen
from answerable.trace.looking import PART, Known, Looked, Marked, ToMark, look_at, mark
from answerable.trace.missing import missing_originals
from answerable.trace.prepared import Prepared, prepared
from answerable.trace.relating import Pair, derivations_of
from answerable.trace.signatures import Signature
from answerable.trace.standing import standing_blocks


def trace_lineage(
    texts: Sequence[TextSeen],
    signatures: Mapping[str, Signature] | None = None,
    engine: Engine | None = None,
    kin: Kin | None = None,
) -> Lineage:
    """The lineage of `texts`. Signatures of another version than this one's are made anew; `kin`, where it is given, knows
    pairs of texts seen before and is brought up to these.

    Raises ValueError when two texts have one id.
    """
    engine = engine or Alone()
    ordered = sorted(texts, key=lambda seen: seen.id)
    if len({seen.id for seen in ordered}) != len(ordered):
        twice = next(a.id for a, b in itertools.pairwise(ordered) if a.id == b.id)
        raise ValueError(f"two texts have the id {twice!r}; each needs its own")
    looked = _looked(ordered, signatures or {}, engine)  # (1)
    known = [looked[seen.id].signature for seen in ordered]
    standing = standing_blocks(known, [publisher_key(seen) for seen in ordered])  # (2)
    marked = _marked(ordered, looked, standing, engine)  # (3)
    evidence = {seen.id: evidence_of(seen, marked[seen.id].marks) for seen in ordered}

    if kin is not None:  # (4)
        found = kin.brought_to([(seen.id, looked[seen.id].signature) for seen in ordered])
    else:
        found = [(ordered[a].id, ordered[b].id) for a, b in candidate_pairs(known)]
    pairs = dict.fromkeys([*found, *sorted(_linked(ordered))])

    def ready(document: str) -> Prepared:
        own, marks = looked[document], marked[document]
        return prepared(own.words, own.role, marks.marks, marks.standing)

    derivations = derivations_of(pairs, ready, evidence, engine)
    families = families_of((d for d in derivations if d.kind == "copy"), evidence)
    further = _unmet(families, pairs.keys())
    if further:
        derivations += derivations_of(sorted(further), ready, evidence, engine)
        families = families_of((d for d in derivations if d.kind == "copy"), evidence)

    held = Held(list(evidence.values()), {document: own.words for document, own in looked.items()})
    cited, met = citations(held, {frozenset((d.child, d.parent)) for d in derivations})  # (11)
    shelf = HeldDocuments(evidence.values())
    missing = [
        original
        for seen in ordered
        for original in missing_originals(evidence[seen.id], looked[seen.id].named, met.get(seen.id, set()), shelf)
    ]
    everything = sorted([*derivations, *cited], key=lambda d: (d.child, d.parent, d.kind))
    return Lineage(families, tuple(everything), {id: one.marks for id, one in marked.items()}, tuple(missing))


def _looked(ordered: Sequence[TextSeen], signatures: Mapping[str, Signature], engine: Engine) -> dict[str, Looked]:
    parts = (
        (part, {seen.id: signatures[seen.id] for seen in part if seen.id in signatures})
        for part in in_parts(ordered, PART)
    )
    found = itertools.chain.from_iterable(engine.each(look_at, parts))
    return {seen.id: one for seen, one in zip(ordered, found, strict=True)}


def _marked(
    ordered: Sequence[TextSeen], looked: Mapping[str, Looked], standing: frozenset[int], engine: Engine
) -> dict[str, Marked]:
    own = {seen.id: own_names(seen) for seen in ordered}
    agencies = frozenset().union(*(one.agencies for one in looked.values()))
    known = Known(agencies.union(*own.values()), agencies, standing)
    wanted = (ToMark(seen, looked[seen.id].words, looked[seen.id].blocks, own[seen.id]) for seen in ordered)
    parts = ((part, known) for part in in_parts(wanted, PART))
    found = itertools.chain.from_iterable(engine.each(mark, parts))
    return {seen.id: one for seen, one in zip(ordered, found, strict=True)}


def _linked(ordered: Sequence[TextSeen]) -> set[Pair]:
    """Pairs of which one's canonical link is the other's address."""
    by_url: dict[str, list[str]] = {}
    for seen in ordered:
        if seen.url:
            by_url.setdefault(seen.url, []).append(seen.id)
    return {
        (min(seen.id, other), max(seen.id, other))
        for seen in ordered
        if seen.canonical
        for other in by_url.get(seen.canonical, ())
        if other != seen.id
    }


def _unmet(families: Iterable[Family], done: Collection[Pair]) -> set[Pair]:
    """In families too large for all their pairs to be compared: the pairs of every member with the earliest."""
    return {
        pair
        for family in families
        if family.earliest is not None
        for member in family.members
        if member != family.earliest
        and (pair := (min(member, family.earliest), max(member, family.earliest))) not in done
    }
