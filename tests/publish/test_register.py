"""What a document is called when it has no title or outlet of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publish.papers_fixture import WIRE

from answerable.acquire.capture import Capture
from answerable.publish.bundle import BundleDocument
from answerable.publish.register import Listed
from answerable.terms.moment import Moment

FILES = {
    "a file": ("letters/al-3.docx", "al-3.docx"),
    "a member of an archive": ("kit.zip!/notes/background.txt", "background.txt"),
    "a message of a mailbox": ("mail/families.mbox!/0002", "families.mbox no. 2"),
    "an entry of a feed inside an archive": ("kit.zip!/feed.xml!/0011", "feed.xml no. 11"),
    "a file that is called by a number": ("scans/0002", "0002"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_document_without_title_and_outlet_is_called_by_its_file(name: str) -> None:
    path, called = FILES[name]
    capture = Capture(WIRE.id, 10, path, "file", Moment("2021-06-30T14:02:11.000Z"), "p")
    reading = replace(WIRE.reading, title=None, outlet=None)
    one = Listed(1, BundleDocument(reading, (capture,)))
    assert (one.file, one.title, one.outlet) == (called, called, called)
