"""Where a link leads, by the page it stands on."""

from __future__ import annotations

import pytest

from answerable.publish.links import Links

PAGES = {7: "sources-1.html", 8: "sources-2.html"}
LINKS = {
    "a document, from the index": ("index.html", "d7", "sources-1.html#d7"),
    "a place in a document, from the index": ("index.html", "d8-120", "sources-2.html#d8-120"),
    "a place in a document, from its own page": ("sources-2.html", "d8-120", "#d8-120"),
    "a cell, from a page of sources": ("sources-1.html", "cell-1-2", "index.html#cell-1-2"),
    "a cell, from the index": ("index.html", "cell-1-2", "#cell-1-2"),
    "a document that has no page of its own": ("index.html", "d9", "#d9"),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_relative_and_as_short_as_it_can_be(name: str) -> None:
    here, anchor, expected = LINKS[name]
    assert Links(here, PAGES).to(anchor) == expected


def test_in_a_report_of_one_page_every_link_stays_on_it() -> None:
    assert {Links().to(anchor) for anchor in ("d7", "d7-0", "top")} == {"#d7", "#d7-0", "#top"}
