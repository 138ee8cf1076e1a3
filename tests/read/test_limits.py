"""Every limit of reading is a setting, and reaching it is said by its number: partial or unreadable, never silence."""

from __future__ import annotations

import io
from dataclasses import fields, replace

import pytest
from tests.read.making import docx, page, paragraph, png, read, with_forms

from answerable.read.limits import ReadLimits, limits, using
from answerable.read.recognising import Recognised, Word


class Knowing:
    """A recogniser that sees one word in every picture."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        self.sizes.append(len(png))
        return Recognised((Word("word", 0, 0, 9, 9, 0, 0, 0.9),), engine="knowing")


def pdf(*pages: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for words in pages:
        for number, line in enumerate(words.split("\n")):
            canvas.drawString(72, 700 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def fax(pages: int) -> bytes:
    from PIL import Image

    frames = [Image.new("L", (40, 40), 200 + n) for n in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


MAIL = "From: a@b.example\nTo: c@d.example\nSubject: x\n"
NESTED = MAIL + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(9)) + "\nWords\n"
PARTS = MAIL + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nWords\n" * 20 + "--b--\n"
LINES = "\n".join("the gates were closed" for _ in range(20))

#: limit, a value that is too small, the document, the outcome, what the reason says
TOO_MUCH = {
    "text_characters": (100, "A letter of many words.\n\n" * 50, "partial", "100 characters"),
    "blocks": (3, "A letter.\n\nOf many.\n\nParagraphs.\n\nIndeed.\n\nMany.\n", "partial", "3 blocks"),
    "html_depth": (20, page("<div>" * 30 + "deep down" + "</div>" * 30 + "<p>After.</p>"), "partial", "deeper than 20"),
    "mail_header": (100, MAIL + "X-Y: " + "y" * 200 + "\n\nWords\n", "unreadable", "100 bytes"),
    "mail_depth": (5, NESTED, "unreadable", "taken apart"),
    "mail_parts": (5, PARTS, "unreadable", "5 parts"),
    "pdf_pages": (2, pdf("one page", "two pages", "three pages"), "partial", "2 of 3 pages"),
    "pdf_page_characters": (50, pdf(LINES), "partial", "more text than is read"),
    "pdf_drawn": (100, with_forms([b"/X Do", b"0 0 m 9 9 l S"]), "unreadable", "forms inside forms"),
    "picture_pixels": (100, png(20, 20, bytes(21 * 20)), "unreadable", "20 x 20"),
    "picture_frames": (2, fax(3), "partial", "2 of 3"),
    "office_member": (200, docx(paragraph("words " * 100)), "unreadable", "limit"),
    "ratio": (2, docx(paragraph("words " * 100_000)), "unreadable", "limit"),
}  # fmt: skip


@pytest.mark.parametrize(("limit", "case"), TOO_MUCH.items(), ids=TOO_MUCH)
def test_what_is_too_much_is_said(limit, case):
    value, document, outcome, says = case
    small = replace(ReadLimits(), ratio_after=1_000, **{limit: value})
    with using(small):
        reading = read(document, ocr=Knowing())
    assert (reading.outcome, says in reading.reason) == (outcome, True), reading.reason
    assert read(document, ocr=Knowing()).outcome == "read", "with room enough nothing is said"


def test_links_beyond_the_limit_are_left_out_and_the_words_stay():
    document = page("".join(f'<p>Words of the letter <a href="/{n}">number {n}</a></p>' for n in range(9)))
    with using(replace(ReadLimits(), links=3)):
        reading = read(document)
    assert len(reading.links) == 3
    assert "number 8" in reading.text
    assert "only the first 3 links are kept" in reading.notes


def test_a_page_that_is_a_picture_is_drawn_no_larger_than_the_limit():
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(io.BytesIO(png(20, 20, bytes(21 * 20)))), 0, 0, 600, 800)
    canvas.save()
    sizes = []
    for most in (10_000, 1_000_000):
        knowing = Knowing()
        with using(replace(ReadLimits(), raster_pixels=most)):
            assert read(out.getvalue(), ocr=knowing).outcome == "read"
        sizes += knowing.sizes
    assert sizes[0] < sizes[1]


def test_every_limit_has_its_test():
    elsewhere = {"links", "raster_pixels", "ratio_after"}
    assert {f.name for f in fields(ReadLimits)} - elsewhere == TOO_MUCH.keys()


def test_limits_are_put_back():
    with using(ReadLimits(blocks=1)):
        assert limits().blocks == 1
    assert limits() == ReadLimits()
