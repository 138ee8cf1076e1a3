"""A line of the journal: what is taken is written again to the same bytes; everything else is a ValueError."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.preserve.entry import FIRST_PREV, Entry, decode_entry, encode_entry
from answerable.terms.digest import Digest
from answerable.terms.moment import Moment


def seeds() -> Iterator[bytes]:
    for act, reason in (("acquired", ""), ("set-aside", "torn-tail"), ("ran", "see-note")):
        yield encode_entry(
            Entry(
                act=act,
                actor="a" * 32,
                how="families/1",
                nonce="b" * 32,
                note="c" * 64,
                objects=(Digest("d" * 64), Digest("e" * 64)),
                prev=FIRST_PREV,
                reason=reason,
                seq=7,
                time=Moment("2031-05-06T12:00:00.000Z"),
                tool="answerable/0",
            )
        )
    yield b'{"seq":1e9,"v":1}'


def check(data: bytes) -> None:
    try:
        entry = decode_entry(data)
    except ValueError:
        return
    assert encode_entry(entry) == data
