"""A family tree of documents drawn from left to right over time, one band per origin.

In:   documents with their dates and bands, arrows between them, originals that are named but not held.
Out:  `Tree`: boxes, arrows, dates and bands with their places, in pixels, ready to be written as SVG.
Not:  measuring fonts. Widths are estimated on the wide side, so that words stay inside their boxes anywhere.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answerable.publish.dates import first_day, written
from answerable.publish.scripts import direction
from answerable.publish.tree_shapes import Arrow, Band, Box, Branch, Leaf, Tree
from answerable.publish.tree_text import wrapped

BOX_WIDTH, GAP = 172, 106
TOP, LANE_HEAD, EDGE = 40, 30, 14
MOST_IN_A_LANE = 30
DENSE = 12  # documents from which boxes are lower
MOST_ABSENT = 4
MOST_DATES = 4
MOST_DEEP = 8  # columns that one date may take: a relay of a relay of a relay
UNDATED = "~"  # sorts after every date
NO_DATE = "no date found"

Level = tuple[str, int]  # a date, and how many arrows deep within it


class _Size(NamedTuple):
    """How large boxes are, and how far apart the rows."""

    height: int
    row: int
    lines: int  # of a name


_ROOMY, _DENSE = _Size(60, 74, 2), _Size(44, 52, 1)


def draw_tree(
    leaves: Sequence[Leaf], branches: Sequence[Branch], lanes: Mapping[int, str], absent: Mapping[str, Sequence[str]]
) -> Tree:
    """The tree of one point. At most 30 documents an origin are drawn; the rest is a box that says how many.

    `absent` maps the name of an original that is not held to the documents that name it.
    """
    kept, more = _limited(leaves)
    size = _DENSE if len(kept) > DENSE else _ROOMY
    ids = {leaf.id for leaf in kept}
    branches = [branch for branch in branches if branch.parent in ids and branch.child in ids]
    levels = _levels(kept, branches, _grain(kept))
    columns = sorted(set(levels.values()))
    column = {id: columns.index(level) for id, level in levels.items()}
    rows = _rows(kept, branches, levels)
    gone = _absent(absent, {leaf.id: leaf.lane for leaf in kept}, rows, column, {branch.child for branch in branches})
    shift = 1 if any(one.column < 0 for one in gone) else 0
    x_of = [EDGE + (at + shift) * (BOX_WIDTH + GAP) for at in range(-1, len(columns))]  # [0] is left of all dates

    boxes: list[Box] = []
    bands: list[Band] = []
    at: dict[str, tuple[int, int]] = {}
    y = TOP
    for lane in sorted({leaf.lane for leaf in kept}):
        members = [leaf for leaf in kept if leaf.lane == lane]
        named = [one for one in gone if one.lane == lane]
        top = y + LANE_HEAD
        for leaf in members:
            at[leaf.id] = (x_of[column[leaf.id] + 1], top + rows[leaf.id] * size.row)
            boxes.append(_box(leaf, *at[leaf.id], size))
        for one in named:
            at[one.key] = (x_of[one.column + 1], top + one.row * size.row)
            lines = wrapped(one.name, BOX_WIDTH - 20, size.lines)
            rtl = direction(one.name) == "rtl"
            boxes.append(Box(*at[one.key], "absent", "Not held", lines, "", "", rtl, BOX_WIDTH, size.height))
        tall = 1 + max([*(rows[leaf.id] for leaf in members), *(one.row for one in named)])
        if lane in more:
            words = (f"and {more[lane]} more,", "listed below")
            place = at[members[-1].id][0], top + tall * size.row
            boxes.append(Box(*place, "more", "", words, "", "", False, BOX_WIDTH, size.row))
            tall += 1
        bands.append(Band(lanes.get(lane, "Origin not found"), y, LANE_HEAD + tall * size.row))
        y += LANE_HEAD + tall * size.row + 10
    arrows = [_arrow(at[b.parent], at[b.child], b, size) for b in branches]
    arrows += [
        _absent_arrow(at[one.key], at[child], child == one.children[0], size) for one in gone for child in one.children
    ]
    width = EDGE * 2 + (len(columns) + shift) * (BOX_WIDTH + GAP) - GAP
    heads = tuple((x_of[n + 1], words) for n, words in enumerate(_heads(columns, kept, levels)) if words)
    return Tree(max(width, 480), y, tuple(boxes), tuple(arrows), tuple(bands), heads)


@dataclass(frozen=True, slots=True)
class _Absent:
    """An original that is not held, in the column before the first document that names it."""

    name: str
    children: tuple[str, ...]
    lane: int
    row: int
    column: int

    @property
    def key(self) -> str:
        return "not held: " + self.name


def _absent(
    absent: Mapping[str, Sequence[str]],
    lane: Mapping[str, int],
    rows: Mapping[str, int],
    column: Mapping[str, int],
    children_drawn: Container[str],
) -> list[_Absent]:
    """Places for originals not held: beside a document no arrow leads to, else in a row of their own below."""
    taken = {(lane[id], rows[id], column[id]) for id in lane}
    out: list[_Absent] = []
    for name, naming in absent.items():
        children = tuple(id for id in naming if id in lane)
        if not children or len(out) == MOST_ABSENT:
            continue
        first = children[0]
        at = column[first] - 1
        free = first not in children_drawn and (lane[first], rows[first], at) not in taken
        row = rows[first] if free else 1 + max(one[1] for one in taken if one[0] == lane[first])
        taken.add((lane[first], row, at))
        out.append(_Absent(name, children, lane[first], row, at))
    return out


def _limited(leaves: Sequence[Leaf]) -> tuple[list[Leaf], dict[int, int]]:
    kept: list[Leaf] = []
    count: dict[int, int] = {}
    for leaf in leaves:
        count[leaf.lane] = count.get(leaf.lane, 0) + 1
        if count[leaf.lane] <= MOST_IN_A_LANE:
            kept.append(leaf)
    return kept, {lane: number - MOST_IN_A_LANE for lane, number in count.items() if number > MOST_IN_A_LANE}


def _grain(leaves: Sequence[Leaf]) -> int:
    """How many characters of an ISO date make a column: days, else months, else years, to keep the drawing narrow."""
    days = [day.isoformat() for leaf in leaves if (day := first_day(leaf.date))]
    return next((grain for grain in (10, 7) if len({day[:grain] for day in days}) <= MOST_DATES), 4)


def _date_key(leaf: Leaf, grain: int) -> str:
    day = first_day(leaf.date)
    return day.isoformat()[:grain] if day else UNDATED


def _levels(leaves: Sequence[Leaf], branches: Sequence[Branch], grain: int) -> dict[str, Level]:
    """Each document's column: its date, and how many arrows deep it lies within that date."""
    date = {leaf.id: _date_key(leaf, grain) for leaf in leaves}
    depth = dict.fromkeys(date, 0)
    for _ in range(len(leaves)):  # a chain is at most this long; a circle of arrows ends here too
        changed = False
        for branch in branches:
            same = date[branch.parent] == date[branch.child]
            if same and depth[branch.child] <= depth[branch.parent] < len(leaves):
                depth[branch.child] = depth[branch.parent] + 1
                changed = True
        if not changed:
            break
    return {id: (date[id], min(depth[id], MOST_DEEP)) for id in date}


def _rows(leaves: Sequence[Leaf], branches: Sequence[Branch], levels: Mapping[str, Level]) -> dict[str, int]:
    """Each document's row in its band: a first child beside its parent, further children below."""
    lane = {leaf.id: leaf.lane for leaf in leaves}
    parent: dict[str, str] = {}
    for branch in branches:
        if lane[branch.parent] == lane[branch.child] and levels[branch.parent] < levels[branch.child]:
            parent.setdefault(branch.child, branch.parent)
    children: dict[str, list[str]] = {}
    for child in sorted(parent, key=lambda id: levels[id]):
        children.setdefault(parent[child], []).append(child)
    rows: dict[str, int] = {}
    free: dict[int, int] = {}
    roots = sorted((leaf.id for leaf in leaves if leaf.id not in parent), key=lambda id: levels[id])
    pending: list[tuple[str, int | None]] = [(root, None) for root in reversed(roots)]
    while pending:
        id, row = pending.pop()
        if row is None:
            row = free.get(lane[id], 0)
            free[lane[id]] = row + 1
        rows[id] = row
        below = children.get(id, [])
        pending.extend((child, None) for child in reversed(below[1:]))
        if below:
            pending.append((below[0], row))
    return rows


def _box(leaf: Leaf, x: int, y: int, size: _Size) -> Box:
    rtl = direction(leaf.outlet) == "rtl"
    lines = wrapped(leaf.outlet, BOX_WIDTH - 20, size.lines)
    return Box(x, y, "held", leaf.tag, lines, written(leaf.date) or NO_DATE, leaf.href, rtl, BOX_WIDTH, size.height)


def _arrow(parent: tuple[int, int], child: tuple[int, int], branch: Branch, size: _Size) -> Arrow:
    middle = size.height // 2
    x1, y1 = parent[0] + BOX_WIDTH, parent[1] + middle
    x2, y2 = child[0], child[1] + middle
    if x2 <= x1:  # the child is not to the right: go round below both
        low = max(parent[1], child[1]) + size.height + 8
        path = f"M{x1},{y1} h8 V{low} H{x2 - 12} V{y2} H{x2 - 6}"
        x, y = min(x1, x2) + 8, low - 3
        return Arrow(path, _head(x2, y2), branch.label, x, y, branch.directed, False, branch.rule, branch.href)
    turn = x1 + 10 if y1 != y2 else x1
    path = f"M{x1},{y1} H{turn} V{y2} H{x2 - 6 if branch.directed else x2}"
    x, y = x2 - GAP + 15, y2 - 7
    return Arrow(path, _head(x2, y2), branch.label, x, y, branch.directed, False, branch.rule, branch.href)


def _absent_arrow(parent: tuple[int, int], child: tuple[int, int], named: bool, size: _Size) -> Arrow:
    """Enters the lower part of the child's box, so that it keeps apart from the child's other arrows."""
    x1, y1 = parent[0] + BOX_WIDTH, parent[1] + size.height // 2
    x2, y2 = child[0], child[1] + (size.height // 2 if parent[1] == child[1] else size.height - 12)
    path = f"M{x1},{y1} H{x2 - 20 if y1 != y2 else x1} V{y2} H{x2 - 6}"
    return Arrow(path, _head(x2, y2), "named in" if named else "", x1 + 15, y1 - 7, True, True)


def _head(x: int, y: int) -> str:
    return f"M{x - 9},{y - 4.5} L{x - 1},{y} L{x - 9},{y + 4.5} z"


def _heads(columns: Sequence[Level], leaves: Sequence[Leaf], levels: Mapping[str, Level]) -> list[str]:
    """Words over each column: its date, exactly as doubtful as all its documents are; none where a date goes on."""
    words: list[str] = []
    for number, level in enumerate(columns):
        if number and columns[number - 1][0] == level[0]:
            words.append("")
            continue
        dates = {written(leaf.date) for leaf in leaves if levels[leaf.id][0] == level[0]}
        words.append(NO_DATE if level[0] == UNDATED else dates.pop() if len(dates) == 1 else written(level[0]))
    return words
