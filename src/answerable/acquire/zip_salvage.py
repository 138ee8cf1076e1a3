"""A zip whose directory is cut off or broken: the members that their own headers still lead to.

In:   the zip as a stream.
Out:  its members in the order they stand in, each marked as coming from a damaged archive; the rest as troubles.
Not:  guessing: a member whose bytes do not match its checksum, or whose end cannot be told, is not given.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from answerable.acquire.members import DAMAGED_CONTAINER, Allowance, Member, Names, StopExpandingError, Trouble

_SIGNATURE, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_HEADER = struct.Struct("<4s5H3I2H")
_CHUNK = 1 << 16
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 0x1, 0x8, 0x800
_NOT_SAID = 0xFFFFFFFF  # a size that stands elsewhere (Zip64)
WHY = "taken from its own header; the archive's directory is missing or broken"
_DAMAGE = (zlib.error, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class _Local:
    """What a member's own header says."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    begins: int  # where its bytes do


def salvage(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """The members that can still be read."""
    names = Names(allowance.limits.name)
    at, index = _next_header(source, 0), 0
    while at >= 0:
        local = _local(source, at)
        if local is None:
            return
        at = local.begins
        if local.name.endswith("/"):
            at = _next_header(source, at)
            continue
        index += 1
        name = names.unlike(local.name)
        try:
            allowance.item(index)
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)
            return
        reason = _why_not(local)
        if reason:
            yield Trouble(name, "refused", reason)
        else:
            unpacked = _Unpacked(source, local)
            facts = ((DAMAGED_CONTAINER, WHY),)
            yield Member(
                name, allowance.metered(cast(BinaryIO, unpacked), damage=_DAMAGE), "archive-member", facts=facts
            )
            at = unpacked.reached
        at = _next_header(source, at)


def _why_not(local: _Local) -> str:
    if local.flags & _ENCRYPTED:
        return "encrypted; unpack it with its pass-phrase and offer the file"
    if local.method == _STORED and (local.flags & _SIZES_FOLLOW or local.packed == _NOT_SAID):
        return "where it ends stood in the archive's directory, which is missing or broken"
    if local.method not in (_STORED, _DEFLATED):
        return f"packed by method {local.method}, which is only read with the archive's directory"
    return ""


def _next_header(source: BinaryIO, at: int) -> int:
    """Where the next member begins at or after `at`; -1 when there is none."""
    source.seek(at)
    held = b""
    while data := source.read(_CHUNK):
        held += data
        found = held.find(_SIGNATURE)
        if found >= 0:
            return at + found
        at += max(0, len(held) - 3)
        held = held[-3:]
    return -1


def _local(source: BinaryIO, at: int) -> _Local | None:
    source.seek(at)
    raw = source.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    _, _, flags, method, _, _, crc, packed, _, name_size, extra_size = _HEADER.unpack(raw)
    name = source.read(name_size)
    words = name.decode("utf-8", "surrogateescape")
    return _Local(words, method, flags, crc, packed, at + _HEADER.size + name_size + extra_size)


class _Unpacked(io.RawIOBase):
    """The bytes of a member. Raises EOFError where the archive ends too soon, ValueError on a wrong checksum."""

    def __init__(self, source: BinaryIO, local: _Local) -> None:
        self._source, self._local = source, local
        self._inflating = zlib.decompressobj(-15) if local.method == _DEFLATED else None
        self._left = local.packed
        self._crc = 0
        self._packed = b""
        self._ended = False
        self.reached = local.begins
        source.seek(local.begins)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = b"" if self._ended else self._more(size if size > 0 else _CHUNK)
        self._crc = zlib.crc32(data, self._crc)
        if not data and not self._ended:
            self._ended = True
            if self._crc not in self._checksums():
                raise ValueError("its bytes do not match its checksum")
        return data

    def _checksums(self) -> tuple[int, ...]:
        """What the checksum may be: in the header, or behind the bytes, with or without a signature before it."""
        if not self._local.flags & _SIZES_FOLLOW:
            return (self._local.crc,)
        self._source.seek(self.reached)
        behind = self._source.read(8)
        if len(behind) < 8:
            raise EOFError("the archive ends before its checksum")
        first, second = struct.unpack("<2I", behind)
        return (second,) if behind.startswith(_DESCRIPTOR) else (first,)

    def _more(self, size: int) -> bytes:
        """At most `size` bytes; none at the member's end."""
        if self._inflating is None:
            data = self._source.read(min(size, self._left))
            self._left -= len(data)
            self.reached += len(data)
            if not data and self._left:
                raise EOFError("the archive ends in the middle of it")
            return data
        out = b""
        while not out and not self._inflating.eof:
            if not self._packed:
                self._packed = self._source.read(_CHUNK)
                self.reached += len(self._packed)
                if not self._packed:
                    raise EOFError("the archive ends in the middle of it")
            out = self._inflating.decompress(self._packed, size)
            self._packed = self._inflating.unconsumed_tail
            self.reached -= len(self._inflating.unused_data)  # none before the end
        return out
