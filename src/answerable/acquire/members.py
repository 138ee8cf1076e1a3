"""What comes out of a container: members with their bytes, and troubles with their reasons.

In:   streams that a container's reader hands over.
Out:  `Member` and `Trouble`, and a `Budget` that says stop.
Not:  any one format; those have a file each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast

from answerable.acquire.limits import Limits

_CHUNK = 1 << 20
_IN_MEMORY = 4 << 20


@dataclass(slots=True)
class Member:
    """One item of a container. `stream` is open at its start and belongs to whoever takes the member."""

    name: str
    stream: BinaryIO
    how: str
    declared_type: str | None = None
    address: str | None = None
    claimed_at: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """An item that cannot be had, or (with an empty name) what is wrong with the container itself."""

    name: str
    outcome: str  # refused | skipped
    reason: str


class StopExpandingError(Exception):
    """A limit was reached: `reason` says which. `whole` when nothing more may come out of this container."""

    def __init__(self, reason: str, *, whole: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.whole = reason, whole


@dataclass(slots=True)
class Budget:
    """What one container offered may still give, counted as it comes out, over all containers inside it."""

    limits: Limits
    bytes: int = 0
    items: int = 0

    def item(self, index: int) -> None:
        """Count one more item, the `index`-th (from 1) of its own container. Raises StopExpandingError."""
        self.items += 1
        if index > self.limits.members:
            raise StopExpandingError(f"more than {self.limits.members:,} members; the rest is left packed", whole=True)
        if self.items > self.limits.tree:
            reason = f"more than {self.limits.tree:,} members in all; the rest is left packed"
            raise StopExpandingError(reason, whole=True)

    def unpack(self, source: BinaryIO, packed: int | None) -> BinaryIO:
        """The bytes of `source` in a temporary file, counted. `packed` is how many bytes they were made from."""
        out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (handed on open)
        try:
            self._copy(source, out, packed)
        except BaseException:
            out.close()
            raise
        out.seek(0)
        return out

    def _copy(self, source: BinaryIO, out: BinaryIO, packed: int | None) -> None:
        limits, size = self.limits, 0
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            self.bytes += len(chunk)
            if self.bytes > limits.expanded_bytes:
                reason = f"more than {limits.expanded_bytes:,} bytes in all; the rest is left packed"
                raise StopExpandingError(reason, whole=True)
            if size > limits.file_bytes:
                raise StopExpandingError(f"larger than the limit of {limits.file_bytes:,} bytes for one file")
            if packed is not None and size > limits.ratio_after and size > limits.ratio * max(1, packed):
                raise StopExpandingError(f"expands more than {limits.ratio}:1, as only a bomb does")
            out.write(chunk)


class Names:
    """Names made different: the second `a` of a container is `a#2`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._seen: dict[str, int] = {}

    def unlike(self, name: str) -> str:
        name = name[: self._limit] or "unnamed"
        count = self._seen[name] = self._seen.get(name, 0) + 1
        return name if count == 1 else f"{name}#{count}"


def close_all(members: Iterable[Member | Trouble]) -> None:
    """Close the streams of members nobody took."""
    for member in members:
        if isinstance(member, Member):
            member.stream.close()
