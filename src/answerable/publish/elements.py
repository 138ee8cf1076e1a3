"""What one response does with each element of a point: the parts that can be true or false alone.

In:   the elements of an allegation and the passages of one response set against it.
Out:  `ElementHere` records in the order of the allegation.
Not:  the state of a cell, which `confront` and `assess` decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.confront.answer import Allegation
from answerable.publish.passages import SetAgainst

CLOSEST = ("addresses-directly", "addresses-in-part", "tangential")
NOTHING = "no passage on it"


@dataclass(frozen=True, slots=True)
class ElementHere:
    """An element and the closest relation any passage of the response has to it, in the codebook's words."""

    kind: str
    text: str
    does: str
    addressed: bool


def what_it_does_with(allegation: Allegation, passages: Sequence[SetAgainst]) -> tuple[ElementHere, ...]:
    """Nothing for a point of one element: its state says it. A passage on the point as a whole counts for each."""
    if len(allegation.elements) < 2:
        return ()
    made = []
    for element in allegation.elements:
        on_it = [one for one in passages if one.element_id in (None, element.id)]
        best = min(on_it, key=_distance, default=None)
        near = best is not None and _distance(best) < len(CLOSEST)
        does = best.coding.relation.lower() if best is not None and near else NOTHING
        made.append(ElementHere(element.kind, element.text, does, best is not None and best.addresses))
    return tuple(made)


def _distance(one: SetAgainst) -> int:
    relation = one.coding.relation_id
    return CLOSEST.index(relation) if relation in CLOSEST else len(CLOSEST)
