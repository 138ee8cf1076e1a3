"""Rows, columns and cells of the grid."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import CODER, veldonia, with_many_responses
from tests.publish.papers_fixture import GOVERNMENT
from tests.publish.reading_pages import parsed, words

from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid, make_grid
from answerable.publish.laid import Laid
from answerable.publish.register import Register
from answerable.publish.report import render_report
from answerable.resources.codebook import load_codebook


def grid_of(bundle: Bundle) -> tuple[Grid, Laid]:
    register = Register(bundle)
    laid = Laid(bundle.judgements, register)
    return make_grid(bundle, load_codebook(), register, laid), laid


def test_a_row_takes_the_best_state_of_its_cells() -> None:
    grid, _ = grid_of(veldonia())
    medicine = next(row for row in grid.rows if row.allegation.id == "medicine")
    assert [cell.state for cell in medicine.cells] == ["partly-answered", "partly-answered", "unanswered"]
    assert medicine.state == "partly-answered"


def test_a_row_is_judged_unanswered_only_when_every_cell_is_judged() -> None:
    bundle = veldonia()
    cells = [replace(cell, judged=True) if cell.allegation == "deaths" else cell for cell in bundle.cells]
    one_left = [
        replace(c, judged=False) if c is next(x for x in cells if x.allegation == "deaths") else c for c in cells
    ]
    judged = {row.allegation.id: row.judged for row in grid_of(replace(bundle, cells=cells))[0].rows}
    not_yet = {row.allegation.id: row.judged for row in grid_of(replace(bundle, cells=one_left))[0].rows}
    assert judged["deaths"] is True
    assert not_yet["deaths"] is False


def test_a_point_that_was_not_put_to_a_response_has_no_state_there() -> None:
    grid, _ = grid_of(veldonia())
    complaints = next(row for row in grid.rows if row.allegation.id == "complaints")
    corvane = complaints.cells[0]
    assert (corvane.state, corvane.note) == (None, "not put to them")


def test_a_speaker_who_is_no_office_heads_no_column() -> None:
    bundle = veldonia()
    private = [replace(r, who="Asha Lind") if r.kind == "statements" else r for r in bundle.responses]
    moved = {old.id: new.id for old, new in zip(bundle.responses, private, strict=True)}
    answers = [replace(a, response=moved[a.response]) for a in bundle.answers]
    grid, _ = grid_of(replace(bundle, responses=private, answers=answers, cells=()))
    assert [column.who for column in grid.columns] == [
        "Corvane Health Services",
        "Government of Veldonia",
        "A speaker in D13",
    ]


def test_statements_without_a_passage_on_any_point_stand_aside() -> None:
    bundle = veldonia()
    statements = next(r for r in bundle.responses if r.kind == "statements")
    grid, _ = grid_of(replace(bundle, answers=[a for a in bundle.answers if a.response != statements.id], cells=()))
    assert [column.tag for column in grid.columns] == ["R1", "R2"]
    assert [column.tag for column in grid.aside] == ["R3"]


def test_a_persons_coding_stands_before_the_suggestion_and_keeps_it_beside() -> None:
    grid, _ = grid_of(veldonia())
    cell = next(c for row in grid.rows if row.allegation.id == "complaints" for c in row.cells if c.judged)
    one = cell.stands_on[0]
    assert one.decision is not None
    assert one.decision.reason.startswith("The numbers and the register")
    assert one.suggested is not None


def test_a_later_judgement_replaces_the_earlier_which_stays_counted() -> None:
    bundle = veldonia()
    first = bundle.judgements[0]
    later = replace(first, relation="addresses-in-part", reason="Two numbers are missing.", replaces=first.id)
    grid, laid = grid_of(replace(bundle, judgements=[first, later]))
    cell = next(c for row in grid.rows if row.allegation.id == "complaints" for c in row.cells if c.judged)
    assert len(laid.in_force) == 1
    assert cell.stands_on[0].decision is not None
    assert (cell.stands_on[0].decision.reason, cell.stands_on[0].decision.earlier) == ("Two numbers are missing.", 1)


def test_a_passage_only_a_person_coded_is_shown_in_its_cell() -> None:
    bundle = veldonia()
    coded = replace(bundle.judgements[0], allegation="deaths", passage=GOVERNMENT.passage(GOVERNMENT.words(9)))
    grid, _ = grid_of(replace(bundle, judgements=[*bundle.judgements, coded]))
    deaths = next(row for row in grid.rows if row.allegation.id == "deaths")
    assert deaths.cells[1].stands_on[0].suggested is None
    assert deaths.cells[1].stands_on[0].decision is not None
    assert deaths.cells[1].stands_on[0].decision.coder == CODER.id


def test_a_judgement_whose_words_are_gone_is_listed_and_in_force_nowhere() -> None:
    bundle = veldonia()
    gone = replace(bundle.judgements[0].passage, exact="words that are no longer there", prefix="", suffix="")
    _, laid = grid_of(replace(bundle, judgements=[replace(bundle.judgements[0], passage=gone)]))
    assert laid.in_force == []
    assert len(laid.unfit) == 1


def test_statements_that_are_nothing_but_a_courtesy_stand_aside_unless_the_method_was_unsure() -> None:
    bundle = veldonia()
    statements = next(r for r in bundle.responses if r.kind == "statements")
    theirs = [a for a in bundle.answers if a.response == statements.id]
    courtesy = [replace(a, code="formality", abstain=False) if a in theirs else a for a in bundle.answers]
    unsure = [replace(a, abstain=True) if a.response == statements.id else a for a in courtesy]
    cells = [c for c in bundle.cells if c.response != statements.id]
    assert [c.tag for c in grid_of(replace(bundle, answers=courtesy, cells=cells))[0].aside] == ["R3"]
    assert grid_of(replace(bundle, answers=unsure, cells=cells))[0].aside == ()


def test_responses_in_the_grid_are_numbered_before_those_aside() -> None:
    bundle = veldonia()
    silent = replace(
        next(r for r in bundle.responses if r.kind == "statements"), who="Ministry of Silence", date="2000"
    )
    grid, _ = grid_of(replace(bundle, responses=[silent, *bundle.responses]))
    assert [column.tag for column in grid.columns] == ["R1", "R2", "R3"]
    assert [(column.tag, column.who) for column in grid.aside] == [("R4", "Ministry of Silence")]


def test_a_point_set_against_no_response_comes_last_of_the_unanswered_and_says_why() -> None:
    bundle = veldonia()
    unput = next(row for row in grid_of(bundle)[0].rows if row.state == "unanswered")
    cells = [c for c in bundle.cells if c.allegation != unput.allegation.id]
    grid, _ = grid_of(replace(bundle, cells=cells))
    unanswered = [row for row in grid.rows if row.state == "unanswered"]
    assert [row.held for row in unanswered] == [True] * (len(unanswered) - 1) + [False]
    assert unanswered[-1].number == unput.number
    assert "not examined against" in unanswered[-1].without


def test_many_responses_each_to_few_points_are_listed_by_row_and_none_is_passed_over() -> None:
    bundle = with_many_responses()
    grid, _ = grid_of(bundle)
    assert not grid_of(veldonia())[0].sparse
    assert grid.sparse
    page = render_report(bundle, load_codebook())
    row = " ".join(parsed(page).xpath("//table//tr[@role='row']")[1].text_content().split())
    assert "not put to R3–R32" in row
    assert "The 33 responses" in words(page)
