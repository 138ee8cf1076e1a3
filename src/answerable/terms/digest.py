"""Digests: the names by which bytes and records are known everywhere.

In:   bytes, or a record.
Out:  SHA-256 as 64 lower-case hexadecimal digits.
Not:  keeping anything; `preserve` does that.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, BinaryIO, NewType

import msgspec
import rfc8785

Digest = NewType("Digest", str)

_HEX64 = re.compile(r"[0-9a-f]{64}\Z")

#: Fields that say how a record was reached, not what it says; two methods that agree share an id.
HOW_IT_WAS_REACHED = frozenset({"method", "confidence", "why"})


def digest_bytes(data: bytes) -> Digest:
    """SHA-256 of `data`."""
    return Digest(hashlib.sha256(data).hexdigest())


def digest_stream(stream: BinaryIO) -> tuple[Digest, int]:
    """SHA-256 and size in bytes of what `stream` holds from where it stands, read in pieces."""
    taken, size = hashlib.sha256(), 0
    while chunk := stream.read(1 << 20):
        taken.update(chunk)
        size += len(chunk)
    return Digest(taken.hexdigest()), size


def is_digest(text: str) -> bool:
    """Whether `text` is written as a SHA-256 digest: 64 lower-case hexadecimal digits."""
    return bool(_HEX64.match(text))


def canonical_json(value: Any) -> bytes:
    """`value` (plain JSON data, a dataclass or a msgspec struct) in the form of RFC 8785."""
    return rfc8785.dumps(msgspec.to_builtins(value))


def record_id(record: Any) -> Digest:
    """The id of a record: the digest of its canonical form without method, confidence and why."""
    fields = msgspec.to_builtins(record)
    return digest_bytes(rfc8785.dumps({k: v for k, v in fields.items() if k not in HOW_IT_WAS_REACHED}))
