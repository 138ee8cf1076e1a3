"""New bytes on their way to the disk: under a name that means nothing, until all of them are safe under their digest.

In:   bytes of one item after another.
Out:  files `blobs/ab/abcd…`, mode 0440, or which items the disk did not take.
Not:  what the store has already, nor how bytes lie at rest.

The order (docs/methods/preserve.md): (1) temporary name, (2) sync, (3) rename, (4) sync of the folder. Steps 2 to 4
are done for a batch at once by `settle`. A failed sync is an error of that item and is not tried again.
"""

# ruff: noqa: PTH102, PTH104, PTH108 (names are plain texts here: a Path of each costs more than syncing some files)

from __future__ import annotations

import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from stat import S_IMODE
from typing import TypeVar

from answerable.preserve.durable import sync, sync_folder, write_all
from answerable.preserve.errors import NotKeptError
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest

_THREADS = 8  # they wait for the disk, not for a processor
_MODE = 0o440

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item's file while it is written. What our disk refuses is not the fault of where it came from."""

    path: str
    fd: int

    def write(self, data: bytes, /) -> int:
        """Write all of `data`. Raises NotKeptError."""
        try:
            write_all(self.fd, data)
        except OSError as error:
            raise not_kept(error) from error
        return len(data)

    def forget(self) -> None:
        """Close and delete it."""
        os.close(self.fd)
        with suppress(FileNotFoundError):
            os.unlink(self.path)


class Landing:
    """Files that were taken in and are not under their digest yet."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names = f"{layout.incoming}/{secrets.token_hex(16)}"
        self._blobs, self._suffix = str(layout.blobs), layout.suffix
        self._count = 0
        self._given_mode = False  # whether files are made with the mode they shall have
        self._unsynced = (
            True  # names of shards may not be on the disk: an earlier run may have died before it synced them
        )
        self._waiting: dict[Digest, Arrival] = {}

    def __contains__(self, digest: Digest) -> bool:
        return digest in self._waiting

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> set[Digest]:
        """What `settle` would put in its place."""
        return set(self._waiting)

    def begin(self) -> Arrival:
        """A new empty file. Raises NotKeptError."""
        self._count += 1
        path = f"{self._names}{self._count:x}"
        try:
            arrival = Arrival(path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE))
            if not self._given_mode:
                self._look_at_mode(arrival)
        except OSError as error:
            raise not_kept(error) from error
        return arrival

    def add(self, digest: Digest, arrival: Arrival) -> None:
        """`arrival` holds the bytes of `digest`, whole."""
        self._waiting[digest] = arrival

    def settle(self) -> dict[Digest, OSError]:
        """Put everything that waits on the disk under its name; return what could not be.

        Interrupted, none of it is safe, and what has no name yet is deleted.
        """
        arrived, self._waiting = self._waiting, {}
        if not arrived:
            return {}
        try:
            with ThreadPoolExecutor(_THREADS) as pool:  # no thread outlives the batch
                errors = _each(pool, lambda digest: _sync_and_close(arrived[digest].fd), arrived)  # (2)
                shards = self._named(arrived, errors)  # (3)
                errors.update(self._folders_synced(pool, shards))  # (4)
        except BaseException:
            for arrival in arrived.values():
                with suppress(OSError):  # what is left is set aside by the next writer
                    os.unlink(arrival.path)
            raise
        return errors

    def _named(self, arrived: dict[Digest, Arrival], errors: dict[Digest, OSError]) -> dict[str, list[Digest]]:
        """Rename what was synced; gives what each folder has got. What fails is added to `errors`, its file deleted."""
        shards: dict[str, list[Digest]] = {}
        for digest, arrival in arrived.items():
            if digest not in errors:
                shard = f"{self._blobs}/{digest[:2]}"
                try:
                    self._rename(arrival.path, shard, f"{digest}{self._suffix}")
                except OSError as error:
                    errors[digest] = error
                else:
                    shards.setdefault(shard, []).append(digest)
                    continue
            with suppress(FileNotFoundError):
                os.unlink(arrival.path)
        return shards

    def _rename(self, temporary: str, shard: str, name: str) -> None:
        """Give a file its name in `shard`, which is made when it is not there."""
        try:
            os.rename(temporary, f"{shard}/{name}")
        except FileNotFoundError:
            self._unsynced = True  # before the folder is there, and whatever becomes of the file
            os.mkdir(shard)
            os.rename(temporary, f"{shard}/{name}")

    def _folders_synced(self, pool: ThreadPoolExecutor, shards: dict[str, list[Digest]]) -> dict[Digest, OSError]:
        """Sync the folders that have got something, and the one above while names in it may not be on the disk."""
        if not shards:
            return {}
        failures = _each(pool, sync_folder, [*shards, *([self._blobs] if self._unsynced else [])])
        self._unsynced = self._unsynced and self._blobs in failures
        errors: dict[Digest, OSError] = {}
        for folder, failure in failures.items():
            hit = shards.get(folder) or [d for digests in shards.values() for d in digests]
            errors.update(dict.fromkeys(hit, failure))
        return errors

    def _look_at_mode(self, arrival: Arrival) -> None:
        """The umask may take from the mode that a file is made with; then it is given to each."""
        self._given_mode = S_IMODE(os.fstat(arrival.fd).st_mode) == _MODE
        if not self._given_mode:
            os.fchmod(arrival.fd, _MODE)


def not_kept(error: OSError) -> NotKeptError:
    """What our own disk said of bytes on their way to it."""
    return NotKeptError([("these bytes", error.strerror or str(error))])


def _sync_and_close(fd: int) -> None:
    try:
        sync(fd)
    finally:
        os.close(fd)


def _each(pool: ThreadPoolExecutor, act: Callable[[T], None], items: Iterable[T]) -> dict[T, OSError]:
    """Do `act` for all, several at a time, and return what failed."""
    left, failed = deque(items), {}

    def work() -> None:
        while True:
            try:
                item = left.popleft()
            except IndexError:
                return
            try:
                act(item)
            except OSError as error:
                failed[item] = error

    for done in [pool.submit(work) for _ in range(min(_THREADS, len(left)))]:
        done.result()
    return failed
