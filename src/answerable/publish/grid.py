"""The grid: allegations by responses, unanswered first, each cell with the passages it stands on.

In:   a bundle, its register of documents, its judgements laid on.
Out:  `Grid` of rows, columns and cells, every word of it from the records or the codebook.
Not:  deciding the states of cells; `confront` and `assess` did. A row's state is the best of its cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.confront.answer import Allegation, Answer, Cell, Origins, Response, State
from answerable.confront.second_opinion import is_by_model
from answerable.publish.bundle import Bundle
from answerable.publish.columns import Column, make_columns
from answerable.publish.copies import Quoted, each_once
from answerable.publish.elements import ElementHere, what_it_does_with
from answerable.publish.laid import Laid, within
from answerable.publish.passages import SetAgainst, judged_alone, set_against
from answerable.publish.register import Register
from answerable.publish.words import STATE_ORDER, STATES, listed, runs
from answerable.resources.codebook import Codebook
from answerable.terms.digest import Digest

NOT_EXAMINED, NOT_PUT = "not examined", "not put to them"
NOTES = {NOT_EXAMINED: "not examined against", NOT_PUT: "not put to"}
WIDE = 8  # columns that a reader can compare side by side
COURTESY = "formality"  # the codebook's code for courtesies and restatements of what was asked


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `state` is None when the point was not put to this response, or was not examined."""

    anchor: str
    column: Column
    state: State | None
    judged: bool
    for_a_person: bool
    rule: str
    stands_on: tuple[SetAgainst, ...]
    also: tuple[SetAgainst, ...]  # set against the point too, without bearing on the state
    elements: tuple[ElementHere, ...]  # where the point has several: what this response does with each
    note: str = ""  # why there is no state

    @property
    def words(self) -> str:
        return STATES[self.state] if self.state else self.note

    @property
    def opens(self) -> bool:
        """Whether the cell has a panel: always for a reply, else only when there is a passage to show."""
        return self.state is not None and (self.column.kind == "reply" or bool(self.stands_on or self.also))

    @property
    def codes(self) -> list[str]:
        """Stance and code of its passages, strongest first, each once; a model's only where a person decided."""
        shown = [one for one in self.stands_on or self.also if one.decision or not is_by_model(one.method)]
        return list(dict.fromkeys(one.coding.words for one in shown))


@dataclass(frozen=True, slots=True)
class Row:
    """An allegation with its cells. `number` is its place in the case, whatever the order shown."""

    number: int
    allegation: Allegation
    alleged: tuple[Quoted, ...]
    state: State
    judged: bool
    cells: tuple[GridCell, ...]
    origins: Origins | None

    @property
    def anchor(self) -> str:
        return f"point-{self.number}"

    @property
    def held(self) -> bool:
        """Whether a response is held that this point was set against."""
        return any(cell.state is not None for cell in self.cells)

    @property
    def without(self) -> str:
        """Why cells of this row have no state: `not put to R1 and R2; not examined against R3`."""
        notes: dict[str, list[int]] = {}
        for cell in self.cells:
            if cell.state is None:
                notes.setdefault(NOTES[cell.note], []).append(cell.column.number)
        return "; ".join(f"{words} {listed(runs(numbers, 'R'))}" for words, numbers in notes.items())

    @property
    def for_a_person(self) -> bool:
        return any(cell.for_a_person for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns as shown; `aside` are statements of which no passage is set against any point."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    aside: tuple[Column, ...]

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def judged(self) -> int:
        return sum(row.judged for row in self.rows)

    @property
    def sparse(self) -> bool:
        """Whether a column a response would be mostly empty: then a row lists the responses that it was set against."""
        cells = [cell for row in self.rows for cell in row.cells]
        return len(self.columns) > WIDE and 2 * sum(cell.state is not None for cell in cells) < len(cells)


def make_grid(bundle: Bundle, codebook: Codebook, register: Register, laid: Laid) -> Grid:
    """The grid of a case: rows by state, then in the order of the case."""
    by_response: dict[str, list[Answer]] = {}
    for answer in bundle.answers:
        by_response.setdefault(answer.response, []).append(answer)
    aside = frozenset(r.id for r in bundle.responses if not _belongs(r, by_response, laid))
    columns = make_columns(bundle, codebook, register, by_response, aside)
    shown = tuple(column for column in columns if column.response.id not in aside)
    cells = {(cell.allegation, cell.response): cell for cell in bundle.cells}
    maker = _Cells(cells, {answer.id: answer for answer in bundle.answers}, by_response, codebook, register, laid)
    rows = []
    for number, allegation in enumerate(bundle.allegations, start=1):
        made = tuple(maker.cell(number, allegation, column) for column in shown)
        quotes = (register.passage(passage) for passage in allegation.passages)
        state, judged = _best(made)
        alleged = each_once(quote for quote in quotes if quote is not None)
        rows.append(Row(number, allegation, alleged, state, judged, made, bundle.origins.get(allegation.id)))
    rows.sort(key=lambda row: (STATE_ORDER[row.state], not row.held, row.number))
    return Grid(tuple(rows), shown, tuple(column for column in columns if column not in shown))


def _belongs(response: Response, by_response: Mapping[str, Sequence[Answer]], laid: Laid) -> bool:
    """(2) Whether a response has a column: a reply always; statements when a passage does more than a courtesy."""
    return (
        response.kind == "reply"
        or any(
            a.allegation and a.relation != "does-not-address" and (a.abstain or a.code != COURTESY)
            for a in by_response.get(response.id, ())
        )
        or any(j.judgement.passage.capture == response.capture and within(j, response.sentences) for j in laid.in_force)
    )


def _best(cells: Sequence[GridCell]) -> tuple[State, bool]:
    """(2) The best state of a row's cells. Judged when a judged cell has it; unanswered only when all are judged."""
    found = [(cell.state, cell.judged) for cell in cells if cell.state is not None]
    if not found:
        return "unanswered", False
    state = max((state for state, _ in found), key=STATE_ORDER.__getitem__)
    judged = [judged for at, judged in found if at == state]
    return state, all(judged) if state == "unanswered" else any(judged)


@dataclass(frozen=True)
class _Cells:
    """Makes cells from the records."""

    cells: Mapping[tuple[str, Digest], Cell]
    answers: Mapping[Digest, Answer]
    by_response: Mapping[str, Sequence[Answer]]
    codebook: Codebook
    register: Register
    laid: Laid

    def cell(self, number: int, allegation: Allegation, column: Column) -> GridCell:
        anchor = f"cell-{number}-{column.number}"
        cell = self.cells.get((allegation.id, column.response.id))
        if cell is None:
            put = not column.response.answers or allegation.id in column.response.answers
            note = NOT_EXAMINED if put else NOT_PUT
            return GridCell(anchor, column, None, False, False, "", (), (), (), note)
        standing = [self.answers[id] for id in cell.answers if id in self.answers]
        others = [
            answer
            for answer in self.by_response.get(column.response.id, ())
            if answer.allegation == allegation.id
            and answer.id not in cell.answers
            and answer.relation != "does-not-address"
        ]
        stands_on = self._set(standing, allegation)
        also = self._set(sorted(others, key=lambda a: (-a.confidence, a.passage.start)), allegation)
        alone = judged_alone(column.response, allegation, [*stands_on, *also], self.codebook, self.register, self.laid)
        here = what_it_does_with(allegation, [*alone, *stands_on, *also])
        return GridCell(
            anchor,
            column,
            cell.state,
            cell.judged,
            cell.for_a_person,
            cell.rule,
            (*alone, *stands_on),
            tuple(also),
            here,
        )

    def _set(self, answers: Sequence[Answer], allegation: Allegation) -> list[SetAgainst]:
        return set_against(answers, allegation, self.codebook, self.register, self.laid)
