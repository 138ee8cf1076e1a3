"""Captures as they stand in the journal: the digest in the line, everything that may name someone in the note.

In:   a `Capture`, or an entry with its note.
Out:  the note's values in canonical JSON, or the `Capture` as it was given.
Not:  the bytes.
"""

from __future__ import annotations

import msgspec

from answerable.acquire.capture import Capture
from answerable.preserve.entry import Entry
from answerable.preserve.note import Note, struct_values, text_of
from answerable.terms.digest import Digest
from answerable.terms.moment import Moment

CAPTURING = frozenset({"acquired", "seen-again"})
DECLINING = frozenset({"refused", "skipped"})

_Text = str | dict[str, str]  # a text, or one that is not Unicode (`note.BYTES`)


class _CaptureNote(msgspec.Struct, frozen=True, omit_defaults=True):
    path: _Text
    size: int
    at: str
    by: str
    declared_type: _Text | None = None
    address: _Text | None = None
    container: str | None = None
    claimed_at: _Text | None = None
    facts: tuple[tuple[_Text, _Text], ...] = ()


class _DeclinedNote(msgspec.Struct, frozen=True):
    path: _Text
    reason: _Text


_capture_note = msgspec.json.Decoder(_CaptureNote)
_declined_note = msgspec.json.Decoder(_DeclinedNote)


def capture_values(capture: Capture) -> bytes:
    """What of `capture` goes into the note: all but the digest and the way it came, which the line holds."""
    note = _CaptureNote(
        path=capture.path,
        size=capture.size,
        at=capture.at,
        by=capture.by,
        declared_type=capture.declared_type,
        address=capture.address,
        container=capture.container,
        claimed_at=capture.claimed_at,
        facts=capture.facts,
    )
    return struct_values(note)


def capture_in(entry: Entry, note: Note) -> Capture:
    """The capture that `entry` and its `note` tell of. ValueError when the note is of another kind."""
    try:
        values = _capture_note.decode(note.values)
    except msgspec.MsgspecError as error:
        raise ValueError(f"the note of entry {entry.seq} does not describe a capture: {error}") from error
    return Capture(
        digest=entry.objects[0],
        size=values.size,
        path=text_of(values.path),
        how=entry.how,
        at=Moment(values.at),
        by=values.by,
        declared_type=_maybe(values.declared_type),
        address=_maybe(values.address),
        container=None if values.container is None else Digest(values.container),
        claimed_at=_maybe(values.claimed_at),
        facts=tuple((text_of(name), text_of(value)) for name, value in values.facts),
    )


def declined_in(entry: Entry, note: Note) -> tuple[str, str, str]:
    """Path, outcome and reason of an input that was not kept. ValueError as for `capture_in`."""
    try:
        values = _declined_note.decode(note.values)
    except msgspec.MsgspecError as error:
        raise ValueError(f"the note of entry {entry.seq} does not describe an input: {error}") from error
    return text_of(values.path), entry.act, text_of(values.reason)


def _maybe(text: _Text | None) -> str | None:
    return None if text is None else text_of(text)
