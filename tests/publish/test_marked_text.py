"""A document's text with its cited places."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.publish.papers_fixture import GOVERNMENT, WIRE, Paper
from tests.publish.reading_pages import letters

from answerable.publish.bundle import BundleDocument
from answerable.publish.marked_text import Place, marked_text
from answerable.publish.register import Listed
from answerable.read.reading import Block


def listed(paper: Paper, **changes: object) -> Listed:
    return Listed(7, BundleDocument(replace(paper.reading, **changes), ()))  # type: ignore[arg-type]


def letters_of(markup: str) -> str:
    return letters(html.fragment_fromstring(markup, create_parent="div"))


TEXT = WIRE.reading.text
PLACES = st.lists(
    st.tuples(
        st.integers(0, len(TEXT) - 2), st.integers(1, 200), st.sampled_from(["point", "fact", "said", "mark"])
    ).map(lambda p: Place(p[0], min(len(TEXT), p[0] + p[1]), p[2], f"n{p[0]}")),
    max_size=12,
)


@given(PLACES)
def test_marking_places_loses_and_adds_no_letter_and_anchors_each_start_once(places: list[Place]) -> None:
    markup = marked_text(listed(WIRE), places)
    assert letters_of(markup) == "".join(TEXT.split())
    found = html.fragment_fromstring(markup, create_parent="div").xpath(".//@id")
    assert sorted(found) == sorted({f"d7-{place.start}" for place in places})


def test_words_outside_every_block_are_shown_too() -> None:
    half = (Block(10, 40, "body", "page 1"),)
    assert letters_of(marked_text(listed(GOVERNMENT, blocks=half), [])) == "".join(GOVERNMENT.reading.text.split())
    assert letters_of(marked_text(listed(GOVERNMENT, blocks=()), [])) == "".join(GOVERNMENT.reading.text.split())


def test_page_furniture_is_folded_and_present() -> None:
    markup = marked_text(listed(WIRE), [])
    folded = html.fragment_fromstring(markup, create_parent="div").xpath(".//details[@class='furniture']")
    assert ["Home" in node.text_content() for node in folded] == [True, False]


def test_a_place_that_runs_over_two_blocks_is_marked_in_both() -> None:
    blocks = WIRE.reading.blocks
    markup = marked_text(listed(WIRE), [Place(blocks[3].start, blocks[4].end, "point")])
    marks = html.fragment_fromstring(markup, create_parent="div").xpath(".//mark")
    assert [node.text_content() for node in marks] == [TEXT[b.start : b.end] for b in blocks[3:5]]
