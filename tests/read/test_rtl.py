"""The reordering of right-to-left lines, on glyphs laid out by the test."""

from __future__ import annotations

import pytest

from answerable.read.pdf_glyphs import Glyph, Line
from answerable.read.rtl import reading_order, with_letters_for_forms


def laid_out(visual: str) -> Line:
    """A line whose glyphs stand from left to right as in `visual`, each ten points wide."""
    glyphs = [Glyph(c, 10.0 * i, 0, 10.0 * i, 10.0 * i + 9, False) for i, c in enumerate(visual)]
    return Line(glyphs, 0, 10)


SEEN = {  # what stands on the page from left to right, what is read
    "Hebrew alone": ("םולש", "שלום", True),
    "a number inside": ("2018 תנשב", "בשנת 2018", True),
    "a letter's number": ("AL VEL 5/2018 בתכמה", "המכתב AL VEL 5/2018", True),
    "a quarter of a thousand": ("1,250 ןה", "הן 1,250", True),
    "brackets": ("(רמתוא רמ)", "(מר אותמר)", True),
    "Arabic digits": ("٣٧ نإ", "إن ٣٧", True),
    "Hebrew in English": ("he said םולש and left", "he said שלום and left", False),
    "Hebrew with a number in an English quotation": ("“2019 תנשב” he said", "“בשנת 2019” he said", False),
}


@pytest.mark.parametrize(("seen", "words", "base"), SEEN.values(), ids=SEEN.keys())
def test_a_line_is_read_as_a_reader_would(seen: str, words: str, base: bool) -> None:
    assert reading_order(laid_out(seen), base_rtl=base) == words


def test_the_order_of_drawing_does_not_matter() -> None:
    line = laid_out("2018 תנשב")
    line.glyphs[:5] = line.glyphs[:5][::-1]
    assert reading_order(line, base_rtl=True) == "בשנת 2018"


def test_a_mark_stays_with_the_letter_it_stands_on() -> None:
    line = laid_out("לק")
    line.glyphs.insert(0, Glyph("\u064f", 14, 0, 12, 16, False))
    assert reading_order(line, base_rtl=True) == "ק\u064fל"


def test_a_ligature_drawn_as_two_letters_of_one_origin_keeps_its_order() -> None:
    glyphs = [Glyph("ل", 10, 0, 14, 19, False), Glyph("ا", 10, 0, 10, 14, False), Glyph("ن", 0, 0, 0, 9, False)]
    assert reading_order(Line(glyphs, 0, 10), base_rtl=True) == "لان"


def test_presentation_forms_become_letters_and_are_counted() -> None:
    assert with_letters_for_forms("ﻣﺮﺣﺒﺎ") == ("مرحبا", 5)
    assert with_letters_for_forms("eﬃcient") == ("efficient", 1)
