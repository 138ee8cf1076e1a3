"""The first screen: how many points, how many answered, which not, on how many origins.

In:   the grid and what its points rest on.
Out:  `Opening`, and `telling_lines` for the terminal.
Not:  a verdict. Every state is *suggested* until a person has judged it, and the words say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.confront.answer import State
from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid, Row
from answerable.publish.offices import Offices
from answerable.publish.originals_told import OriginalsTold, Told
from answerable.publish.showing import plain, shortened
from answerable.publish.words import STATES, count, listed

NEXT_STEPS = {
    "documents": "No document could be read. Offer documents with `answerable examine FOLDER`.",
    "allegations": "No point was put and none was found. Write what is alleged into `case.toml`, as `[[allegation]]` "
    "with `id` and `text`, then run `answerable examine` again.",
    "responses": "No response is held. If there is one, add it with `answerable examine FILE`, and say in `case.toml` "
    'that it is a reply: `[[document]]` with `path` and `is = "reply"`.',
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the first screen, with its state and how many of it people judged."""

    state: State
    number: int
    judged: int

    @property
    def words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first screen says. `lacks` names what is missing: documents, allegations, responses."""

    points: int
    figures: tuple[Figure, ...]
    judged: int
    single: int  # points that rest on one origin
    least: int
    most: int
    documents: int
    not_held: tuple[Told, ...]
    for_a_person: int  # cells
    no_response: int  # points that were set against no response
    lacks: tuple[str, ...]
    proposed: int  # points that a method proposed and no person has put

    @property
    def lead(self) -> str:
        """`6 points were put`, or `3 points were found` when no person has put any."""
        verb = "found" if self.proposed == self.points else "put"
        return f"{count(self.points, 'point was', 'points were')} {verb}"

    @property
    def spread(self) -> str:
        """How many origins a point has: `no origin for some, 4 for others`, `1 or 2 origins for each`."""
        if self.least == self.most:
            return f"{count(self.most, 'origin')} found for each point"
        if not self.least:
            return f"up to {count(self.most, 'origin')} found for a point and none for others"
        between = "or" if self.most == self.least + 1 else "to"
        return f"{self.least} {between} {self.most} origins found for each point"

    @property
    def next_steps(self) -> list[str]:
        return [NEXT_STEPS[what] for what in self.lacks]

    @property
    def basis(self) -> str:
        """`judged by a person`, `suggested` or both counted."""
        if self.judged == self.points:
            return "all judged by a person"
        return "all suggested" if not self.judged else f"{self.judged} judged by a person, the others suggested"


def make_opening(bundle: Bundle, grid: Grid) -> Opening:
    """The first screen of a case."""
    states: tuple[State, ...] = ("unanswered", "partly-answered", "answered")
    figures = tuple(
        Figure(state, grid.count(state), sum(row.judged for row in grid.rows if row.state == state)) for state in states
    )
    origins = [len(row.origins.groups) for row in grid.rows if row.origins]
    read = any(document.reading.text.strip() for document in bundle.documents)
    lacks = (("documents",) if not read else ()) + (("allegations",) if not grid.rows else ())
    if grid.rows and not (grid.columns or grid.aside):
        lacks += ("responses",)
    documents = {id for row in grid.rows if row.origins for id in row.origins.documents}
    return Opening(
        len(grid.rows),
        figures,
        grid.judged,
        sum(number == 1 for number in origins),
        min(origins, default=0),
        max(origins, default=0),
        len(documents),
        originals_not_held(bundle),
        sum(cell.for_a_person for row in grid.rows for cell in row.cells),
        sum(not row.held for row in grid.rows),
        lacks,
        sum(row.allegation.proposed for row in grid.rows),
    )


def originals_not_held(bundle: Bundle) -> tuple[Told, ...]:
    """The originals that are named and not held, each name once, those of the points first, as they may be listed."""
    names = [name for origins in bundle.origins.values() for name in origins.missing]
    names += [missing.name for missing in bundle.lineage.missing]
    telling = OriginalsTold(Offices(bundle.case.parties))
    return tuple(telling.told(name) for name in dict.fromkeys(names))


def lines_for_the_terminal(bundle: Bundle, grid: Grid, opening: Opening) -> list[str]:
    """At most three lines: the count, the point with most copies to an origin, what is named but not held."""
    if opening.lacks:
        return opening.next_steps[:3]
    parts = [f"{figure.number} {figure.words}" for figure in reversed(opening.figures)]
    verb = opening.lead.rpartition(" ")[2]
    lines = [f"{count(opening.points, 'point')} {verb}: {', '.join(parts)} ({opening.basis})"]
    row = _most_copied(grid.rows)
    if row is not None and row.origins is not None:
        documents, origins = len(row.origins.documents), len(row.origins.groups)
        point = plain(shortened(row.allegation.text, 70))
        lines.append(f"“{point}”: {count(documents, 'document')}, {count(origins, 'origin')} found")
    if opening.not_held:
        names = [plain(shortened(told.words, 60)) for told in opening.not_held if not told.withheld][:3]
        more = len(opening.not_held) - len(names)
        names += [f"and {more} more" if names else count(more, "original")] if more else []
        lines.append(f"Named but not held: {'; '.join(names)}")
    return lines


def _most_copied(rows: Sequence[Row]) -> Row | None:
    with_origins = [row for row in rows if row.origins and row.origins.groups]
    return max(
        with_origins,
        key=lambda row: (len(row.origins.documents) / len(row.origins.groups), -row.number) if row.origins else (0, 0),
        default=None,
    )


def in_a_sentence(grid: Grid) -> str:
    """The numbers of the unanswered points: `2, 5 and 6`."""
    return listed([str(row.number) for row in grid.rows if row.state == "unanswered"])
