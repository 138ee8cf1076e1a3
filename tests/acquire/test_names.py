"""Names as they are shown: nothing in them acts on a terminal or passes itself off as something else."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.acquire.names import shown

NAMES = {
    "a plain name": ("letter.pdf", "letter.pdf"),
    "another script": ("отчёт-报告-تقرير.pdf", "отчёт-报告-تقرير.pdf"),
    "a line end and a colour": ("two\nlines\x1b[31m.html", "two\\x0alines\\x1b[31m.html"),
    "an ending turned round": ("invoice\u202efdp.exe", "invoice\\u202efdp.exe"),
    "a zero-width space": ("a\u200bb", "a\\u200bb"),
    "tag characters": ("a\U000e0041b", "a\\U000e0041b"),
    "a byte that is not UTF-8": (os.fsdecode(b"\xff.txt"), "\\xff.txt"),
    "Cyrillic in Latin dress": ("p\u0430ypal.txt", "p\\u0430ypal.txt"),
}


@pytest.mark.parametrize(("name", "safe"), NAMES.values(), ids=NAMES)
def test_what_acts_or_misleads_is_written_as_an_escape(name, safe):
    assert shown(name) == safe


@given(st.text())
def test_whatever_the_name_nothing_a_terminal_obeys_is_left(name):
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in shown(name))
