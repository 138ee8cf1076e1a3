"""A Keeper that keeps in memory, for tests and for trying things out: the same promises, without a disk.

In:   what `acquire` gives to a Keeper.
Out:  the same, to look at: `blobs`, `captures`, `declined`, all as of the last commit.
Not:  durability.
"""

from __future__ import annotations

from hashlib import sha256
from typing import BinaryIO

from answerable.acquire.capture import Capture
from answerable.acquire.errors import TooLargeError
from answerable.acquire.keeper import Kept
from answerable.preserve.capture_notes import DECLINING
from answerable.terms.digest import Digest

_CHUNK = 1 << 20


class MemoryKeeper:
    """Passes the same contract as `Writer` (tests/preserve/keeper_contract.py)."""

    def __init__(self) -> None:
        self.blobs: dict[Digest, bytes] = {}
        self.captures: list[Capture] = []
        self.declined: list[tuple[str, str, str]] = []
        self._waiting: list[Capture | tuple[str, str, str]] = []
        self._known: set[tuple[str, Digest]] = set()

    def keep(self, stream: BinaryIO, *, limit: int) -> Kept:
        """Store what `stream` holds. Raises TooLargeError beyond `limit` bytes, keeping nothing of it."""
        data = bytearray()
        while chunk := stream.read(_CHUNK):
            data += chunk
            if len(data) > limit:
                raise TooLargeError(limit)
        digest = Digest(sha256(data).hexdigest())
        new = digest not in self.blobs
        self.blobs.setdefault(digest, bytes(data))
        return Kept(digest, len(data), new)

    def record(self, capture: Capture) -> None:
        """Note that these kept bytes were acquired. Seen in `captures` after `commit`."""
        if capture.digest not in self.blobs:
            raise ValueError(f"{capture.digest} is not kept; keep the bytes before naming them")
        self._waiting.append(capture)
        self._known.add((capture.path, capture.digest))

    def decline(self, path: str, outcome: str, reason: str) -> None:
        """Note an input that is not kept. Seen in `declined` after `commit`."""
        if outcome not in DECLINING:
            raise ValueError(f"an input that is not kept was refused or skipped, not {outcome!r}")
        self._waiting.append((path, outcome, reason))

    def knows(self, path: str, digest: Digest) -> bool:
        """Whether this very input, same path and same bytes, was recorded."""
        return (path, digest) in self._known

    def commit(self) -> None:
        """Show everything recorded so far in `captures` and `declined`."""
        for one in self._waiting:
            if isinstance(one, Capture):
                self.captures.append(one)
            else:
                self.declined.append(one)
        self._waiting.clear()
