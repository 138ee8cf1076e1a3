"""In which row of its band each box stands, and in which rows arrows pass between: a layout library decides.

In:   the column and the band of every box, and the arrows between them.
Out:  `Rows`: the row of each box, the way of each arrow, the rows each band takes.
Not:  columns, which are dates and are taken as they are; pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fast_sugiyama import from_edges

Link = tuple[str, str]  # parent, child
Pass = tuple[str, int]  # where the arrows of this parent pass this column: a node that is not drawn
Node = str | Pass


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows count from the top of their band, and may be fractions: a parent stands at the middle of its children."""

    of: dict[str, float] = field(default_factory=dict)
    passes: dict[Link, list[tuple[int, float]]] = field(default_factory=dict)  # (column, row) in the child's band
    tall: dict[int, float] = field(default_factory=dict)


def find_rows(column: Mapping[str, int], band: Mapping[str, int], links: Sequence[Link]) -> Rows:
    """Boxes of a column are at least a row apart, from each other and from the arrows that pass."""
    rows = Rows()
    for one in sorted(set(band.values())):
        boxes = [id for id in band if band[id] == one]
        into = [(parent, child) for parent, child in links if child in boxes]
        place = _place_band(boxes, into, column)
        rows.of.update({id: place[id] for id in boxes})
        for parent, child in into:
            rows.passes[parent, child] = [(node[1], place[node]) for node in _passes(parent, child, column)]
        rows.tall[one] = 1 + max(place.values())
    return rows


def _passes(parent: str, child: str, column: Mapping[str, int]) -> list[Pass]:
    """The columns between the two, from the parent's side; arrows of one parent run together until they part."""
    step = 1 if column[parent] < column[child] else -1
    return [(parent, at) for at in range(column[parent] + step, column[child], step)]


def _place_band(boxes: Sequence[str], links: Sequence[Link], column: Mapping[str, int]) -> dict[Node, float]:
    """The row of everything in one band: groups that arrows join side by side where they share no column, else below."""
    at: dict[Node, int] = {id: column[id] for id in boxes}
    edges: dict[tuple[Node, Node], None] = {}  # in order, each once, to the right; all lead to the next column
    for parent, child in links:
        passes = _passes(parent, child, column)
        at.update({node: node[1] for node in passes})
        way: list[Node] = [*([parent] if parent in at else []), *passes, child]
        for here, there in pairwise(way):
            if at[here] != at[there]:  # a circle of arrows within one date
                edges[(here, there) if at[here] < at[there] else (there, here)] = None
    place: dict[Node, float] = {}
    free: dict[int, float] = {}
    order = {node: n for n, node in enumerate(sorted(at, key=lambda node: at[node]))}
    groups = list(_laid_out(list(edges), order))
    joined = {node for edge in edges for node in edge}
    groups += [{node: 0.0} for node in at if node not in joined]
    for group in sorted(groups, key=lambda group: (len(group) == 1, min(order[node] for node in group))):
        columns = range(min(at[node] for node in group), max(at[node] for node in group) + 1)
        top = max(free.get(number, 0.0) for number in columns) - min(group.values())
        place.update({node: top + row for node, row in group.items()})
        free.update(dict.fromkeys(columns, top + max(group.values()) + 1))
    return place


def _laid_out(edges: Sequence[tuple[Node, Node]], order: Mapping[Node, int]) -> Iterator[dict[Node, float]]:
    """Each joined group with its rows. Every edge leads to the next column, so that the least ranks are the columns."""
    if not edges:
        return
    nodes = list(order)
    numbered = [(order[here], order[there]) for here, there in edges]
    for positions, *_ in from_edges(numbered, vertex_spacing=1, ranking_type="minimize"):
        yield {nodes[int(number)]: -float(across) for number, (across, _) in positions}  # it numbers from below
