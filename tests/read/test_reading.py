"""The record of a reading: which method made it."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from tests.read.making import pdf_page, read

from answerable.read.reading import METHOD

SOURCE = Path(str(files("answerable")))


def test_every_reading_names_the_one_method() -> None:
    assert {read(data).method for data in ("A letter.", pdf_page(b"", b""), b"", b"\x00\x01")} == {METHOD}


def test_the_method_is_written_in_one_place() -> None:
    written = [path.name for path in SOURCE.rglob("*.py") if re.search(r'"read/\d+"', path.read_text(encoding="utf-8"))]
    assert written == ["reading.py"]
    assert METHOD == "read/2"  # headings set close are paragraphs of their own since
