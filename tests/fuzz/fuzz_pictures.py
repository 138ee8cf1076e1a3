"""Pictures: their headers, and the decoding of small ones."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image
from tests.fuzz.soundness import require_sound
from tests.read.making import png

from answerable.read.hints import Hints
from answerable.read.recognising import Recognised, Word
from answerable.read.sniff import PICTURES, media_type_of

_SMALL = 1_000_000  # pixels a fuzzed picture may have decoded


class Reciter:
    """Finds the same two words in every picture."""

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        words = tuple(Word(w, 0, 0, 9, 9, 0, 0, 0.5) for w in ("gates", "closed"))
        return Recognised(words, "reciter/1")


def seeds() -> Iterator[bytes]:
    yield png(8, 2, bytes(18))
    yield png(1 << 20, 1 << 20)
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"):
        for mode in ("L", "P", "RGB"):
            out = io.BytesIO()
            Image.new(mode, (9, 7)).convert("RGB" if kind in ("JPEG", "WEBP") else mode).save(out, kind)
            yield out.getvalue()


def check(data: bytes) -> None:
    media_type = media_type_of(data, Hints())
    if media_type not in PICTURES:
        return
    require_sound(media_type, data)
    if _is_small(data):
        require_sound(media_type, data, ocr=Reciter())


def _is_small(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size[0] * picture.size[1] <= _SMALL
    except (OSError, ValueError, SyntaxError):
        return False
