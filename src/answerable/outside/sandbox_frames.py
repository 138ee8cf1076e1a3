"""What travels between the parent, the fork server and its children: msgpack in frames with a length before them.

Typed on both ends, never pickle: a child that was taken over can send lies about its document, nothing else.
"""

from __future__ import annotations

import struct

import msgspec

from answerable.acquire.limits import Limits
from answerable.read.limits import ReadLimits

_LENGTH = struct.Struct(">I")


class ChildLimits(msgspec.Struct, frozen=True):
    """Limits of one child (docs/methods/read.md, step 17), and of what it reads. Seconds of wall time and CPU, bytes."""

    seconds: float = 20.0
    cpu_seconds: int = 15
    ocr_seconds: float = 120.0  # wall time and CPU of a document whose pictures are recognised
    memory: int = 768 << 20  # address space
    output: int = 64 << 20
    files: int = 64
    read: ReadLimits = ReadLimits()
    bytes_a_second: int = 8 << 20  # a container may take a second more for each so many of its bytes, in or out


class Opening(msgspec.Struct, frozen=True, array_like=True, tag="open"):
    """One container for a child. Three descriptors travel with it: the container, a pipe for its members, a leash.

    The leash is how both sides hear of the end: the server says there what came of it, and kills the child when the
    other side lets go. `used_bytes` and `used_items` are what the tree has used up of its budget.
    """

    name: bytes
    limits: Limits
    used_bytes: int
    used_items: int


class Task(msgspec.Struct, frozen=True, array_like=True, tag="read"):
    """One document for a child. `hints` is msgpack of path, declared type, address and facts, as bytes."""

    number: int
    capture: str
    path: bytes
    hints: bytes


class Done(msgspec.Struct, frozen=True, array_like=True):
    """What came of a task: a reading as msgpack, or the reason why there is none."""

    number: int
    seconds: float
    reason: str = ""
    reading: bytes = b""


class Hello(msgspec.Struct, frozen=True):
    """The server is ready; what it can enforce on this machine."""

    enforced: dict[str, str]


class Frames:
    """Gathers frames from a stream of bytes."""

    def __init__(self) -> None:
        self._held = bytearray()

    @staticmethod
    def packed(payload: bytes) -> bytes:
        """`payload` as a frame."""
        return _LENGTH.pack(len(payload)) + payload

    def feed(self, data: bytes) -> list[bytes]:
        """The frames that `data` completes."""
        self._held += data
        out: list[bytes] = []
        at = 0
        while len(self._held) - at >= _LENGTH.size:
            (size,) = _LENGTH.unpack_from(self._held, at)
            if len(self._held) - at - _LENGTH.size < size:
                break
            out.append(bytes(self._held[at + _LENGTH.size : at + _LENGTH.size + size]))
            at += _LENGTH.size + size
        del self._held[:at]
        return out
