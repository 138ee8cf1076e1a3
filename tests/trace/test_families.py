"""Families: copies are found in every dress, and nothing that merely shares a dress is joined."""

from __future__ import annotations

import pytest
from tests.newsroom import BACKGROUND, DRESSES, FURNITURE, STYLES, Item, Newsroom, busy_press, in_some_dress

from answerable.trace.lineage import Lineage, TextSeen
from answerable.trace.lineages import trace_lineage


def kinds(lineage: Lineage, one: Item, other: Item) -> set[str]:
    pair = {one.seen.id, other.seen.id}
    return {d.kind for d in lineage.derivations if {d.child, d.parent} == pair}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_wire_is_known_in_every_dress(dress: str) -> None:
    room = Newsroom(7)
    wire = room.agency("Coastal Wire").files(room.story())
    copies = [in_some_dress(room, room.daily(f"{name} Post"), wire, dress) for name in ("Ard", "Bel", "Cor")]
    (family,) = trace_lineage(room.texts()).families
    assert set(family.members) == {wire.seen.id, *(copy.seen.id for copy in copies)}
    assert family.earliest == wire.seen.id or {c.seen.id for c in copies} - room.decided


@pytest.mark.parametrize("style", STYLES)
def test_another_encoding_or_style_of_quotation_makes_no_other_text(style: str) -> None:
    room = Newsroom(8)
    wire = room.agency("Coastal Wire").files(room.story())
    copy = room.daily("Evening Post").runs(wire, style=style)
    assert kinds(trace_lineage(room.texts()), wire, copy) == {"copy"}


def test_papers_running_one_agency_story_are_one_family_and_the_wire_is_first() -> None:
    room = Newsroom(1)
    wire = room.agency("Coastal Wire").files(room.story())
    room.daily("Morning Star").runs(wire, cut_to=3)
    room.daily("Evening Post").runs(wire, headline="Owners accused", credit="line")
    (family,) = trace_lineage(room.texts()).families
    assert (len(family.members), family.earliest) == (3, wire.seen.id)


def test_stories_that_share_a_sites_furniture_are_not_joined() -> None:
    room = Newsroom(2)
    paper = room.daily("Evening Post", FURNITURE)
    for _ in range(6):
        paper.writes(room.story(5))
    lineage = trace_lineage(room.texts())
    assert lineage.families == ()
    assert {d.kind for d in lineage.derivations} <= {"quotation"}


def test_a_wires_standing_background_joins_nothing() -> None:
    room = Newsroom(3)
    for _ in range(8):
        room.agency("Coastal Wire").files(room.story(5), standing=BACKGROUND)
    lineage = trace_lineage(room.texts())
    assert lineage.families == ()


def test_one_press_conference_quoted_by_two_papers_is_a_quotation_and_undirected() -> None:
    room = Newsroom(4)
    words = room.quotation()
    one = room.daily("Evening Post").writes(room.story(6), quoting=[words], day=1)
    other = room.daily("Morning Star").writes(room.story(6), quoting=[words], day=2)
    lineage = trace_lineage(room.texts())
    (link,) = lineage.derivations
    assert (link.kind, link.directed) == ("quotation", False)
    assert {link.child, link.parent} == {one.seen.id, other.seen.id}
    assert lineage.families == ()


def test_a_paragraph_lifted_into_another_story_is_an_excerpt_with_places_on_both_sides() -> None:
    room = Newsroom(5)
    wire = room.agency("Coastal Wire").files(room.story())
    thief = room.daily("Evening Post").excerpts(wire, [3], room.story(7))
    lineage = trace_lineage(room.texts())
    (link,) = (d for d in lineage.derivations if d.kind == "excerpt")
    assert (link.child, link.parent, link.directed) == (thief.seen.id, wire.seen.id, True)
    lifted = " ".join(wire.story.paragraphs[3])
    here = " ".join(thief.seen.text[s.here_start : s.here_end] for s in link.spans)
    assert here == " ".join(wire.seen.text[s.there_start : s.there_end] for s in link.spans)
    assert len(here) >= 0.95 * (len(lifted) - 1)
    assert lineage.families == ()


def test_letters_that_share_a_letterhead_and_signatures_are_not_copies() -> None:
    head = "Panel on Closed Places\nThe Harbour Assembly, Port Emmer\n\nTo: The Delegation of Harth\n\nExcellency,\n\n"
    tail = "\n\nMira Toll, Chair\nOkke Brandt"
    one = (
        head + "We ask to see the salt works at Orne and to speak there with whom we choose, in May if it suits." + tail
    )
    two = (
        head
        + "No answer has come to what we wrote in spring; may we remind you, and propose the week of 3 July?"
        + tail
    )
    assert trace_lineage([TextSeen("a", one, language="en"), TextSeen("b", two, language="en")]).families == ()


def test_the_order_of_the_texts_changes_nothing() -> None:
    texts = busy_press(60, 9).texts()
    assert trace_lineage(texts) == trace_lineage(texts[::-1])


def test_two_texts_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two texts"):
        trace_lineage([TextSeen("a", "One."), TextSeen("a", "Two.")])


def test_a_small_press_is_told_apart_without_an_error() -> None:
    room = busy_press(250, 11)
    found = {m: f.members[0] for f in trace_lineage(room.texts()).families for m in f.members}
    for item in room.items:
        for other in room.items:
            same = room.family[item.seen.id] == room.family[other.seen.id]
            assert same == (found.get(item.seen.id, item.seen.id) == found.get(other.seen.id, other.seen.id))
