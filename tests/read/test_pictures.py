"""Pictures: declared sizes are checked first; words come from whoever recognises them."""

from __future__ import annotations

import io

from PIL import Image
from tests.read.making import png, read

from answerable.read.recognising import Recognised, Word


class Reader:
    """Recognises two paragraphs, in two scripts."""

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        found = [("Shift", 0, 0, 0.9), ("office", 0, 0, 0.9), ("Смена", 1, 1, 0.5)]
        return Recognised(tuple(Word(w, 0, 0, 1, 1, p, n, c) for w, p, n, c in found), engine="a test")


def test_words_come_as_paragraphs_with_their_mean_confidence() -> None:
    reading = read(png(4, 4, b"\0....\0....\0....\0...."), ocr=Reader())
    assert (reading.outcome, reading.text) == ("read", "Shift office\n\nСмена")
    assert reading.confidence == round((11 * 0.9 + 5 * 0.5) / 16, 4)


def test_without_a_recogniser_a_picture_says_what_to_install() -> None:
    reading = read(png(4, 4))
    assert (reading.outcome, reading.reason) == ("unreadable", "it is a picture; install Tesseract to read it")


def test_a_damaged_picture_is_unreadable() -> None:
    reading = read(png(400, 400, b"\0"), ocr=Reader())
    assert (reading.outcome, "damaged" in reading.reason) == ("unreadable", True)


def test_every_page_of_a_fax_is_a_part() -> None:
    out = io.BytesIO()
    pages = [Image.new("1", (8, 8), 1) for _ in range(3)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    assert [b.place for b in read(out.getvalue(), ocr=Reader()).blocks][::2] == ["part 1", "part 2", "part 3"]
