"""Bytes by their digest, on the disk before anything names them.

In:   streams.
Out:  files `blobs/ab/abcd…`, mode 0440, written once; `Kept`.
Not:  who brought the bytes or what they were called. That is the journal's, and is written after this.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import file_digest
from io import BytesIO
from pathlib import Path

from answerable.acquire.keeper import Kept
from answerable.preserve.age import AgeDamagedError, Reads
from answerable.preserve.arriving import Arriving
from answerable.preserve.at_rest import AtRest, Hashing, Plain
from answerable.preserve.durable import sync_folder
from answerable.preserve.errors import BytesChangedError, BytesMissingError, DestroyedError
from answerable.preserve.landing import Landing, not_kept
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest

_OPEN_AT_ONCE = 64


@dataclass(slots=True)
class Blobs:
    """The writing side of the store. `present` are the digests in it or on their way."""

    layout: Layout
    present: set[Digest]
    at_rest: AtRest = field(default_factory=Plain)
    destroyed: set[Digest] = field(default_factory=set)
    moved_aside: dict[Digest, Digest] = field(default_factory=dict)  # damaged blobs: what they were, what they are
    _landing: Landing = field(init=False)
    _failed: dict[Digest, OSError] = field(default_factory=dict)
    _sound: set[Digest] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._landing = Landing(self.layout)

    def keep(self, stream: Reads, *, limit: int) -> Kept:
        """Take in what `stream` holds. Safe after `settle`.

        Raises TooLargeError beyond `limit` bytes, NotKeptError when our disk does not take them, DestroyedError for
        bytes that people decided to destroy, and whatever reading the stream raises; nothing of the item stays then.
        """
        arriving = Arriving(stream, limit)
        if arriving.is_small and self._has(arriving.digest):
            return Kept(arriving.digest, arriving.size, new=False)
        arrival = self._landing.begin()
        try:
            self.at_rest.store(arriving, arrival)
            digest = arriving.digest
            known = not arriving.is_small and self._has(digest)
        except BaseException:
            arrival.forget()
            raise
        if known:
            arrival.forget()
            return Kept(digest, arriving.size, new=False)
        self._landing.add(digest, arrival)
        self.present.add(digest)
        if len(self._landing) >= _OPEN_AT_ONCE:
            self._settle()
        return Kept(digest, arriving.size, new=True)

    def settle(self) -> dict[Digest, OSError]:
        """Put everything taken in so far on the disk under its name; return what could not be."""
        self._settle()
        failed, self._failed = self._failed, {}
        return failed

    def _settle(self) -> None:
        waiting = self._landing.waiting
        try:
            errors = self._landing.settle()
            self.present -= errors.keys()
            self._failed |= errors
        except BaseException:  # Ctrl-C above all: nothing of the batch may be named
            self.present -= waiting
            self._failed |= dict.fromkeys(waiting, OSError(errno.EINTR, "interrupted before it was on the disk"))
            raise

    def _has(self, digest: Digest) -> bool:
        """As `holds`; a disk that fails while it looks did not take the item."""
        try:
            return self.holds(digest)
        except OSError as error:
            raise not_kept(error) from error

    def holds(self, digest: Digest) -> bool:
        """Whether the store has these bytes, and has them whole; damaged ones are moved out of the way.

        Raises DestroyedError.
        """
        if digest in self.destroyed:
            raise DestroyedError(digest)
        if digest not in self.present:
            return False
        if digest in self._landing or digest in self._sound:
            return True
        path = self.layout.blob(digest)
        if path.is_file():
            if self.at_rest.digest(path) == digest:
                self._sound.add(digest)
                return True
            self.move_aside(digest)
        self.present.discard(digest)
        return False

    def move_aside(self, digest: Digest) -> Digest:
        """Move the damaged file of `digest` out of the way, whole; return the name it has in set-aside/."""
        path = self.layout.blob(digest)
        found = hash_file(path)
        path.rename(self.layout.set_aside / found)
        sync_folder(self.layout.set_aside)
        sync_folder(path.parent)
        self.moved_aside[digest] = found
        self.present.discard(digest)
        return found

    def read(self, digest: Digest) -> bytes:
        """The bytes of `digest`, hashed again. Raises BytesMissingError, BytesChangedError, LockedError."""
        return read_blob(self.layout, self.at_rest, digest)

    def destroy(self, digests: Iterable[Digest]) -> None:
        """Delete the files of `digests`, which an entry names as destroyed. Raises OSError."""
        for digest in digests:
            path = self.layout.blob(digest)
            self.destroyed.add(digest)
            self.present.discard(digest)
            if os.path.lexists(path):
                path.unlink()
                sync_folder(path.parent)


def hash_file(path: Path) -> Digest:
    """The digest of the file at `path`, read in pieces."""
    with path.open("rb") as file:
        return Digest(file_digest(file, "sha256").hexdigest())


def read_blob(layout: Layout, at_rest: AtRest, digest: Digest) -> bytes:
    """The bytes of `digest`, hashed again. Raises BytesMissingError, BytesChangedError, LockedError."""
    held = BytesIO()
    hashing = Hashing(held)
    try:
        with layout.blob(digest).open("rb") as file:
            at_rest.load(file, hashing)
    except FileNotFoundError as error:
        raise BytesMissingError(digest) from error
    except AgeDamagedError as error:
        raise BytesChangedError(digest, None) from error
    if hashing.digest != digest:
        raise BytesChangedError(digest, hashing.digest)
    return held.getvalue()


def stored(layout: Layout) -> set[Digest]:
    """The digests that have a file of their name at its place."""
    found = set()
    for shard in layout.blobs.iterdir():
        if len(shard.name) == 2 and shard.is_dir():
            named = ((layout.blob_named(p.name), p) for p in shard.iterdir())
            found |= {digest for digest, p in named if digest is not None and p.name[:2] == shard.name}
    return found
