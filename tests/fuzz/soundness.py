"""What must hold for the reading of any bytes, whoever read them.

In:   a media type, bytes, hints.
Out:  nothing; AssertionError when the reading is not sound, and whatever our own code raised that it should not.
Not:  whether the reading is a good one.
"""

from __future__ import annotations

import traceback
from pathlib import Path

import msgspec

import answerable
from answerable.read.documents import read_document
from answerable.read.flags import without_controls
from answerable.read.formats import reader_for
from answerable.read.hints import Hints
from answerable.read.limits import limits
from answerable.read.piping import reading_row
from answerable.read.reading import Reading
from answerable.read.recognising import Recogniser
from answerable.terms.digest import digest_bytes
from answerable.terms.moment import bounds

_OURS = str(Path(answerable.__file__).parent)


def require_sound(media_type: str, data: bytes, hints: Hints | None = None, ocr: Recogniser | None = None) -> None:
    """The reader of `media_type` raises nothing of our own making, and the reading of `data` keeps its promises."""
    hints = hints or Hints()
    reader = reader_for(media_type)
    assert reader is not None, f"no reader for {media_type}"
    try:
        reader(data, hints, ocr)
    except MemoryError:
        raise
    except Exception as error:  # a library may refuse hostile bytes in any way; our own lines may not
        if _raised_by_us(error):
            raise
    require_promises(read_document(data, hints, capture=digest_bytes(data), ocr=ocr))


def _raised_by_us(error: BaseException) -> bool:
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.startswith(_OURS)


def require_promises(reading: Reading) -> None:
    """Places are in order and inside the text, what fell short says why, and all of it can be written down."""
    assert reading.outcome in ("read", "partial", "unreadable")
    assert (reading.outcome == "read") == (not reading.reason), (reading.outcome, reading.reason)
    assert "\n" not in reading.reason
    assert len(reading.text) <= limits().text_characters
    assert len(reading.blocks) <= limits().blocks
    assert len(reading.links) <= limits().links
    assert without_controls(reading.text)[1] == 0
    at = 0
    for block in reading.blocks:
        assert at <= block.start < block.end <= len(reading.text), block
        assert not reading.text[at : block.start].strip(), "words that are in no block"
        assert block.label in ("body", "boilerplate", "mark")
        at = block.end
    assert not reading.text[at:].strip(), "words behind the last block"
    _require_places(reading)
    for date in reading.dates:
        first, last = bounds(date.value)
        assert first <= last
    encoded = msgspec.msgpack.encode(reading)
    assert msgspec.msgpack.decode(encoded, type=Reading) == reading
    assert len(reading.id) == 64
    msgspec.json.encode(reading_row("x", reading))


def _require_places(reading: Reading) -> None:
    """Links and blocks of the body lead to the same words in the whole text."""
    for link in reading.links:
        assert (link.start is None) == (link.end is None)
        assert link.start is None or link.end is None or 0 <= link.start <= link.end <= len(reading.text), link
    body = reading.body
    for start, origin in zip(body.starts, body.origins, strict=True):
        assert body.text[start : start + origin.end - origin.start] == origin.of(reading.text)
