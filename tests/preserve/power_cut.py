"""A disk that forgets: what it would hold had the power failed at the n-th sync.

It keeps, for every file, the bytes that its last fsync covered, and for every folder, the names that its last fsync
covered. A name that was synced while its bytes were not shows an empty file; a name that was not synced is not there.
Real disks often keep more; a program that relies on it fails here.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path


class PowerCut(BaseException):
    """The lights go out."""


class ForgetfulDisk:
    """Stands in for `os.fsync` under `root` (patch it in with `fsync`), and cuts the power before sync number `cut`."""

    def __init__(self, root: Path, spare: Path, *, cut: int, heed: bool = True) -> None:
        self.root, self.spare, self.cut, self.heed = root, spare, cut, heed
        self.syncs = 0
        self._bytes: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._folders: set[int] = set()
        self.covers(root)

    def covers(self, folder: Path) -> None:
        """Take `folder` and all in it as safely there."""
        for path in (folder, *folder.rglob("*")):
            self._remember(path.lstat(), path)

    def fsync(self, fd: int) -> None:
        self.syncs += 1
        if self.syncs > self.cut:
            raise PowerCut
        if self.heed:
            self._remember(os.fstat(fd), Path(f"/proc/self/fd/{fd}").readlink())

    def after_the_cut(self, target: Path) -> None:
        """Lay out in `target` what the disk holds."""
        self._lay_out(self.root.stat().st_ino, target)

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

    def _lay_out(self, inode: int, target: Path) -> None:
        if inode in self._folders:
            target.mkdir()
            for name, inner in self._names.get(inode, {}).items():
                self._lay_out(inner, target / name)
        else:
            target.write_bytes(self._bytes.get(inode, b""))
