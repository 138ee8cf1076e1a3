"""Which allegations a sentence of a reply is about, as far as its words show.

In:   the wordings of all allegations and of the reply's sentences, in order.
Out:  `Links`: per sentence the weight of every allegation it shares words with, and the topic it stands under.
Not:  whether the sentence answers it.

Shared content stems count by how few allegations use them; names, figures and days count more, words of one semantic
field less. The topic is decoded over the whole reply: replies go through the points in order, and sentences that begin
with `it`, `the latter`, `of them` stay with what was spoken of.  # (2)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from answerable.confront.wording import Wording
from answerable.resources import lexicon

WEAK, CLEAR = 0.7, 1.1  # weights from which a sentence is taken to be near, and to be about, an allegation
SMALL = 12  # figures up to a dozen often agree by chance
_NAME, _DAY, _FIGURE, _YEAR, _FIELD = 1.3, 1.5, 1.1, 0.5, 0.55
_LENGTH = 0.4  # damping of nearness by the length of a point
_STAY, _NEXT, _BACK, _NONE = 0.4, 0.4, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Shared:
    """What a sentence has in common with one allegation."""

    weight: float
    words: tuple[str, ...]  # stems, names, figures shared, for the explanation


@dataclass(frozen=True, slots=True)
class Links:
    """Per sentence: shared words by allegation's index, its topic (None: none), and whether it points back."""

    shared: tuple[dict[int, Shared], ...]
    topics: tuple[int | None, ...]
    back: tuple[bool, ...]
    lengths: tuple[float, ...]  # of the allegations, damped


def link(
    points: Sequence[Wording], reply: Sequence[Wording], language: str, parties: frozenset[str] = frozenset()
) -> Links:
    """Link every sentence of a reply to the allegations. `parties`: names of the reply's author, which link nothing."""
    stems, fields = _postings(points, reply, parties)
    shared = tuple(_shared(sentence, stems, fields, points) for sentence in reply)
    back = tuple(points_back(sentence) for sentence in reply)
    named = tuple(_ordinal(sentence, language, len(points)) for sentence in reply)
    lengths = tuple(max(1, len(point.terms)) ** _LENGTH for point in points)
    return Links(shared, _topics(shared, back, named, len(points)), back, lengths)


def points_back(sentence: Wording) -> bool:
    """Whether the sentence leans on the one before: it opens with a word that points back."""
    return sentence.starts("back", 4)


_Posting = dict[str, list[tuple[int, float]]]


def _postings(
    points: Sequence[Wording], reply: Sequence[Wording], parties: frozenset[str]
) -> tuple[_Posting, _Posting]:
    """Where each stem and each field stands among the allegations, with its weight there."""
    size = len(points)
    in_points = Counter(t for p in points for t in p.terms)
    in_reply = Counter(t for s in reply for t in s.terms)
    often = max(3.0, 0.34 * len(reply))
    names = {n for p in points for n in p.names} | {n for s in reply for n in s.names}
    stems: _Posting = {}
    fields: _Posting = {}
    field_points = Counter(f for p in points for f in p.fields)
    for index, point in enumerate(points):
        for term in point.terms:
            weight = _rarity(in_points[term], size) * (_NAME if term in names else 1.0)
            if term.isdigit() or term in parties:
                continue
            if in_reply[term] > often:
                weight *= 0.4
            stems.setdefault(term, []).append((index, weight))
        for field in point.fields:
            fields.setdefault(field, []).append((index, _FIELD * _rarity(field_points[field], size)))
    return stems, fields


def _rarity(among: int, size: int) -> float:
    """1 for a word of one allegation, falling towards 0.25 for a word that all of them use."""
    if among <= 1 or size <= 1:
        return 1.0
    return max(0.25, 1.0 - 0.75 * math.log(among) / math.log(size))


def _shared(sentence: Wording, stems: _Posting, fields: _Posting, points: Sequence[Wording]) -> dict[int, Shared]:
    weight: dict[int, float] = {}
    words: dict[int, list[str]] = {}
    matched: dict[int, set[str]] = {}
    for term in sorted(sentence.terms):
        for index, value in stems.get(term, ()):
            if value:
                weight[index] = weight.get(index, 0.0) + value
                words.setdefault(index, []).append(term)
                matched.setdefault(index, set()).add(term)
    kin: dict[int, list[float]] = {}
    many = Counter(stem for stems_of_field in sentence.fields.values() for stem in stems_of_field)
    for field in sorted(sentence.fields):
        for index, value in fields.get(field, ()):
            own = sentence.fields[field] - matched.get(index, set())
            if own:
                kin.setdefault(index, []).append(value / math.sqrt(min(many[stem] for stem in own)))
                words.setdefault(index, []).append(f"~{field}")
    for index, values in kin.items():
        values.sort(reverse=True)
        weight[index] = weight.get(index, 0.0) + sum(v / (1 + 0.5 * n) for n, v in enumerate(values[:4]))
    if sentence.figures:
        for index, point in enumerate(points):
            same = _same_figures(sentence, point)
            if same:
                weight[index] = weight.get(index, 0.0) + same
                words.setdefault(index, []).append("figures")
    return {index: Shared(value, tuple(words[index])) for index, value in weight.items()}


def _same_figures(sentence: Wording, point: Wording) -> float:
    here, there = sentence.figures, point.figures
    if not there:
        return 0.0
    same = _DAY * len(here.days & there.days) + _YEAR * len(here.years & there.years)
    return same + _FIGURE * sum(1.0 if a > SMALL else 0.25 for a in here.amounts & there.amounts)


def _ordinal(sentence: Wording, language: str, size: int) -> int | None:
    """The point that the sentence names by number: "on the third point"."""
    ordinals, heads = _ordinal_words(language)
    norms = sentence.words.norms[:12]
    for word, following in pairwise(norms):
        index = ordinals.get(word)
        if index is not None and following in heads and index <= size:
            return size - 1 if index < 0 else index - 1
        if word in heads and following.isdigit() and 1 <= int(following[:4]) <= size:
            return int(following[:4]) - 1
    return None


@cache
def _ordinal_words(language: str) -> tuple[dict[str, int], frozenset[str]]:
    table = lexicon(language, "function")
    return dict(table.get("ordinals", {})), frozenset(table.get("ordinal_heads", ()))


def _topics(
    shared: Sequence[dict[int, Shared]], back: Sequence[bool], named: Sequence[int | None], size: int
) -> tuple[int | None, ...]:
    """The best path of topics through the reply: own words, staying, going on to the next point."""
    if not shared or not size:
        return (None,) * len(shared)
    none = size  # the state "no allegation"
    best = [0.0] * (size + 1)
    steps: list[list[int]] = []
    for index, words in enumerate(shared):
        top = max(range(size + 1), key=best.__getitem__)
        stay = _BACK if back[index] else _STAY
        now: list[float] = []
        came: list[int] = []
        for state in range(size + 1):
            choices = [(best[top], top), (best[state] + (stay if state != none else 0.0), state)]
            if 0 < state < none:
                choices.append((best[state - 1] + _NEXT, state - 1))
            value, origin = max(choices)
            own = _NONE if state == none else min(words[state].weight, 3.5) if state in words else 0.0
            if named[index] is not None and state == named[index]:
                own += 3.0
            now.append(value + own)
            came.append(origin)
        best = now
        steps.append(came)
    state = max(range(size + 1), key=best.__getitem__)
    path = []
    for came in reversed(steps):
        path.append(state)
        state = came[state]
    return tuple(None if s == none else s for s in reversed(path))
