"""A note, its values, and the capture or refusal in it: exact or a ValueError."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from answerable.acquire.capture import Capture
from answerable.preserve.capture_notes import capture_in, capture_values, declined_in
from answerable.preserve.entry import FIRST_PREV, Entry
from answerable.preserve.note import decode_note, encode_note, note_values, read_values
from answerable.terms.digest import Digest
from answerable.terms.moment import Moment

_NOON = Moment("2031-05-06T12:00:00.000Z")
_ENTRY = Entry("acquired", "a" * 32, "file", "b" * 32, "c" * 64, (Digest("d" * 64),), FIRST_PREV, "", 7, _NOON, "")


def seeds() -> Iterator[bytes]:
    capture = Capture(Digest("d" * 64), 9, "veldonia/\udcff.html", "file", _NOON, "a" * 32, facts=(("status", "200"),))
    tables = ({"path": "a", "reason": "b"}, {"x": [1, None, {"y": "\ud800"}]})
    for values in (capture_values(capture), *map(note_values, tables)):
        yield encode_note(7, "0" * 64, values)
    yield encode_note(7, "0" * 64, b'{"path":{"$bytes":"!"},"reason":{"$wtf8":"7aCA"}}')


def check(data: bytes) -> None:
    try:
        note = decode_note(data)
    except ValueError:
        return
    assert encode_note(note.seq, note.salt, note.values) == data
    assert len(note.commitment) == 64
    try:
        values = read_values(note.values)
    except ValueError:
        values = None
    if values is not None:
        msgspec.to_builtins(values)
    for told in (capture_in, declined_in):
        try:
            told(_ENTRY, note)
        except ValueError:
            continue
