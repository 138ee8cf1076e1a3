"""The pure door of read: the bytes of one document to its reading.

In:   bytes, hints, the digest of the capture, and whoever recognises pictures.
Out:  a `Reading`, always: what cannot be read is `unreadable` or `partial`, with the reason in one line.
Not:  disk, network, clock. Limits on time and memory are kept by whoever runs this (`outside/sandbox.py`).
"""

from __future__ import annotations

from answerable.read.draft import Draft, unreadable
from answerable.read.flags import flags_of, without_controls
from answerable.read.formats import reader_for
from answerable.read.hints import Hints
from answerable.read.language import language_of
from answerable.read.reading import METHOD, FoundDate, Link, Reading
from answerable.read.recognising import Recogniser
from answerable.read.references import reference_of
from answerable.read.sniff import CONTAINERS, media_type_of
from answerable.terms.digest import Digest

__all__ = ["Hints", "read_document"]

_CONTAINER = "container; its members are read on their own"


def read_document(data: bytes, hints: Hints, *, capture: Digest, ocr: Recogniser | None = None) -> Reading:
    """The reading of `data`. Never raises for bad input; MemoryError and interruption pass through."""
    media_type = media_type_of(data, hints)  # (1)
    return _finished(_draft(data, media_type, hints, ocr), capture)


def _draft(data: bytes, media_type: str, hints: Hints, ocr: Recogniser | None) -> Draft:
    if not data:
        return unreadable(media_type, "the file is empty")
    if media_type in CONTAINERS:
        return Draft(media_type, notes=[_CONTAINER])
    reader = reader_for(media_type)
    if reader is None:
        return unreadable(media_type, f"no reader for {media_type}")
    try:
        return reader(data, hints, ocr)
    except MemoryError:
        raise  # the process is no longer sound; whoever runs it says so
    # A parser of strangers' bytes may raise anything. This is the one place that turns it into a stated outcome.
    except Exception as error:  # noqa: BLE001
        words = " ".join(str(error).split())[:160]
        return unreadable(media_type, f"the reader for {media_type} failed: {type(error).__name__} {words}".rstrip())


def _finished(draft: Draft, capture: Digest) -> Reading:
    """The draft with language, reference and flags, every string free of control characters."""
    text, controls = without_controls(draft.text)  # (16)
    notes = list(draft.notes)
    if controls:
        notes.append(f"{controls} control characters shown as U+FFFD")
    notes += flags_of(text)
    sample = _sample(draft, text)
    return Reading(
        capture=capture,
        media_type=draft.media_type,
        outcome=draft.outcome,
        reason=_line(draft.reason) or "",
        text=text,
        blocks=tuple(draft.blocks),
        title=_line(draft.title),
        byline=_line(draft.byline),
        outlet=_line(draft.outlet),
        dates=tuple(FoundDate(d.kind, d.value, d.source, _clean(d.words)) for d in draft.dates),
        language=language_of(sample) or draft.language,
        links=tuple(Link(_clean(k.url), k.rel, _clean(k.words), k.start, k.end) for k in draft.links),
        encoding=draft.encoding,
        recipients=tuple(_clean(r) for r in draft.recipients),
        reference=draft.reference or reference_of(sample),
        confidence=None if draft.confidence is None else round(draft.confidence, 4),
        notes=tuple(_clean(note) for note in notes),
        method=METHOD,
    )


def _sample(draft: Draft, text: str) -> str:
    """The first 20,000 characters of the body, or of everything when nothing is body."""
    pieces: list[str] = []
    length = 0
    for block in draft.blocks:
        if block.label != "boilerplate":
            pieces.append(text[block.start : block.end])
            length += block.end - block.start
            if length > 20_000:
                break
    return "\n".join(pieces) if pieces else text[:20_000]


def _clean(words: str) -> str:
    return without_controls(words)[0]


def _line(words: str | None) -> str | None:
    """Words on one line, None when there are none."""
    return None if words is None else _clean(" ".join(words.split())) or None
