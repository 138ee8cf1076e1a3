"""The columns of a family tree: dates, and within a date how deep a document lies.

In:   documents with their dates, and the arrows between them.
Out:  the column of each, and the words over the columns.
Not:  rows; see `tree_rows.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answerable.publish.dates import first_day, written
from answerable.publish.tree_shapes import Branch, Leaf

MOST_DATES = 4
MOST_DEEP = 8  # columns that one date may take: a relay of a relay of a relay
UNDATED = "~"  # sorts after every date
NO_DATE = "no date found"

Level = tuple[str, int]  # a date, and how many arrows deep within it


def _grain(leaves: Sequence[Leaf]) -> int:
    """How many characters of an ISO date make a column: days, else months, else years, to keep the drawing narrow."""
    days = [day.isoformat() for leaf in leaves if (day := first_day(leaf.date))]
    return next((grain for grain in (10, 7) if len({day[:grain] for day in days}) <= MOST_DATES), 4)


def _date_key(leaf: Leaf, grain: int) -> str:
    day = first_day(leaf.date)
    return day.isoformat()[:grain] if day else UNDATED


def find_levels(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> dict[str, Level]:
    """Each document's column: its date, and how many arrows deep it lies within that date."""
    grain = _grain(leaves)
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


def column_heads(columns: Sequence[Level], leaves: Sequence[Leaf], levels: Mapping[str, Level]) -> list[str]:
    """Words over each column: its date, exactly as doubtful as all its documents are; none where a date goes on."""
    words: list[str] = []
    for number, level in enumerate(columns):
        if number and columns[number - 1][0] == level[0]:
            words.append("")
            continue
        dates = {written(leaf.date) for leaf in leaves if levels[leaf.id][0] == level[0]}
        words.append(NO_DATE if level[0] == UNDATED else dates.pop() if len(dates) == 1 else written(level[0]))
    return words
