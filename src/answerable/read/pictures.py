"""Pictures: the words that a recogniser finds in them.

In:   the bytes of a PNG, JPEG, TIFF, GIF, BMP or WebP, and a `Recogniser`.
Out:  a draft with a block a paragraph, and the mean confidence.
Not:  what a picture shows. The declared size is checked before anything is decoded.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.limits import limits
from answerable.read.recognising import Recognised, Recogniser, Word
from answerable.read.sniff import media_type_of

_WITHOUT = "it is a picture; install Tesseract to read it"
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP")


def read_picture(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A picture as a draft. Frames (pages of a TIFF) are parts."""
    from PIL import Image, UnidentifiedImageError

    media_type = media_type_of(data, hints)
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and checked before decoding
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        return unreadable(media_type, f"not a readable picture: {str(error)[:100]}")
    width, height = picture.size
    if width * height > limits().picture_pixels:
        return unreadable(media_type, f"the picture declares {width:,} x {height:,} pixels, over the limit")
    if ocr is None:
        return unreadable(media_type, _WITHOUT)
    draft = Draft(media_type)
    frames = getattr(picture, "n_frames", 1) if media_type == "image/tiff" else 1  # an animation's are not pages
    most = limits().picture_frames
    if frames > most:
        draft.fall_short(f"only the first {most:,} of {frames:,} pictures in it are read")
    for number in range(min(frames, most)):
        if not _read_frame(picture, number, draft, ocr):
            break
    if not draft.blocks:
        draft.outcome = "unreadable"
        draft.reason = draft.reason or "no words found in the picture"
    return draft


def _read_frame(picture: Any, number: int, draft: Draft, ocr: Recogniser) -> bool:
    """Recognise one frame; False when no further one should be tried."""
    try:
        picture.seek(number)
        if picture.size[0] * picture.size[1] > limits().picture_pixels:
            draft.fall_short(f"picture {number + 1} declares more pixels than the limit")
            return True
        out = io.BytesIO()
        flat = picture.convert("RGBA") if picture.mode in ("P", "LA", "PA") else picture
        if flat.mode == "RGBA":
            from PIL import Image

            flat = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        flat.convert("L").save(out, "PNG", compress_level=1)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        draft.fall_short(f"picture {number + 1} is damaged: {str(error)[:100]}")
        return False
    found = ocr.recognise(out.getvalue())
    if found.reason:
        draft.fall_short(found.reason)
        return False
    add_recognised(found, draft, place=f"part {number + 1}")
    return True


def add_recognised(found: Recognised, draft: Draft, *, place: str) -> None:
    """Add recognised words: a block a paragraph, lines joined by a line end, their confidence averaged in."""
    paragraphs: dict[int, dict[int, list[Word]]] = {}
    for word in found.words:
        paragraphs.setdefault(word.paragraph, {}).setdefault(word.line, []).append(word)
    before = sum(b.end - b.start for b in draft.blocks) if draft.confidence is not None else 0
    added = 0
    for lines in paragraphs.values():
        span = draft.add("\n".join(" ".join(w.words for w in words) for words in lines.values()), place)
        added += span.end - span.start if span else 0
    if added:
        old = draft.confidence if draft.confidence is not None else 0.0
        draft.confidence = (old * before + found.confidence * added) / (before + added)
    note = f"words recognised by {found.engine}"
    if found.engine and note not in draft.notes:
        draft.notes.append(note)
