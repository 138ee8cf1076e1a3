"""Arrows of a family tree as path data: out of one box, through the rows left free for them, into another.

In:   the places an arrow passes: its parent, the columns between, its child.
Out:  `Arrow`.
Not:  finding the way; see `tree_rows.py`. An arrow changes its row only beside the column it leaves, where no box is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from answerable.publish.tree_shapes import Arrow, Branch

BOX_WIDTH, GAP = 172, 116
CURVE = 24  # of the gap; the rest is for the label
TIP = 6

Point = tuple[int, int]  # the left edge of a column, and the height of the arrow in it


def draw_arrow(way: Sequence[Point], branch: Branch, below: bool, *, absent: bool) -> Arrow:
    """Its label stands at the child over the line, or `below` it."""
    (first, _), (last, y) = way[0], way[-1]
    on = 1 if first < last else -1  # leftwards where the child is dated before its parent, or within one column
    near, far = (0, BOX_WIDTH) if on == 1 else (BOX_WIDTH, 0)
    tip = TIP * on if branch.directed else 0
    path = _round(way[0], way[-1], tip) if first == last else _through(way, near, far, tip)
    x = last + near
    label_y = y + 13 if below else y - 6
    head = f"M{x - 9 * on},{y - 4.5} L{x - on},{y} L{x - 9 * on},{y + 4.5} z"
    return Arrow(
        path, head, branch.label, x - 12 * on, label_y, on == 1, branch.directed, absent, branch.rule, branch.href
    )


def _through(way: Sequence[Point], near: int, far: int, tip: int) -> str:
    on = 1 if near < far else -1
    parts = [f"M{way[0][0] + far},{way[0][1]}"]
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(way), start=2):
        x = x0 + far
        if y0 != y1:
            bend = x + on * CURVE // 2
            parts.append(f"C{bend},{y0} {bend},{y1} {x + on * CURVE},{y1}")
        parts.append(f"H{x1 + near - tip if number == len(way) else x1 + far}")
    return " ".join(parts)


def _round(start: Point, end: Point, tip: int) -> str:
    x = start[0] + BOX_WIDTH
    return f"M{x},{start[1]} C{x + CURVE},{start[1]} {x + CURVE},{end[1]} {x - tip},{end[1]}"
