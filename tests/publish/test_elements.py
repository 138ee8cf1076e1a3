"""What a response does with each element of a point."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import veldonia
from tests.publish.test_grid import grid_of

from answerable.confront.answer import Element
from answerable.publish.bundle import Bundle
from answerable.publish.elements import NOTHING, WAITING, what_it_does_with
from answerable.publish.grid import GridCell


def split(bundle: Bundle, allegation: str) -> Bundle:
    """The bundle with one more element in this allegation."""
    more = Element(allegation, "remedy", "Nobody was compensated.")
    changed = [replace(a, elements=(*a.elements, more)) if a.id == allegation else a for a in bundle.allegations]
    return replace(bundle, allegations=changed)


def cells_of(bundle: Bundle, allegation: str) -> tuple[GridCell, ...]:
    return next(row for row in grid_of(bundle)[0].rows if row.allegation.id == allegation).cells


def test_each_element_has_the_closest_relation_of_any_passage_and_nothing_where_there_is_none() -> None:
    cell = next(c for c in cells_of(split(veldonia(), "complaints"), "complaints") if c.state == "answered")
    assert [(e.does, e.addressed) for e in cell.elements][-1] == (NOTHING, False)
    assert any(e.addressed for e in cell.elements)
    assert cell.elements[0].does in ("addresses directly", "addresses in part")


def test_a_point_of_one_element_needs_no_list() -> None:
    bundle = veldonia()
    single = [replace(a, elements=a.elements[:1]) for a in bundle.allegations]
    assert all(c.elements == () for c in cells_of(replace(bundle, allegations=single), "complaints"))


def test_what_waits_for_a_person_addresses_no_element() -> None:
    bundle = split(veldonia(), "complaints")
    allegation = next(a for a in bundle.allegations if a.id == "complaints")
    passages = [p for c in cells_of(bundle, "complaints") if c.state == "answered" for p in c.stands_on]
    here = what_it_does_with(allegation, [replace(p, abstain=True, decision=None) for p in passages])
    assert {(e.does, e.addressed) for e in here} == {(WAITING, False), (NOTHING, False)}


def test_the_codes_of_a_cell_are_not_a_models() -> None:
    cell = next(c for c in cells_of(split(veldonia(), "complaints"), "complaints") if c.state == "answered")
    suggested = [replace(p, method="suggested by small-1 at here", decision=None) for p in cell.stands_on]
    assert cell.codes
    assert replace(cell, stands_on=tuple(suggested), also=()).codes == []
