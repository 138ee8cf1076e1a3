"""A report that is a folder, made from the case of the tests with so small a limit that it must be one."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import veldonia

from answerable.acquire.capture import Capture
from answerable.publish.bundle import Bundle, BundleDocument
from answerable.publish.report import render_pages
from answerable.read.reading import Block, Reading
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes
from answerable.terms.moment import Moment

SMALL = 20_000  # bytes in one file
FEW = 4_000  # bytes of text on one page of sources


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


def folder(bundle: Bundle | None = None) -> dict[str, str]:
    """The pages of a folder by name."""
    made = render_pages(bundle or with_uncited(veldonia(), 5, 900), load_codebook(), limit=SMALL, page=FEW)
    return {page.name: page.html for page in made}
