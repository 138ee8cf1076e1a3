"""What a `Writer` needs of whoever keeps bytes and lines: a folder, memory, and later a database and an object store.

Each kind passes the same contract (tests/preserve/store_contract.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from answerable.acquire.keeper import Kept
from answerable.preserve.age import Reads
from answerable.preserve.journal import Fact
from answerable.preserve.known import Known
from answerable.terms.digest import Digest


class BlobStore(Protocol):
    """Bytes by their digest, each written once."""

    @property
    def present(self) -> set[Digest]:
        """The digests in the store or on their way into it."""

    @property
    def moved_aside(self) -> dict[Digest, Digest]:
        """Damaged bytes that were moved out of the way: what they were, what they are."""

    @property
    def destroyed(self) -> set[Digest]:
        """Digests that are never kept again."""

    def keep(self, stream: Reads, *, limit: int) -> Kept:
        """Take in what `stream` holds; safe after `settle`. Raises TooLargeError, NotKeptError, DestroyedError."""

    def settle(self) -> dict[Digest, OSError]:
        """Make everything taken in durable; return what could not be."""

    def holds(self, digest: Digest) -> bool:
        """Whether the bytes are there and whole; damaged ones are moved out of the way. Raises DestroyedError."""

    def read(self, digest: Digest) -> bytes:
        """The bytes, hashed again. Raises BytesMissingError, BytesChangedError."""

    def move_aside(self, digest: Digest) -> Digest:
        """Move damaged bytes out of the way, whole; return their digest as they are."""

    def destroy(self, digests: Iterable[Digest]) -> None:
        """Delete the bytes, for good. Raises OSError."""


class JournalStore(Protocol):
    """Lines that are only ever added to, and their notes."""

    @property
    def known(self) -> Known:
        """What the journal says so far."""

    def append(self, facts: Sequence[Fact]) -> None:
        """Add a line for each fact, all of them or none; durable on return. Raises JournalWriteError."""

    def keep_beside_seal(self, size: int, files: Mapping[str, bytes]) -> None:
        """Keep what others said of the seal over `size` entries. Raises OSError."""
