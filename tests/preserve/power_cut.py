"""A disk that forgets: what it would hold had the power failed at the n-th sync.

It keeps, for every file, the bytes that its last fsync covered, and for every folder, the names that its last fsync
covered. Laid out without chance, nothing else survives: a name that was synced while its bytes were not shows an empty
file, a name that was not synced is not there. With chance, what was written after the last sync survives in part:
each name or not, each sector or not, each growth of a file whole, in part or as NULs. Real disks often keep more; a
program that relies on it fails here.
"""

from __future__ import annotations

import os
import random
import stat
import threading
from collections.abc import Callable
from pathlib import Path

SECTOR = 512


class PowerCut(BaseException):
    """The lights go out."""


def every(path: Path) -> bool:
    """The disk heeds a sync of every file and folder."""
    return True


class ForgetfulDisk:
    """Stands in for `os.fsync` under `root` (patch it in with `fsync`), and cuts the power before sync number `cut`.

    Syncs of files and folders that `heed` does not want are lost: so would a program fare that forgot them.
    """

    def __init__(self, root: Path, spare: Path, *, cut: int, heed: Callable[[Path], bool] = every) -> None:
        self.root, self.spare, self.cut, self.heed = root, spare, cut, heed
        self.syncs = 0
        self._lock = threading.Lock()
        self._bytes: dict[int, bytes] = {}  # by number of the file: what is surely there
        self._names: dict[int, dict[str, int]] = {}
        self._written: dict[int, bytes] | None = None  # what was written when the power failed
        self._named: dict[int, dict[str, int]] = {}
        self._folders: set[int] = set()
        for path in (root, *root.rglob("*")):
            self._remember(path.lstat(), path)

    def fsync(self, fd: int) -> None:
        with self._lock:
            self.syncs += 1
            if self.syncs > self.cut:
                self._stop()
                raise PowerCut
            path = Path(f"/proc/self/fd/{fd}").readlink()
            if self.heed(path):
                self._remember(os.fstat(fd), path)

    def after_the_cut(self, target: Path, chance: random.Random | None = None) -> Path:
        """Lay out in `target` what the disk holds."""
        self._stop()
        self._lay_out(self.root.stat().st_ino, target, chance)
        return target

    def _stop(self) -> None:
        """Note what is written now; whatever the dying program still does comes too late."""
        if self._written is not None:
            return
        self._written = {}
        for path in (self.root, *self.root.rglob("*")):
            if path.is_dir():
                self._named[path.stat().st_ino] = {p.name: self._hold(p) for p in path.iterdir()}
            else:
                self._written[path.stat().st_ino] = path.read_bytes()

    def _remember(self, about: os.stat_result, path: Path) -> None:
        if stat.S_ISDIR(about.st_mode):
            self._folders.add(about.st_ino)
            self._names[about.st_ino] = {p.name: self._hold(p) for p in path.iterdir()}
        else:
            self._hold(path)
            self._bytes[about.st_ino] = path.read_bytes()

    def _hold(self, path: Path) -> int:
        """The number of the file; a second name in a spare folder keeps it from being given to another."""
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            self._folders.add(about.st_ino)
        elif not (self.spare / str(about.st_ino)).exists():
            os.link(path, self.spare / str(about.st_ino))
        return about.st_ino

    def _lay_out(self, inode: int, target: Path, chance: random.Random | None) -> None:
        if inode not in self._folders:
            target.write_bytes(self._bytes_of(inode, chance))
            return
        target.mkdir()
        synced, named = self._names.get(inode, {}), self._named.get(inode, {})
        for name in sorted(synced | named):
            survives = synced.get(name) if chance is None else chance.choice((synced.get(name), named.get(name)))
            if survives is not None:
                self._lay_out(survives, target / name, chance)

    def _bytes_of(self, inode: int, chance: random.Random | None) -> bytes:
        assert self._written is not None
        synced = self._bytes.get(inode, b"")
        written = self._written.get(inode, synced)
        if chance is None or written == synced:
            return synced
        return torn(synced, written, chance)


def torn(synced: bytes, written: bytes, chance: random.Random) -> bytes:
    """A file half way from `synced` to `written`: each sector old or new, its length anywhere between."""
    length = chance.choice((len(synced), len(written), chance.randint(*sorted((len(synced), len(written))))))
    old, new = (data.ljust(max(len(synced), len(written)), b"\0") for data in (synced, written))
    sectors = (range(0, length, SECTOR)) if chance.random() < 0.5 else range(0, length, 8 * SECTOR)
    out = bytearray(new)
    for start in sectors:
        end = start + sectors.step
        out[start:end] = chance.choice((old, new))[start:end]
    return bytes(out[:length])
