"""What a child that takes a container apart writes into its pipe, piece by piece, and how it is read back.

In:   a container (in the child); the pieces of the pipe (in the parent).
Out:  pieces: the kind of container, what it says of itself, then each member as its description, its bytes and its end, and troubles.
Not:  trust. The parent checks every piece and counts every byte again: a child that was taken over can lie about what
      its container holds, and nothing else.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from answerable.acquire.containers import expand
from answerable.acquire.members import CHUNK, About, Budget, Member, StopExpandingError, Trouble
from answerable.acquire.sniff import container_kind
from answerable.outside.sandbox_frames import Opening

PIECE = struct.Struct(">BI")
LONGEST = CHUNK + 1024  # bytes of a piece
KIND, MEMBER, DATA, END, ABANDONED, TROUBLE, ABOUT = range(1, 8)
_SAID = 400  # characters of a reason
_VALUE = 2_000  # characters of any other word
_FACTS = 256


class Described(msgspec.Struct, frozen=True, array_like=True):
    """A member without its bytes. Words travel as bytes, so that names need not be Unicode."""

    name: bytes
    how: str
    declared_type: bytes | None
    address: bytes | None
    claimed_at: bytes | None
    facts: list[tuple[bytes, bytes]]


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A trouble, or why a member was abandoned (`whole`: and everything after it)."""

    name: bytes
    outcome: str
    reason: bytes
    whole: bool = False


_encode = msgspec.msgpack.Encoder().encode


def wire(words: str) -> bytes:
    """Words as bytes, surrogates and all."""
    return words.encode("utf-8", "surrogatepass")


def unwired(words: bytes) -> str:
    """What `wire` made bytes of. ValueError for anything else."""
    return words.decode("utf-8", "surrogatepass")


def described(member: Member) -> Described:
    """The description of a member."""

    def maybe(words: str | None) -> bytes | None:
        return None if words is None else wire(words[:_VALUE])

    facts = [(wire(key[:_VALUE]), wire(value[:_VALUE])) for key, value in member.facts[:_FACTS]]
    return Described(
        wire(member.name),
        member.how,
        maybe(member.declared_type),
        maybe(member.address),
        maybe(member.claimed_at),
        facts,
    )


def member_of(piece: Described, stream: BinaryIO) -> Member:
    """The member that was described. ValueError when its words are not."""

    def maybe(words: bytes | None) -> str | None:
        return None if words is None else unwired(words)

    facts = tuple((unwired(key), unwired(value)) for key, value in piece.facts)
    return Member(
        unwired(piece.name),
        stream,
        piece.how,
        maybe(piece.declared_type),
        maybe(piece.address),
        maybe(piece.claimed_at),
        facts,
    )


def send_members(task: Opening, source: BinaryIO, pipe: int, on_bytes: Callable[[int], None]) -> None:
    """Write everything the container holds into `pipe`; `on_bytes` hears how many bytes came out so far."""
    kind = container_kind(source)
    if kind is None:
        return
    _send(pipe, KIND, kind.encode("ascii"))
    budget, out = Budget(task.limits, task.used_bytes, task.used_items), 0
    for item in expand(kind, source, unwired(task.name), budget):
        if isinstance(item, Trouble):
            _send(pipe, TROUBLE, _encode(Said(wire(item.name), item.outcome, wire(item.reason[:_SAID]))))
            continue
        if isinstance(item, About):
            _send(pipe, ABOUT, _encode([(wire(key), wire(value)) for key, value in item.facts]))
            continue
        _send(pipe, MEMBER, _encode(described(item)))
        try:
            while chunk := item.stream.read(CHUNK):
                out += len(chunk)
                on_bytes(out)
                _send(pipe, DATA, chunk)
        except StopExpandingError as stop:
            _send(pipe, ABANDONED, _encode(Said(b"", "refused", wire(stop.reason[:_SAID]), stop.whole)))
            if stop.whole:
                return
            continue
        _send(pipe, END, b"")


def _send(pipe: int, what: int, payload: bytes) -> None:
    head = PIECE.pack(what, len(payload))
    data = memoryview(head + payload if len(payload) < CHUNK // 16 else head)
    while data:
        data = data[os.write(pipe, data) :]
    if len(payload) >= CHUNK // 16:
        data = memoryview(payload)
        while data:
            data = data[os.write(pipe, data) :]
