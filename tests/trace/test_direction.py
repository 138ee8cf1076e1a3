"""Direction: a mark, a link or dates say who took from whom, and without them nobody is said to be first."""

from __future__ import annotations

from dataclasses import replace

from tests.newsroom import Newsroom

from answerable.trace.lineage import Derivation, TextSeen
from answerable.trace.lineages import trace_lineage


def only_copy(texts: list[TextSeen]) -> Derivation:
    (link,) = (d for d in trace_lineage(texts).derivations if d.kind == "copy")
    return link


def same_day(room: Newsroom) -> tuple[TextSeen, TextSeen]:
    """Two papers' copies of one story, printed on one day without marks."""
    first = room.daily("Evening Post").writes(room.story())
    second = room.daily("Morning Star").runs(first)
    return first.seen, second.seen


def test_appeared_first_keeps_its_direction_through_a_chain() -> None:
    room = Newsroom(1)
    wire = room.agency("Coastal Wire").files(room.story())
    copy = room.daily("Evening Post").runs(wire, credit="line", day=0)
    relay = room.daily("Morning Star").runs(copy, credit="appeared", day=0)
    lineage = trace_lineage(room.texts())
    arrows = {(d.child, d.parent) for d in lineage.derivations if d.directed and d.kind == "copy"}
    assert {(copy.seen.id, wire.seen.id), (relay.seen.id, copy.seen.id)} <= arrows
    assert not {(parent, child) for child, parent in arrows} & arrows
    assert lineage.families[0].earliest == wire.seen.id


def test_copies_of_one_day_without_a_mark_are_undirected() -> None:
    link = only_copy(list(same_day(Newsroom(2))))
    assert not link.directed
    assert "no mark, link or date" in link.rule


def test_a_canonical_link_decides_against_the_dates() -> None:
    one, other = same_day(Newsroom(3))
    early = replace(one, canonical=other.url, published="2031-03-01")
    link = only_copy([early, other])
    assert (link.child, link.parent, link.directed) == (early.id, other.id, True)
    assert "canonical" in link.rule


def test_dates_that_overlap_decide_nothing() -> None:
    one, other = same_day(Newsroom(4))
    link = only_copy([replace(one, published="2031-03"), replace(other, published="2031-03-20")])
    assert not link.directed


def test_of_two_copies_of_a_third_the_earlier_is_not_the_source() -> None:
    room = Newsroom(5)
    wire = room.agency("Coastal Wire").files(room.story())
    one = room.daily("Evening Post").runs(wire, credit="line", day=1)
    two = room.daily("Morning Star").runs(wire, credit="line", day=2)
    link = only_copy([one.seen, two.seen])
    assert not link.directed
    assert "Coastal Wire" in link.rule


def test_an_agency_line_credits_the_agency_whose_wire_is_held() -> None:
    room = Newsroom(6)
    wire = room.agency("Interbay").files(room.story())
    bare = room.daily("Evening Post").runs(wire, day=0)
    signed = replace(bare.seen, text=bare.seen.text.replace("\n\n", "\n\nInterbay\n\n", 1))
    link = only_copy([wire.seen, signed])
    assert (link.child, link.directed) == (signed.id, True)
    assert "Interbay" in link.rule
