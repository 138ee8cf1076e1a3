"""Bytes by their digest: taken in under a name that means nothing, on the disk before anything names them.

In:   streams.
Out:  files `blobs/ab/abcd…`, mode 0440, written once; `Kept`.
Not:  who brought the bytes or what they were called. That is the journal's, and is written after this.

The order (docs/methods/preserve.md): (1) temporary name, (2) sync, (3) rename, (4) sync of the folder. Steps 2 to 4
are done for a batch at once by `settle`. A failed sync is an error of that item and is not tried again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from answerable.acquire.keeper import Kept
from answerable.preserve.age import AgeDamagedError, Reads
from answerable.preserve.arriving import Arriving
from answerable.preserve.at_rest import AtRest, Hashing, Plain
from answerable.preserve.durable import sync, sync_folder, write_all
from answerable.preserve.errors import BytesChangedError, BytesMissingError, DestroyedError, NotKeptError
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest

_OPEN_AT_ONCE = 64
_SYNCING_THREADS = 8  # they wait for the disk, not for a processor

T = TypeVar("T")


@dataclass(slots=True)
class Blobs:
    """The writing side of the store. `present` are the digests in it or on their way."""

    layout: Layout
    present: set[Digest]
    at_rest: AtRest = field(default_factory=Plain)
    destroyed: set[Digest] = field(default_factory=set)
    moved_aside: dict[Digest, Digest] = field(default_factory=dict)  # damaged blobs: what they were, what they are
    _arrived: dict[Digest, tuple[Path, int]] = field(default_factory=dict)
    _failed: dict[Digest, OSError] = field(default_factory=dict)
    _sound: set[Digest] = field(default_factory=set)

    def keep(self, stream: Reads, *, limit: int) -> Kept:
        """Take in what `stream` holds. Safe after `settle`.

        Raises TooLargeError beyond `limit` bytes, NotKeptError when our disk does not take them, DestroyedError for
        bytes that people decided to destroy, and whatever reading the stream raises; nothing of the item stays then.
        """
        arriving, arrival = Arriving(stream, limit), None
        if arriving.is_small and self.holds(arriving.digest):
            return Kept(arriving.digest, arriving.size, new=False)
        try:
            arrival = self._open()
            self.at_rest.store(arriving, _Landing(arrival[1]))
            digest = arriving.digest
            if not arriving.is_small and self.holds(digest):
                _forget(arrival)
                return Kept(digest, arriving.size, new=False)
            os.fchmod(arrival[1], 0o440)
        except BaseException:
            _forget(arrival)
            raise
        self._arrived[digest] = arrival
        self.present.add(digest)
        if len(self._arrived) >= _OPEN_AT_ONCE:
            self._settle()
        return Kept(digest, arriving.size, new=True)

    def settle(self) -> dict[Digest, OSError]:
        """Put everything taken in so far on the disk under its name; return what could not be."""
        self._settle()
        failed, self._failed = self._failed, {}
        return failed

    def _settle(self) -> None:
        arrived, self._arrived = self._arrived, {}
        errors = _each(lambda digest: _sync_and_close(arrived[digest][1]), arrived)  # (2)
        shards: dict[Path, list[Digest]] = {}
        new_shard = False
        for digest, (temporary, _) in arrived.items():
            if digest in errors:
                temporary.unlink(missing_ok=True)
                continue
            final = self.layout.blob(digest)
            try:
                if not final.parent.is_dir():
                    final.parent.mkdir()
                    new_shard = True
                temporary.rename(final)  # (3)
            except OSError as error:
                errors[digest] = error
                temporary.unlink(missing_ok=True)
            else:
                shards.setdefault(final.parent, []).append(digest)
        folders = [*shards, self.layout.blobs] if new_shard else [*shards]
        for folder, failure in _each(sync_folder, folders).items():  # (4)
            hit = shards.get(folder) or [d for digests in shards.values() for d in digests]
            errors.update(dict.fromkeys(hit, failure))
        self.present -= errors.keys()
        self._failed |= errors

    def holds(self, digest: Digest) -> bool:
        """Whether the store has these bytes, and has them whole; damaged ones are moved out of the way.

        Raises DestroyedError.
        """
        if digest in self.destroyed:
            raise DestroyedError(digest)
        if digest not in self.present:
            return False
        if digest in self._arrived or digest in self._sound:
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

    def _open(self) -> tuple[Path, int]:
        path = self.layout.incoming / secrets.token_hex(16)
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise NotKeptError([("these bytes", error.strerror or str(error))]) from error


class _Landing:
    """Our side of an item's way: what our disk refuses is not the fault of where it came from."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def write(self, data: bytes, /) -> int:
        try:
            write_all(self._fd, data)
        except OSError as error:
            raise NotKeptError([("these bytes", error.strerror or str(error))]) from error
        return len(data)


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


def _forget(arrival: tuple[Path, int] | None) -> None:
    if arrival is None:
        return
    path, fd = arrival
    os.close(fd)
    path.unlink(missing_ok=True)


def _sync_and_close(fd: int) -> None:
    try:
        sync(fd)
    finally:
        os.close(fd)


def _each(act: Callable[[T], None], items: Iterable[T]) -> dict[T, OSError]:
    """Do `act` for all, several at a time, and return what failed. No thread is left behind: readers fork."""
    items = list(items)

    def attempt(item: T) -> OSError | None:
        try:
            act(item)
        except OSError as error:
            return error
        return None

    if len(items) < 2:
        outcomes = [attempt(item) for item in items]
    else:
        with ThreadPoolExecutor(min(_SYNCING_THREADS, len(items))) as pool:
            outcomes = list(pool.map(attempt, items))
    return {item: error for item, error in zip(items, outcomes, strict=True) if error is not None}
