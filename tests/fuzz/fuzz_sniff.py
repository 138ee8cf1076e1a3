"""What kind of document some bytes are: a known type for any bytes and any hints, and the same one twice."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_promises

from answerable.read.documents import read_document
from answerable.read.hints import Hints
from answerable.read.sniff import media_type_of
from answerable.terms.digest import digest_bytes

_HINTS = (
    Hints(),
    Hints(path="a.html"),
    Hints(path="b.eml", declared_type="application/octet-stream"),
    Hints(declared_type="application/rss+xml; element=item"),
    Hints(path="c.mbox", declared_type='text/html; charset="x', address="https://office.example/a.pdf?x#y"),
)


def seeds() -> Iterator[bytes]:
    for magic in (
        b"%PDF-1",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html>",
        b"<rss>",
        b"From a 1:00\nX:",
    ):
        yield b"\x00" + magic
    yield b"\x01From: a\nTo: b\n\nwords"
    yield b"\x02\xff\xfe<\0h\0t\0m\0l\0>\0"


def check(data: bytes) -> None:
    hints = _HINTS[data[0] % len(_HINTS)] if data else _HINTS[0]
    body = data[1:]
    media_type = media_type_of(body, hints)
    assert "/" in media_type
    assert media_type == media_type_of(body, hints)
    require_promises(read_document(body, hints, capture=digest_bytes(body)))
