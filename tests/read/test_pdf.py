"""PDF: paragraphs in reading order in eight scripts; what cannot be read is said."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.read.making import read, words_of

from answerable.read.recognising import Recognised, Word

SPECIMENS = Path(__file__).parent.parent / "specimens" / "pdf"
EXPECTED = tomllib.loads((SPECIMENS / "expected.toml").read_text(encoding="utf-8"))


def drawn(*pages: list[tuple[float, str]], **options: object) -> bytes:
    """A PDF with lines of text at heights (points from below)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in pages:
        for height, words in page:
            canvas.drawString(72, height, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_printed_page_is_read_in_the_order_people_read_it(name: str) -> None:
    reading = read((SPECIMENS / f"{name}.pdf").read_bytes())
    assert reading.outcome == "read"
    assert reading.language == EXPECTED[name]["language"]
    blocks = words_of(reading)
    for paragraph in EXPECTED[name]["paragraphs"]:
        best = max(LCSseq.similarity(paragraph, block) for block in blocks)
        assert best / len(paragraph) >= 0.95, paragraph
        assert min(abs(len(paragraph) - len(b)) for b in blocks) <= 0.1 * len(paragraph) + 4


def test_words_and_numbers_of_other_scripts_stand_where_they_are_read() -> None:
    arabic = read((SPECIMENS / "printed-arabic.pdf").read_bytes()).text
    assert "AL VEL 5/2018" in arabic
    assert "(السيد أوثمار)" in arabic
    assert "1,250 شكوى" in arabic
    uyghur = read((SPECIMENS / "printed-uyghur.pdf").read_bytes()).text
    assert "(AL VEL 5/2018) نومۇرلۇق" in uyghur
    mixed = read((SPECIMENS / "printed-mixed.pdf").read_bytes()).text
    assert "قالت الوزارة إن 37 شخصًا" in mixed
    assert "efficient offices" in mixed


def test_paragraphs_know_their_page_and_running_heads_are_told() -> None:
    pages = [
        [(800, "Office of the Harbour"), (700, f"Answer number {n} is short."), (40, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]
    reading = read(drawn(*pages))
    assert [(b.place, reading.text[b.start : b.end]) for b in reading.blocks if b.label == "body"] == [
        (f"page {n}", f"Answer number {n} is short.") for n in (1, 2, 3)
    ]
    assert words_of(reading, "boilerplate").count("Office of the Harbour") == 3


def test_lines_of_one_paragraph_are_joined_and_a_gap_parts_two() -> None:
    reading = read(drawn([(700, "The gates were closed for"), (686, "repairs in March."), (650, "Nobody was there.")]))
    assert words_of(reading) == ["The gates were closed for repairs in March.", "Nobody was there."]


def test_a_heading_set_as_close_as_any_line_is_no_part_of_the_paragraph_below() -> None:
    body = [
        "In the case of the harbour guard the file permits a precise answer, for it was kept with",
        "care in those years.",
    ]
    lines = [(700.0, "II. The persons named"), (686.0, body[0]), (672.0, body[1])]
    assert words_of(read(drawn(lines))) == ["II. The persons named", " ".join(body)]


def test_a_short_line_that_runs_on_is_no_heading() -> None:
    first = "The persons named"
    rest = "in the letter of the harbour office were asked for twice and were not found in the register."
    assert words_of(read(drawn([(700.0, first), (686.0, rest)]))) == [f"{first} {rest}"]


def test_an_encrypted_file_says_that_it_needs_a_password() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = drawn([(700, "Closed.")], encrypt=StandardEncryption("open sesame", canPrint=0))
    reading = read(locked)
    assert (reading.outcome, "password" in reading.reason) == ("unreadable", True)


def test_a_file_cut_short_is_partial_or_unreadable_never_fine() -> None:
    whole = drawn(*[[(700, f"Answer number {n} is here.")] for n in range(20)])
    for part in (0.3, 0.6, 0.95):
        reading = read(whole[: int(len(whole) * part)])
        assert reading.outcome != "read"
        assert reading.reason


def picture_only() -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("L", (200, 200), 255)), 72, 500, 200, 200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_that_is_a_picture_is_partial_without_a_recogniser() -> None:
    reading = read(picture_only())
    assert (reading.outcome, reading.reason) == (
        "unreadable",
        "page 1 is a picture; install Tesseract to read it",
    )


class Reader:
    """Recognises the same two lines in every picture."""

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        assert png.startswith(b"\x89PNG")
        words = [Word(w, 0, 0, 9, 9, 0, line, 0.9) for line, w in enumerate(["Nobody", "answered."])]
        return Recognised(tuple(words), engine="a test")


def test_a_page_that_is_a_picture_is_rendered_and_recognised() -> None:
    reading = read(picture_only(), ocr=Reader())
    assert (reading.outcome, reading.text, reading.confidence) == ("read", "Nobody\nanswered.", 0.9)
    assert reading.blocks[0].place == "page 1"
    assert reading.notes == ("words recognised by a test",)
