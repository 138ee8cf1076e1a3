"""Outlook messages: read, and taken apart. The seed is the beginning of a compound file, made by hand."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from tests.fuzz.members import require_members
from tests.fuzz.soundness import require_sound

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def seeds() -> Iterator[bytes]:
    words = "The gates were closed.".encode("utf-16-le")
    has_body = bytes(32) + struct.pack("<IIII", 0x1000001F, 6, len(words) + 2, 0)
    yield _compound([("__properties_version1.0", has_body), ("__substg1.0_1000001F", words)])
    yield _compound([("__substg1.0_0037001F", "Subject".encode("utf-16-le") * 400)])
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def check(data: bytes) -> None:
    require_sound("application/vnd.ms-outlook", data)
    require_members("outlook", io.BytesIO(data))


def _compound(streams: list[tuple[str, bytes]]) -> bytes:
    """A compound file (MS-CFB version 3) whose streams all lie in ordinary sectors."""
    fat, body, rows = [_FAT, _END], b"", [_row("Root Entry", 5, _END, 0, child=1)]  # table, directory, then streams
    for number, (name, data) in enumerate(streams, 1):
        padded = data.ljust(4096, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        first, count = len(fat), len(padded) // _SECTOR
        fat += [*range(first + 1, first + count), _END]
        body += padded
        right = number + 1 if number < len(streams) else _FREE
        rows.append(_row(name, 2, first, len(padded), right=right))
    directory = b"".join(rows).ljust(_SECTOR, b"\0")
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(_SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + b"\xff" * (_SECTOR - 80)  # the one sector of the table, and no other
    return head + table + directory + body


def _row(name: str, kind: int, first: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    words = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", words, len(words) + 2, kind, 1, _FREE, right, child, first, size)
