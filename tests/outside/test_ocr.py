"""Tesseract, where it is installed; what is said where it is not."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

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


@here
def test_memory_is_limited_and_a_real_picture_fits_into_the_limit():
    page = picture(*(["The harbour office of Veldonia."] * 9))
    assert "Veldonia" in " ".join(w.words for w in Tesseract().recognise(page, ("en",)).words)
    starved = Tesseract(memory=24 << 20).recognise(page, ("en",))
    assert not starved.words
    assert starved.reason.startswith("Tesseract")


def stand_in(folder: Path, act: str) -> Tesseract:
    """A program in the place of Tesseract, under the same limits; it says what `act` (shell, no programs) prints."""
    program = folder / "tesseract"
    head = "level page_num block_num par_num line_num word_num left top width height conf text".replace(" ", "\\t")
    program.write_text(
        "#!/bin/sh\n"
        'case "$1" in --list-langs) printf "packs\\neng\\n"; exit 0;; --version) echo "stand-in 1"; exit 0;; esac\n'
        f'printf "{head}\\n"\n'
        'say() { printf "5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t99\\t%s\\n" "$1"; }\n' + act
    )
    program.chmod(0o755)
    return Tesseract(str(program), seconds=30, memory=100 << 20)


def test_the_program_is_started_under_every_limit(tmp_path):
    act = (
        'while read -r line; do case "$line" in\n'
        '"Max cpu"*|"Max file size"*|"Max address"*|"Max open"*|"Max core"*) say "$line";; esac\n'
        "done < /proc/self/limits\n"
        'say "threads:$OMP_THREAD_LIMIT"\n'
    )
    found = stand_in(tmp_path, act).recognise(png(4, 4), ("en",))
    told = {" ".join(w.words.split()[:3]): w.words.split() for w in found.words}
    assert told["Max cpu time"][3:5] == ["31", "31"] or told["Max cpu time"][3:5] == ["30", "30"]
    assert told["Max file size"][3:5] == ["0", "0"]
    assert told["Max address space"][3:5] == [str(100 << 20)] * 2
    assert told["Max open files"][3:5] == ["64", "64"]
    assert told["Max core file"][4:6] == ["0", "0"]
    assert told["threads:1"]


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_the_program_starts_nothing(tmp_path):
    found = stand_in(tmp_path, "say before\n/bin/echo after\nsay further\n").recognise(png(4, 4), ("en",))
    assert "fork" in found.reason.lower()


def test_what_writes_a_file_is_stopped(tmp_path):
    found = stand_in(tmp_path, f"echo words > {tmp_path}/file\n").recognise(png(4, 4), ("en",))
    assert found.reason
    assert not (tmp_path / "file").exists() or not (tmp_path / "file").read_bytes()


def test_an_absent_program_says_what_to_install() -> None:
    absent = Tesseract("/nowhere/tesseract")
    assert absent.recognise(png(4, 4)).reason == MISSING
    assert absent.packs() == ()
