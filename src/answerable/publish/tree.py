"""A family tree of documents drawn from left to right over time, one band per origin.

In:   documents with their dates and bands, arrows between them, originals that are named but not held.
Out:  `Tree`: boxes, arrows, dates and bands with their places, in pixels, ready to be written as SVG.
Not:  measuring fonts. Widths are estimated on the wide side, so that words stay inside their boxes anywhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from answerable.publish.dates import written
from answerable.publish.scripts import direction
from answerable.publish.tree_arrows import BOX_WIDTH, GAP, Point, draw_arrow
from answerable.publish.tree_columns import NO_DATE, column_heads, find_levels
from answerable.publish.tree_rows import Rows, find_rows
from answerable.publish.tree_shapes import Band, Box, Branch, Leaf, Tree
from answerable.publish.tree_text import wrapped

TOP, LANE_HEAD, EDGE, BETWEEN = 40, 30, 14, 10
MOST_IN_A_LANE = 30
DENSE = 12  # documents from which boxes are lower
MOST_ABSENT = 4


class _Size(NamedTuple):
    """How large boxes are, and how far apart the rows."""

    height: int
    row: int
    lines: int  # of a name
    more: int  # height of the words that say how many are not drawn


_ROOMY, _DENSE = _Size(60, 74, 2, 74), _Size(44, 52, 1, 62)


def draw_tree(
    leaves: Sequence[Leaf], branches: Sequence[Branch], lanes: Mapping[int, str], absent: Mapping[str, Sequence[str]]
) -> Tree:
    """The tree of one point. At most 30 documents an origin are drawn; the rest is a box that says how many.

    `absent` maps the name of an original that is not held to the documents that name it.
    """
    kept, more = _limited(leaves)
    size = _DENSE if len(kept) > DENSE else _ROOMY
    lane = {leaf.id: leaf.lane for leaf in kept}
    branches = [branch for branch in branches if branch.parent in lane and branch.child in lane]
    levels = find_levels(kept, branches)
    columns = sorted(set(levels.values()))
    column = {id: columns.index(level) for id, level in levels.items()}
    gone = {one.key: one for one in _absent(absent, branches, lane, column)}
    lane |= {key: one.lane for key, one in gone.items()}
    column |= {key: one.column for key, one in gone.items()}
    naming = [Branch(key, child, "named in", directed=True) for key, one in gone.items() for child in one.children]
    drawn = [*(_to_the_right(branch, column) for branch in branches), *naming]
    rows = find_rows(column, lane, [(branch.parent, branch.child) for branch in drawn])
    floor = _Floor(column, lane, min(column.values()), _bands(rows.tall, more, lanes, size), size)
    at = {id: floor.corner(column[id], lane[id], row) for id, row in rows.of.items()}
    boxes = [_box(leaf, *at[leaf.id], size) for leaf in kept]
    boxes += [_absent_box(one.name, *at[key], size) for key, one in gone.items()]
    for number, count in more.items():
        last = [leaf.id for leaf in kept if leaf.lane == number][-1]
        boxes.append(_more_box(count, at[last][0], floor.bands[number], size))
    arrows = [draw_arrow(*one, absent=one[1].parent in gone) for one in _ways(drawn, set(branches), rows, floor)]
    width = floor.x_of(len(columns) - 1) + BOX_WIDTH + EDGE
    bottom = max(band.y + band.height for band in floor.bands.values()) + BETWEEN
    heads = tuple((floor.x_of(n), words) for n, words in enumerate(column_heads(columns, kept, levels)) if words)
    return Tree(max(width, 480), bottom, tuple(boxes), tuple(arrows), tuple(floor.bands.values()), heads)


@dataclass(frozen=True, slots=True)
class _Floor:
    """Where columns and rows lie, in pixels, and who stands in which column and band."""

    column: Mapping[str, int]
    lane: Mapping[str, int]
    first: int  # the column that is drawn at the left edge
    bands: Mapping[int, Band]
    size: _Size

    def x_of(self, column: int) -> int:
        return EDGE + (column - self.first) * (BOX_WIDTH + GAP)

    def corner(self, column: int, lane: int, row: float) -> tuple[int, int]:
        return self.x_of(column), self.bands[lane].y + LANE_HEAD + round(row * self.size.row)

    def port(self, column: int, lane: int, row: float, *, lower: bool) -> Point:
        """Where an arrow touches what stands there, or passes."""
        x, y = self.corner(column, lane, row)
        return x, y + (self.size.height - 11 if lower else self.size.height // 2)


def _ways(
    drawn: Sequence[Branch], own: Container[Branch], rows: Rows, floor: _Floor
) -> Iterator[tuple[list[Point], Branch, bool]]:
    """The way of each arrow, and whether it enters low: apart from an arrow between documents, which does in the middle."""
    entered = {branch.child for branch in drawn if branch in own}
    for branch in drawn:
        parent, child = branch.parent, branch.child
        leftwards = floor.column[child] < floor.column[parent]
        low = leftwards or (branch not in own and child in entered)
        start = floor.port(floor.column[parent], floor.lane[parent], rows.of[parent], lower=leftwards)
        end = floor.port(floor.column[child], floor.lane[child], rows.of[child], lower=low)
        passes = [floor.port(at, floor.lane[child], row, lower=False) for at, row in rows.passes[parent, child]]
        yield [start, *passes, end], branch, low


def _to_the_right(branch: Branch, column: Mapping[str, int]) -> Branch:
    """A line that has no direction begins at its earlier end."""
    if branch.directed or column[branch.parent] < column[branch.child]:
        return branch
    return replace(branch, parent=branch.child, child=branch.parent)


def _bands(
    tall: Mapping[int, float], more: Mapping[int, int], lanes: Mapping[int, str], size: _Size
) -> dict[int, Band]:
    bands: dict[int, Band] = {}
    y = TOP
    for number, rows in tall.items():
        height = LANE_HEAD + round(rows * size.row) + (size.more if number in more else 0)
        bands[number] = Band(lanes.get(number, "Origin not found"), y, height)
        y += height + BETWEEN
    return bands


@dataclass(frozen=True, slots=True)
class _Absent:
    """An original that is not held, in the column before the first document that names it, and in its band."""

    name: str
    children: tuple[str, ...]
    lane: int
    column: int

    @property
    def key(self) -> str:
        return "not held: " + self.name


def _absent(
    absent: Mapping[str, Sequence[str]], branches: Sequence[Branch], lane: Mapping[str, int], column: Mapping[str, int]
) -> list[_Absent]:
    """The first few. No arrow leads to a document that took the name from a drawn one: it has its arrow from there."""
    out: list[_Absent] = []
    for name, naming in absent.items():
        drawn = [id for id in dict.fromkeys(naming) if id in lane]
        took = {branch.child for branch in branches if branch.directed and branch.parent in drawn}
        children = [id for id in drawn if id not in took] or drawn  # all took it in a circle
        if children and len(out) < MOST_ABSENT:
            first = min(children, key=lambda id: column[id])
            out.append(_Absent(name, tuple(children), lane[first], column[first] - 1))
    return out


def _limited(leaves: Sequence[Leaf]) -> tuple[list[Leaf], dict[int, int]]:
    kept: list[Leaf] = []
    count: dict[int, int] = {}
    for leaf in leaves:
        count[leaf.lane] = count.get(leaf.lane, 0) + 1
        if count[leaf.lane] <= MOST_IN_A_LANE:
            kept.append(leaf)
    return kept, {lane: number - MOST_IN_A_LANE for lane, number in count.items() if number > MOST_IN_A_LANE}


def _box(leaf: Leaf, x: int, y: int, size: _Size) -> Box:
    rtl = direction(leaf.outlet) == "rtl"
    lines = wrapped(leaf.outlet, BOX_WIDTH - 20, size.lines)
    return Box(x, y, "held", leaf.tag, lines, written(leaf.date) or NO_DATE, leaf.href, rtl, BOX_WIDTH, size.height)


def _absent_box(name: str, x: int, y: int, size: _Size) -> Box:
    lines = wrapped(name, BOX_WIDTH - 20, size.lines)
    return Box(x, y, "absent", "Not held", lines, "", "", direction(name) == "rtl", BOX_WIDTH, size.height)


def _more_box(count: int, x: int, band: Band, size: _Size) -> Box:
    return Box(
        x,
        band.y + band.height - size.more,
        "more",
        "",
        (f"and {count} more,", "listed below"),
        "",
        "",
        False,
        BOX_WIDTH,
        size.more,
    )
