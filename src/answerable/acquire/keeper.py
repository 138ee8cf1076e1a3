"""What acquiring needs of whoever keeps: a place for bytes, a journal for facts, and a moment when both are safe.

`preserve` supplies it. Nothing recorded is acknowledged before `commit` has returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from answerable.acquire.capture import Capture
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are in the store; `new` when they were not there before."""

    digest: Digest
    size: int
    new: bool


class Keeper(Protocol):
    """The writing side of a case, as acquiring sees it."""

    def keep(self, stream: BinaryIO, *, limit: int) -> Kept:
        """Store what `stream` holds. Raises TooLargeError beyond `limit` bytes, keeping nothing of it."""

    def record(self, capture: Capture) -> None:
        """Journal that these kept bytes were acquired (or seen again elsewhere). Safe after `commit`."""

    def decline(self, path: str, outcome: str, reason: str) -> None:
        """Journal an input that is not kept: outcome is refused or skipped. Safe after `commit`."""

    def knows(self, path: str, digest: Digest) -> bool:
        """Whether this very input, same path and same bytes, is in the journal already."""

    def commit(self) -> None:
        """Make everything recorded so far durable. After it returns, it may be acknowledged."""
