"""Bytes by their digest: taken in under a name that means nothing, on the disk before anything names them.

In:   streams.
Out:  files `blobs/ab/abcd…`, mode 0440, written once; `Kept`.
Not:  who brought the bytes or what they were called. That is the journal's, and is written after this.

The order (docs/methods/preserve.md): (1) temporary name, (2) sync, (3) rename, (4) sync of the folder. Steps 2 to 4
are done for a batch at once by `settle`. A failed sync is an error of that item and is not tried again.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from answerable.acquire.errors import TooLargeError
from answerable.acquire.keeper import Kept
from answerable.preserve.durable import sync, sync_folder, write_all
from answerable.preserve.errors import BytesChangedError, BytesMissingError, NotKeptError
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest, digest_bytes, is_digest

CHUNK = 1 << 20  # bytes read at a time; smaller items never touch the disk before their digest is known
_OPEN_AT_ONCE = 64
_SYNCING_THREADS = 8  # they wait for the disk, not for a processor

T = TypeVar("T")


@dataclass(slots=True)
class Blobs:
    """The writing side of the store. `present` are the digests in it or on their way."""

    layout: Layout
    present: set[Digest]
    moved_aside: dict[Digest, Digest] = field(default_factory=dict)  # damaged blobs: what they were, what they are
    _arrived: dict[Digest, tuple[Path, int]] = field(default_factory=dict)
    _failed: dict[Digest, OSError] = field(default_factory=dict)
    _sound: set[Digest] = field(default_factory=set)

    def keep(self, stream: BinaryIO, *, limit: int) -> Kept:
        """Take in what `stream` holds. Safe after `settle`.

        Raises TooLargeError beyond `limit` bytes, NotKeptError when our disk does not take them, and whatever
        reading the stream raises; nothing of the item stays in either case.
        """
        hasher, size, early, arrival = sha256(), 0, bytearray(), None
        try:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise TooLargeError(limit)
                hasher.update(chunk)
                if arrival is None and size <= CHUNK:
                    early += chunk
                    continue
                arrival = arrival or self._open(early)
                self._write(arrival, chunk)
            digest = Digest(hasher.hexdigest())
            if self._has(digest):
                _forget(arrival)
                return Kept(digest, size, new=False)
            arrival = arrival or self._open(early)
            self._protect(arrival)
        except BaseException:
            _forget(arrival)
            raise
        self._arrived[digest] = arrival
        self.present.add(digest)
        if len(self._arrived) >= _OPEN_AT_ONCE:
            self._settle()
        return Kept(digest, size, new=True)

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

    def _has(self, digest: Digest) -> bool:
        """As `_holds`; a disk that fails while it looks did not take the item."""
        try:
            return self._holds(digest)
        except OSError as error:
            raise _not_kept(error) from error

    def _holds(self, digest: Digest) -> bool:
        """Whether the store has these bytes, and has them whole; damaged ones are moved out of the way."""
        if digest not in self.present:
            return False
        if digest in self._arrived or digest in self._sound:
            return True
        path = self.layout.blob(digest)
        found = hash_file(path) if path.is_file() else None
        if found == digest:
            self._sound.add(digest)
            return True
        if found is not None:
            path.rename(self.layout.set_aside / found)
            sync_folder(self.layout.set_aside)
            self.moved_aside[digest] = found
        self.present.discard(digest)
        return False

    def _open(self, early: bytes | bytearray) -> tuple[Path, int]:
        path = self.layout.incoming / secrets.token_hex(16)
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise _not_kept(error) from error
        try:
            self._write((path, fd), early)
        except NotKeptError:
            _forget((path, fd))
            raise
        return path, fd

    def _write(self, arrival: tuple[Path, int], data: bytes | bytearray) -> None:
        try:
            write_all(arrival[1], data)
        except OSError as error:
            raise _not_kept(error) from error

    def _protect(self, arrival: tuple[Path, int]) -> None:
        try:
            os.fchmod(arrival[1], 0o440)
        except OSError as error:
            raise _not_kept(error) from error


def _not_kept(error: OSError) -> NotKeptError:
    return NotKeptError([("these bytes", error.strerror or str(error))])


def hash_file(path: Path) -> Digest:
    """The digest of the file at `path`, read in pieces."""
    with path.open("rb") as file:
        return Digest(file_digest(file, "sha256").hexdigest())


def hash_regular(path: str) -> Digest | None:
    """The digest of what stands at `path` if it is a file; None for a link, which leads elsewhere, a folder, a pipe.

    Raises OSError when it cannot be read.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None
        hasher = sha256()
        while chunk := os.read(fd, CHUNK):
            hasher.update(chunk)
        return Digest(hasher.hexdigest())
    finally:
        os.close(fd)


def read_blob(layout: Layout, digest: Digest) -> bytes:
    """The bytes of `digest`, hashed again. Raises BytesMissingError or BytesChangedError."""
    try:
        data = layout.blob(digest).read_bytes()
    except FileNotFoundError as error:
        raise BytesMissingError(digest) from error
    found = digest_bytes(data)
    if found != digest:
        raise BytesChangedError(digest, found)
    return data


def stored(layout: Layout) -> set[Digest]:
    """The digests that have a file of their name at its place."""
    found = set()
    for shard in layout.blobs.iterdir():
        if len(shard.name) == 2 and shard.is_dir():
            found |= {Digest(p.name) for p in shard.iterdir() if is_digest(p.name) and p.name[:2] == shard.name}
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
