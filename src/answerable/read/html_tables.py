"""Pages laid out in tables: which cell is the story, and which cells stand around it.

In:   the blocks of a page, and which of them were taken for body.
Out:  those of them that stand in cells around the story's.
Not:  tables of figures, which lie inside the story or hold no paragraphs, and stories set in two columns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from answerable.read.html_blocks import Found

MOST = 0.6  # of the body's characters that stand in one cell
PARAGRAPHS = 3  # of at least LONG characters in it
LONG = 90
BESIDE = 2  # paragraphs of that length in another cell, from which on it is a part of the story

_CELL = re.compile(r"/t[dh]\[\d+\]")
_TABLE = re.compile(r"\A.*/table\[\d+\]")


def around_the_story(found: Sequence[Found], body: Iterable[bool]) -> set[int]:
    """Indices of body blocks that stand in the story's table, but in another cell than the story."""
    held: dict[str, list[int]] = defaultdict(list)
    chosen = [at for at, is_body in enumerate(body) if is_body]
    for at in chosen:
        for cell in _cells(found[at].path):
            held[cell].append(at)
    whole = sum(len(found[at].words) for at in chosen)
    story = max(
        (cell for cell, inside in held.items() if _is_story(inside, found, whole)),
        key=len,  # the innermost
        default=None,
    )
    if story is None:
        return set()
    out: set[int] = set()
    for cell, inside in held.items():
        table = _TABLE.match(cell)
        beside = (
            table is not None
            and story.startswith(table[0] + "/")
            and not story.startswith(cell + "/")
            and not cell.startswith(story)
        )
        if beside and _paragraphs(inside, found) < BESIDE:
            out.update(inside)
    return out - set(held[story])


def _cells(path: str) -> Iterable[str]:
    """The table cells a path leads through, outermost first."""
    return (path[: match.end()] for match in _CELL.finditer(path))


def _is_story(inside: Sequence[int], found: Sequence[Found], whole: int) -> bool:
    return _paragraphs(inside, found) >= PARAGRAPHS and sum(len(found[at].words) for at in inside) >= MOST * whole


def _paragraphs(inside: Sequence[int], found: Sequence[Found]) -> int:
    return sum(len(found[at].words) >= LONG for at in inside)
