"""Whether partial passages together exhaust a point.

In:   points, sentences, codings.
Out:  ids of the points whose partial passages name all the persons, or add up to the number, that the point names.
Not:  points without a countable or named set: their parts stay parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.confront.answer import Coded
from answerable.confront.wording import Wording
from answerable.trace.words import words_of

_PERSON = re.compile(r"\b[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,2} ([A-Z][\w’'-]{1,30})")  # the last name
_PART = "addresses-in-part"


def covered_points(
    ids: Sequence[str], points: Sequence[Wording], reply: Sequence[Wording], coded: Sequence[Coded]
) -> frozenset[str]:
    """Ids of points that partial passages cover jointly.  # (5)"""
    parts: dict[str, list[Wording]] = {}
    for row in coded:
        if row.relation == _PART and row.allegation is not None and not row.abstain:
            parts.setdefault(row.allegation, []).append(reply[row.sentence])
    totals = [n for point in points for n in point.figures.amounts if n.is_integer() and 1 < n <= 100_000]
    return frozenset(
        id
        for id, point in zip(ids, points, strict=True)
        if len(parts.get(id, ())) > 1 and _covers(point, parts[id], totals)
    )


def _covers(point: Wording, parts: Sequence[Wording], totals: Sequence[float]) -> bool:
    persons = [words_of(m[1]).norms for m in _PERSON.finditer(point.text)]
    if len(persons) > 1 and all(any(set(name) <= set(p.words.norms) for p in parts) for name in persons):
        return True
    own = [n for n in point.figures.amounts if n.is_integer() and n > 1]
    counted = [min(p.figures.amounts) for p in parts if p.figures.amounts]
    return len(counted) > 1 and sum(counted) in (own or totals)
