"""Pairs of documents compared, many at a time, and told as derivations.

In:   pairs by id, documents made ready, what each says of itself.
Out:  derivations, in the order of the pairs.
Not:  comparing itself (`kinds.py`) or deciding who was first (`direction.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from answerable.trace.direction import decide
from answerable.trace.engine import Engine
from answerable.trace.evidence import Evidence
from answerable.trace.kinds import Compared, Reuse, compare_all
from answerable.trace.lineage import Aligned, Derivation
from answerable.trace.prepared import Prepared
from answerable.trace.same_words import compared_by_letter, same_words

KEPT = 4096  # documents kept ready for comparison at one time
MOST_TEXTS, MOST_PAIRS = 96, 1024  # compared at once
MOST_WORDS = 1 << 20  # of all their pairs together; a pair of longer texts is compared alone

Pair = tuple[str, str]
Batch = tuple[list[Prepared], list[tuple[int, int]]]

_SAID = {
    "copy": "copies of one text: {share:.0%} of the prose of the one stands in the other",
    "excerpt": "prose taken over: {count} stretches of words stand in both, the rest differs",
    "quotation": "the same quoted words stand in both, and no prose beside them",
}


def derivations_of(
    pairs: Iterable[Pair], prepared: Callable[[str], Prepared], evidence: Mapping[str, Evidence], engine: Engine
) -> list[Derivation]:
    """(5) (6) What the documents of each pair share, where that is something."""
    pairs, ready = list(pairs), lru_cache(maxsize=KEPT)(prepared)
    out, at = [], 0
    for compared in engine.each(_compared, _batches(pairs, ready)):
        for reuse in compared:
            if reuse is not None:
                a, b = pairs[at]
                told = _by_words(reuse, evidence[b], evidence[a], ready)
                out += [_derivation(evidence[b], evidence[a], told)] if told is not None else []
            at += 1
    return out


def _by_words(reuse: Reuse, here: Evidence, there: Evidence, prepared: Callable[[str], Prepared]) -> Reuse | None:
    """`reuse`, which was found by the numbers of words, as the words themselves bear it out."""
    texts = here.seen.text, there.seen.text
    if same_words(reuse, texts):
        return reuse
    return compared_by_letter((prepared(here.seen.id), prepared(there.seen.id)), texts)


def _compared(batch: Batch) -> Compared:
    return compare_all(*batch)


def _batches(pairs: Iterable[Pair], prepared: Callable[[str], Prepared]) -> Iterator[Batch]:
    """`pairs` in order, the later text of each named first, in parts that fit the memory."""
    texts: dict[str, int] = {}
    ready: list[Prepared] = []
    batch: list[tuple[int, int]] = []
    words = 0
    for a, b in pairs:
        size = len(prepared(a).numbers) + len(prepared(b).numbers)
        if batch and (words + size > MOST_WORDS or len(batch) == MOST_PAIRS or len(ready) > MOST_TEXTS - 2):
            yield ready, batch
            texts, ready, batch, words = {}, [], [], 0
        for one in (a, b):
            if one not in texts:
                texts[one] = len(ready)
                ready.append(prepared(one))
        batch.append((texts[b], texts[a]))
        words += size
    if batch:
        yield ready, batch


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
