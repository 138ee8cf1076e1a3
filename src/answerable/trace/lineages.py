"""Who copied from whom among a set of texts, as far as the texts can show.

In:   texts with what is known of them; signatures made earlier, if any.
Out:  a `Lineage`. The order of the texts changes nothing.
Not:  who was right. A family is one witness however many papers carry it, and may be wrong forty times.

The numbers in brackets are the steps of docs/methods/trace.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from answerable.trace.candidates import candidate_pairs
from answerable.trace.citations import Held, citations
from answerable.trace.datelines import datelines
from answerable.trace.direction import decide
from answerable.trace.evidence import Evidence, evidence_of, publisher_key
from answerable.trace.families import families_of
from answerable.trace.heldness import HeldDocuments
from answerable.trace.kinds import Reuse, compare
from answerable.trace.lineage import Aligned, Derivation, Family, Lineage, Mark, TextSeen
from answerable.trace.marks import find_marks
from answerable.trace.missing import missing_originals
from answerable.trace.outlets import name_key
from answerable.trace.prepared import Prepared, prepare
from answerable.trace.signatures import VERSION, Signature, blocks_of, sign_words
from answerable.trace.standing import standing_blocks
from answerable.trace.tongue import lexicon_language
from answerable.trace.words import Words, words_of

KEPT = 4096  # documents kept ready for comparison at one time

Pair = tuple[str, str]


def trace_lineage(texts: Sequence[TextSeen], signatures: Mapping[str, Signature] | None = None) -> Lineage:
    """The lineage of `texts`. Signatures of another version than this one's are made anew.

    Raises ValueError when two texts have one id.
    """
    ordered = sorted(texts, key=lambda seen: seen.id)
    by_id = {seen.id: seen for seen in ordered}
    if len(by_id) != len(ordered):
        twice = next(a.id for a, b in itertools.pairwise(ordered) if a.id == b.id)
        raise ValueError(f"two texts have the id {twice!r}; each needs its own")
    words = {seen.id: words_of(seen.text) for seen in ordered}
    tongue = {seen.id: lexicon_language(words[seen.id], seen.language) for seen in ordered}
    known = [_signature(seen, words[seen.id], signatures) for seen in ordered]  # (1)
    standing = standing_blocks(known, [publisher_key(seen) for seen in ordered])  # (2)
    names = frozenset().union(*(evidence_of(seen, ()).own for seen in ordered)) if ordered else frozenset()
    agencies = frozenset(name_key(line.name) for seen in ordered for line in datelines(seen.text) if line.name)
    marks = {  # (3)
        seen.id: _marks(seen, words[seen.id], names | agencies, agencies - evidence_of(seen, ()).own, standing)
        for seen in ordered
    }
    evidence = {seen.id: evidence_of(seen, marks[seen.id]) for seen in ordered}

    found = [(ordered[a].id, ordered[b].id) for a, b in candidate_pairs(known)]  # (4)
    pairs = dict.fromkeys([*found, *sorted(_linked(ordered))])

    def ready(document: str) -> Prepared:
        return prepare(by_id[document], words[document], tongue[document], marks[document], standing)

    derivations = _derivations(pairs, ready, evidence)
    families = families_of((d for d in derivations if d.kind == "copy"), evidence)
    further = _unmet(families, pairs.keys())
    if further:
        derivations += _derivations(sorted(further), ready, evidence)
        families = families_of((d for d in derivations if d.kind == "copy"), evidence)

    held = Held(list(evidence.values()), words)
    cited, met = citations(held, {frozenset((d.child, d.parent)) for d in derivations})  # (11)
    shelf = HeldDocuments(evidence.values())
    missing = [
        original
        for seen in ordered
        for original in missing_originals(evidence[seen.id], tongue[seen.id], met.get(seen.id, set()), shelf)
    ]
    everything = sorted([*derivations, *cited], key=lambda d: (d.child, d.parent, d.kind))
    return Lineage(families, tuple(everything), marks, tuple(missing))


def _signature(seen: TextSeen, words: Words, signatures: Mapping[str, Signature] | None) -> Signature:
    known = signatures.get(seen.id) if signatures else None
    return known if known is not None and known.version == VERSION else sign_words(seen.text, words)


def _marks(
    seen: TextSeen, words: Words, names: frozenset[str], agencies: frozenset[str], standing: frozenset[int]
) -> tuple[Mark, ...]:
    """Marks by their words, and standing text as boilerplate where no mark is."""
    found = list(find_marks(seen.text, seen.language, names=names, agencies=agencies))
    if standing:
        for span, hashed in blocks_of(seen.text, words):
            if hashed in standing and not any(m.start < span.end and span.start < m.end for m in found):
                found.append(Mark("boilerplate", span.start, span.end))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind)))


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


def _derivations(
    pairs: Iterable[Pair], prepared: Callable[[str], Prepared], evidence: Mapping[str, Evidence]
) -> list[Derivation]:
    ready = lru_cache(maxsize=KEPT)(prepared)
    out = []
    for a, b in pairs:
        here, there = ready(b), ready(a)
        reuse = compare(here, there)  # (5) (6)
        if reuse is not None:
            out.append(_derivation(evidence[b], evidence[a], reuse))
    return out


_SAID = {
    "copy": "copies of one text: {share:.0%} of the prose of the one stands in the other",
    "excerpt": "prose taken over: {count} stretches of words stand in both, the rest differs",
    "quotation": "the same quoted words stand in both, and no prose beside them",
}


def _derivation(here: Evidence, there: Evidence, reuse: Reuse) -> Derivation:
    ruling = decide(here, there, reuse)
    spans = reuse.spans
    score = reuse.words_here
    if ruling.child is there:
        spans = tuple(sorted(Aligned(s.there_start, s.there_end, s.here_start, s.here_end) for s in spans))
        score = reuse.words_there
    joined = _SAID[reuse.kind].format(share=max(reuse.share_here, reuse.share_there), count=len(spans))
    return Derivation(
        ruling.child.seen.id,
        ruling.parent.seen.id,
        reuse.kind,
        ruling.directed,
        round(score, 4),
        spans,
        f"{joined}; {'directed' if ruling.directed else 'undirected'}: {ruling.why}.",
    )


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
