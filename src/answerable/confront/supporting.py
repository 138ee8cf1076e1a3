"""What is said in support of an allegation: which statements and which of a document's own sentences allege it.

In:   allegations, statements, sentences told by no quoted speaker, the parties accused.
Out:  `Support`: for each allegation the places where it is alleged.
Not:  weighing it, or counting origins; `origins` does.

A sentence supports when it shares enough content with the allegation, weighed by rarity: half the weight of one of the
allegation's elements, at least two terms besides names.  # (7)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answerable.confront.answer import Allegation
from answerable.confront.content import Terms, rarities, terms_of, weight_of
from answerable.terms.digest import Digest
from answerable.terms.span import Span

#: Acts by which something is put forward as true. What an accused says in reply is not support.
ALLEGING = frozenset({"alleges", "reports", "assesses", "other", "concedes"})
_SHARE = 0.34
_TERMS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may support an allegation: a statement's content, or a sentence of a document's own."""

    capture: Digest
    span: tuple[Span, ...]  # in the whole reading
    text: str
    language: str | None
    statement: Digest | None  # None for a document's own words
    speaker: str | None  # as resolved, else the source's words, None for the document's own voice


@dataclass(frozen=True, slots=True)
class Support:
    """One place that alleges an allegation, with the share of its weight it carries."""

    allegation: str
    said: Said
    share: float


def find_support(allegations: Sequence[Allegation], said: Iterable[Said]) -> list[Support]:
    """Support for each allegation, in the order of `said`."""
    said = list(said)
    wanted = [(a, [terms_of(e.text, None) for e in a.elements] or [terms_of(a.text, None)]) for a in allegations]
    spoken = [terms_of(s.text, s.language) for s in said]
    rarity = rarities([t for _, elements in wanted for t in elements] + _sample(spoken))
    postings: dict[str, set[int]] = {}
    for index, (_, elements) in enumerate(wanted):
        for terms in elements:
            for term in terms:
                postings.setdefault(term, set()).add(index)
    found: list[Support] = []
    for one, terms in zip(said, spoken, strict=True):
        near = {index for term in terms for index in postings.get(term, ())}
        for index in sorted(near):
            allegation, elements = wanted[index]
            share = max(_share(terms, element, rarity) for element in elements)
            if share >= _SHARE:
                found.append(Support(allegation.id, one, round(share, 4)))
    return found


def _sample(spoken: Sequence[Terms]) -> list[Terms]:
    """At most 2,000 of the texts, evenly: enough to tell rare words from common ones."""
    step = max(1, len(spoken) // 2_000)
    return list(spoken[::step])


def _share(spoken: Terms, wanted: Terms, rarity: Mapping[str, float]) -> float:
    shared = spoken & wanted
    if len(shared) < min(_TERMS, len(wanted)):
        return 0.0
    return weight_of(shared, rarity) / max(1e-9, weight_of(wanted, rarity))
