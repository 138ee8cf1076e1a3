"""Tesseract, where it is installed; what is said where it is not."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.read.making import png

from answerable.outside.ocr import MISSING, Tesseract

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
here = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed (apt install tesseract-ocr)"
)


def picture(*lines: str) -> bytes:
    image = Image.new("L", (1400, 120 * len(lines) + 60), 255)
    draw = ImageDraw.Draw(image)
    try:
        font = ImageFont.truetype(FONT, 54)
    except OSError:
        pytest.skip("the DejaVu fonts are not installed (apt install fonts-dejavu-core)")
    for number, line in enumerate(lines):
        draw.text((60, 40 + 120 * number), line, fill=0, font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@here
@pytest.mark.parametrize(
    ("pack", "tag", "line"),
    [
        ("eng", "en", "Nobody was kept there"),
        ("rus", "ru", "Никого там не держали"),
        ("fra", "fr", "Personne n’a répondu"),
    ],
)
def test_printed_words_are_recognised_with_boxes_and_confidence(pack: str, tag: str, line: str) -> None:
    tesseract = Tesseract()
    if pack not in tesseract.packs():
        pytest.skip(f"the language pack {pack} is not installed (apt install tesseract-ocr-{pack})")
    found = tesseract.recognise(picture(line, line), (tag,))
    assert " ".join(w.words for w in found.words).replace("'", "’") == f"{line} {line}"
    assert found.confidence > 0.7
    assert [w.line for w in found.words] == sorted(w.line for w in found.words)
    assert all(w.width > 0 and w.height > 0 for w in found.words)
    assert "page mode" in found.engine


@here
def test_an_empty_picture_and_a_broken_one_give_a_reason() -> None:
    assert Tesseract().recognise(picture(" "), ("en",)).reason == "no words found in the picture"
    assert Tesseract().recognise(png(10, 10), ("en",)).reason != ""


@here
def test_time_is_limited() -> None:
    assert "longer than" in Tesseract(seconds=0.001).recognise(picture("Words"), ("en",)).reason


def test_an_absent_program_says_what_to_install() -> None:
    absent = Tesseract("/nowhere/tesseract")
    assert absent.recognise(png(4, 4)).reason == MISSING
    assert absent.packs() == ()
