"""What joins the documents of a point, and which of the joins are drawn."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import veldonia
from tests.publish.papers_fixture import COPIES, WIRE

from answerable.publish.bundle import Bundle
from answerable.publish.grid import make_grid
from answerable.publish.joins import Rests, what_points_rest_on
from answerable.publish.laid import Laid
from answerable.publish.register import Register
from answerable.resources.codebook import load_codebook
from answerable.trace.lineage import Derivation


def rests_of(bundle: Bundle) -> dict[str, Rests]:
    register = Register(bundle)
    grid = make_grid(bundle, load_codebook(), register, Laid(bundle.judgements, register))
    return {one.row.allegation.id: one for one in what_points_rest_on(bundle, grid, register)}


def with_derivations(*added: Derivation) -> Bundle:
    bundle = veldonia()
    documents = [
        replace(d, derivations=(*d.derivations, *(one for one in added if one.child == d.id))) for d in bundle.documents
    ]
    return replace(bundle, documents=documents)


def derivation(child: str, parent: str, *, directed: bool, score: float) -> Derivation:
    return Derivation(child, parent, "copy", directed, score, (), "a rule of the test")


def test_documents_are_counted_and_so_are_origins() -> None:
    found = rests_of(veldonia())
    assert found["medicine"].sentence == "8 documents, 1 origin found"
    assert found["deaths"].sentence == "9 documents, 2 origins found"


def test_a_relay_of_a_relay_is_drawn_from_the_relay_and_the_rest_is_listed() -> None:
    relayed = derivation(COPIES[4].id, WIRE.id, directed=True, score=0.96)
    medicine = rests_of(with_derivations(relayed))["medicine"]
    drawn = {one.child.document.id: one.parent.document.id for one in medicine.joins}
    assert drawn[COPIES[4].id] == COPIES[0].id
    assert [(one.child.document.id, one.parent.document.id) for one in medicine.further] == [(COPIES[4].id, WIRE.id)]


def test_a_join_whose_direction_is_known_is_drawn_before_a_closer_one_whose_direction_is_not() -> None:
    unknown = derivation(COPIES[1].id, COPIES[3].id, directed=False, score=1.0)
    medicine = rests_of(with_derivations(unknown))["medicine"]
    drawn = {one.child.document.id: one.parent.document.id for one in medicine.joins}
    assert drawn[COPIES[1].id] == WIRE.id


def test_points_that_rest_on_the_same_are_drawn_once() -> None:
    found = rests_of(veldonia())
    assert found["physician"].same_as == found["selection"].row.number
    assert found["medicine"].same_as is None


def test_an_origin_that_is_a_private_person_is_not_named() -> None:
    assert [origin.label for origin in rests_of(veldonia())["complaints"].origins] == [
        "ئائىلىلەر بىرلەشمىسى",
        "A speaker in D8",
    ]


def test_what_is_named_but_not_held_shows_the_words_that_name_it() -> None:
    not_held = rests_of(veldonia())["deaths"].not_held
    assert not_held[0].name == "Three death certificates"
    assert not_held[0].quotes[0].fragments == ("death certificates on which the cause of death was left blank",)


def test_a_private_person_is_not_named_in_the_rule_that_joins_their_origin() -> None:
    bundle = veldonia()
    found = bundle.origins["complaints"]
    groups = tuple(replace(g, label="Asha Lind", rule="what Asha Lind says, wherever it is told") for g in found.groups)
    origins = {**bundle.origins, "complaints": replace(found, groups=groups)}
    shown = rests_of(replace(bundle, origins=origins))["complaints"].origins
    assert {one.rule for one in shown} == {"what this speaker says, wherever it is told"}
    assert all("Asha" not in one.label for one in shown)


def test_every_arrow_of_a_tree_names_its_rule_and_leads_to_it_in_the_list() -> None:
    medicine = rests_of(veldonia())["medicine"]
    assert medicine.tree is not None
    arrows = [arrow for arrow in medicine.tree.arrows if not arrow.absent]
    assert len(arrows) == len(medicine.joins)
    for number, (arrow, join) in enumerate(zip(arrows, medicine.joins, strict=True), start=1):
        assert arrow.label.startswith(f"{number}. {join.kind}")
        assert (arrow.rule, arrow.href) == (join.rule, f"join-{medicine.row.number}-{number}")
