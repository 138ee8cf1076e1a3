"""Allegations proposed from what documents say, for a person to keep, change or drop.

In:   statements that allege, with their words and passages, and the points of letters.
Out:  `Proposal`s: one per group of near-same content, its longest telling as its text, with every passage.
Not:  adopting any: a proposal is marked so wherever it is shown.

Two statements are of one group when they share at least half of the rarer content of the shorter, counted by stems; a
group is seeded by its most specific statement, so that it does not drift. What a letter states is a group of its own, and
statements near it are further passages of it, not another proposal; what it asks is no allegation.  # (1)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.confront.letter_point import LetterPoint
from answerable.confront.wording import stem_of
from answerable.resources import lexicon
from answerable.terms.passage import Passage
from answerable.trace.words import words_of

SHARE = 0.5  # of the weight of the shorter statement
LEAST_TERMS = 3


@dataclass(frozen=True, slots=True)
class Alleged:
    """Words that allege, verbatim, with where they stand."""

    text: str
    passage: Passage
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An allegation proposed: `text` is verbatim one of its passages."""

    text: str
    passages: tuple[Passage, ...]
    language: str | None
    why: str


def propose(
    alleged: Sequence[Alleged], questions: Sequence[tuple[LetterPoint, Passage]] = (), *, most: int = 50
) -> list[Proposal]:
    """Proposals: points of letters in order, then groups of statements, those told most often first; at most `most`."""
    told = [Alleged(point.text, passage, point.language) for point, passage in questions if point.kind != "question"]
    everything = [*told, *alleged]
    terms = [_terms(a) for a in everything]
    among = Counter(t for ts in terms for t in ts)
    size = len(everything) + 1
    weight = {t: math.log((size + 1) / n) for t, n in among.items()}
    total = [sum(weight[t] for t in ts) for ts in terms]
    order = sorted(range(len(told), len(everything)), key=lambda i: (-total[i], everything[i].text))
    members: dict[int, list[int]] = {}
    postings: dict[str, list[int]] = {}
    for index in [*range(len(told)), *order]:
        of_a_letter = index < len(told)  # a point of a letter is a point of its own
        if len(terms[index]) < LEAST_TERMS and not of_a_letter:
            continue
        home = None if of_a_letter else _home(index, terms, weight, total, postings)
        if home is not None:
            members[home].append(index)
            continue
        members[index] = [index]
        for term in terms[index]:
            postings.setdefault(term, []).append(index)
    groups = {seed: [everything[i] for i in several] for seed, several in members.items()}
    of_point = iter(range(len(told)))
    out = [
        Proposal(
            point.text,
            (passage,) if point.kind == "question" else _passages(groups[next(of_point)]),
            point.language,
            f"{_KINDS[point.kind]} of a letter of allegation",
        )
        for point, passage in questions
    ]
    seeds = [seed for seed in groups if seed >= len(told)]
    ranked = sorted(seeds, key=lambda s: (-len(groups[s]), groups[s][0].passage.capture, groups[s][0].passage.start))
    for group in (groups[seed] for seed in ranked[: max(0, most - len(out))]):
        documents = len({a.passage.capture for a in group})
        out.append(
            Proposal(
                text=group[0].text,
                passages=_passages(group),
                language=group[0].language,
                why=f"{len(group)} statement(s) of near-same content in {documents} document(s)",
            )
        )
    return out


def _passages(group: Sequence[Alleged]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(a.passage for a in group))


_KINDS = {"question": "a question", "bullet": "an item", "information": "a sentence"}


def _home(
    index: int,
    terms: Sequence[frozenset[str]],
    weight: dict[str, float],
    total: Sequence[float],
    postings: dict[str, list[int]],
) -> int | None:
    """The group whose seed the statement shares most with, if that is enough."""
    shared: dict[int, float] = {}
    common: Counter[int] = Counter()
    for term in terms[index]:
        for seed in postings.get(term, ()):
            shared[seed] = shared.get(seed, 0.0) + weight[term]
            common[seed] += 1
    best = max(shared, key=lambda s: (shared[s], -s), default=None)
    if best is None or common[best] < LEAST_TERMS or shared[best] < SHARE * total[index]:
        return None
    return best


def _terms(alleged: Alleged) -> frozenset[str]:
    lang = (alleged.language or "en").split("-")[0].lower()
    stop = frozenset(lexicon(lang, "function").get("stop", ()))
    norms = [n for n in words_of(alleged.text).norms if n not in stop]
    if any("\u3400" <= n[0] <= "\u9fff" for n in norms):
        return frozenset(a + b for a, b in pairwise(norms))
    return frozenset(stem_of(n, lang) for n in norms if len(n) > 1)
