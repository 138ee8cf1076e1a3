"""A case that is only in memory, for tests and for trying things out: the same stores, without a disk.

In:   what a `Writer` gives to its stores.
Out:  the same, to look at, all as of the last commit.
Not:  durability, checkpoints, or damage.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence

from answerable.acquire.capture import Capture
from answerable.acquire.keeper import Kept
from answerable.preserve.age import Reads
from answerable.preserve.arriving import Arriving
from answerable.preserve.capture_notes import CAPTURING, DECLINING, capture_in, declined_in
from answerable.preserve.entry import Entry, decode_entry
from answerable.preserve.errors import BytesChangedError, BytesMissingError, DestroyedError
from answerable.preserve.journal import Fact, lines_of
from answerable.preserve.known import Known
from answerable.preserve.note import Note, decode_note
from answerable.preserve.writer import Writer
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, digest_bytes


class MemoryBlobs:
    """A `BlobStore` (`stores`) in memory. `held` is what is settled."""

    def __init__(self) -> None:
        self.held: dict[Digest, bytes] = {}
        self.present: set[Digest] = set()
        self.moved_aside: dict[Digest, Digest] = {}
        self.destroyed: set[Digest] = set()
        self._arrived: dict[Digest, bytes] = {}

    def keep(self, stream: Reads, *, limit: int) -> Kept:
        arriving = Arriving(stream, limit)
        data = b"".join(iter(arriving.read, b""))
        if self.holds(arriving.digest):
            return Kept(arriving.digest, arriving.size, new=False)
        self._arrived[arriving.digest] = data
        self.present.add(arriving.digest)
        return Kept(arriving.digest, arriving.size, new=True)

    def settle(self) -> dict[Digest, OSError]:
        self.held.update(self._arrived)
        self._arrived.clear()
        return {}

    def holds(self, digest: Digest) -> bool:
        if digest in self.destroyed:
            raise DestroyedError(digest)
        if digest in self.held and digest_bytes(self.held[digest]) != digest:
            self.move_aside(digest)
        return digest in self.present

    def read(self, digest: Digest) -> bytes:
        if digest not in self.held:
            raise BytesMissingError(digest)
        found = digest_bytes(self.held[digest])
        if found != digest:
            raise BytesChangedError(digest, found)
        return self.held[digest]

    def move_aside(self, digest: Digest) -> Digest:
        found = digest_bytes(self.held.pop(digest))
        self.moved_aside[digest] = found
        self.present.discard(digest)
        return found

    def destroy(self, digests: Iterable[Digest]) -> None:
        for digest in digests:
            self.destroyed.add(digest)
            self.present.discard(digest)
            self.held.pop(digest, None)


class MemoryJournal:
    """A `JournalStore` (`stores`) in memory."""

    def __init__(self, actor: str) -> None:
        self.known = Known()
        self.actor = actor
        self.lines: list[bytes] = []
        self.note_lines: dict[int, bytes] = {}
        self.beside_seals: dict[tuple[int, str], bytes] = {}

    def append(self, facts: Sequence[Fact]) -> None:
        lines, notes = lines_of(facts, self.known, self.actor)
        self.note_lines.update(notes)
        for entry, line in lines:
            self.lines.append(line)
            self.known.add(entry, line)

    def keep_beside_seal(self, size: int, files: Mapping[str, bytes]) -> None:
        self.beside_seals.update({(size, name): data for name, data in files.items()})

    def entries(self) -> list[Entry]:
        return [decode_entry(line) for line in self.lines]

    def note(self, seq: int) -> Note:
        return decode_note(self.note_lines[seq])


class MemoryKeeper(Writer):
    """A `Writer` over stores in memory: passes the same contract as one over a folder."""

    def __init__(self) -> None:
        agent = Agent(secrets.token_hex(16))
        self.store, self.log = MemoryBlobs(), MemoryJournal(agent.id)
        super().__init__(
            self.log,
            self.store,
            agent,
            lambda: {(capture.path, capture.digest) for capture in self.captures},
            lambda: self.declined,
        )

    @property
    def blobs(self) -> dict[Digest, bytes]:
        return self.store.held

    @property
    def captures(self) -> list[Capture]:
        """Everything that was acquired or seen again, in order."""
        return [capture_in(e, self.log.note(e.seq)) for e in self.log.entries() if e.act in CAPTURING]

    @property
    def declined(self) -> list[tuple[str, str, str]]:
        """Path, outcome and reason of every input that was not kept, in order."""
        return [declined_in(e, self.log.note(e.seq)) for e in self.log.entries() if e.act in DECLINING]
