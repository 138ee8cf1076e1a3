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
WAITING = "for a person to decide"


@dataclass(frozen=True, slots=True)
class ElementHere:
    """An element and the closest relation that a passage of the response has to it, in the codebook's words.

    A coding that waits for a person, the program's or a model's, is none: it only says that somebody has to look.
    """

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
        near = [one for one in passages if one.element_id in (None, element.id) and _distance(one) < len(CLOSEST)]
        best = min((one for one in near if not one.abstain), key=_distance, default=None)
        does = best.coding.relation.lower() if best else WAITING if near else NOTHING
        made.append(ElementHere(element.kind, element.text, does, best is not None and best.addresses))
    return tuple(made)


def _distance(one: SetAgainst) -> int:
    relation = one.coding.relation_id
    return CLOSEST.index(relation) if relation in CLOSEST else len(CLOSEST)
