"""Which texts the page carries when there is not room for all."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import veldonia
from tests.publish.reading_pages import ids, inner_links, parsed, words

from answerable.acquire.capture import Capture
from answerable.publish.bundle import Bundle, BundleDocument
from answerable.publish.report import render_report
from answerable.publish.sources import SHORT_FROM
from answerable.read.reading import Block, Reading
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes
from answerable.terms.moment import Moment

CODEBOOK = load_codebook()


def with_uncited(bundle: Bundle, number: int, size: int) -> Bundle:
    """The bundle and `number` further documents that nothing cites."""
    text = ("Fishing went on as usual. " * (size // 26 + 1))[:size].strip()
    more = []
    for at in range(number):
        id = digest_bytes(f"uncited {at}".encode())
        reading = Reading(id, "text/plain", "read", "", text, (Block(0, len(text), "body", "line 1"),), f"Fishing {at}")
        capture = Capture(id, size, f"more/{at}.txt", "file", Moment("2021-06-30T14:02:11.000Z"), "p")
        more.append(BundleDocument(reading, (capture,)))
    return replace(bundle, documents=[*bundle.documents, *more])


def test_a_large_case_stays_under_25_megabytes_and_says_what_was_left_out() -> None:
    page = render_report(with_uncited(veldonia(), 40, 900_000), CODEBOOK)
    assert len(page.encode()) < 25_000_000
    said = words(page)
    assert "left out for size" in said
    assert "`answerable text SHA256` prints" in said
    assert "Two of the forty prisoners named in the annex" in said


def test_documents_beyond_the_number_set_out_are_a_line_each_and_every_link_still_leads_somewhere() -> None:
    page = render_report(with_uncited(veldonia(), SHORT_FROM + 50, 40), CODEBOOK)
    tree = parsed(page)
    assert len(tree.xpath("//ul[@class='short-list']/li")) == 65
    assert inner_links(tree) - set(ids(tree)) == set()


def test_a_cited_document_without_room_keeps_its_cited_passages() -> None:
    bundle = veldonia()
    long = replace(bundle.documents[13], reading=_lengthened(bundle.documents[13].reading, 15_000_000))
    page = render_report(replace(bundle, documents=[*bundle.documents[:13], long, *bundle.documents[14:]]), CODEBOOK)
    assert len(page.encode()) < 5_000_000
    tree = parsed(page)
    assert "These are the passages cited" in words(page)
    assert inner_links(tree) - set(ids(tree)) == set()


def _lengthened(reading: Reading, size: int) -> Reading:
    return replace(reading, text=reading.text + "\n" + "x " * (size // 2))
