"""Making writes survive a power cut: the few calls that everything durable goes through.

In:   descriptors, folders, bytes.
Out:  nothing, once the disk has said that it has them.
Not:  hiding a failed sync. OSError goes to the caller, and nobody tries the same sync twice.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path

_FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)  # macOS: fsync alone stops at the drive's cache


def sync(fd: int) -> None:
    """Return when what was written to `fd` is on the disk."""
    if _FULL_SYNC is not None:
        fcntl.fcntl(fd, _FULL_SYNC)
    else:
        os.fsync(fd)


def sync_folder(folder: Path | str) -> None:
    """Return when the names in `folder` are on the disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Make `folder` (its parent exists) and make its name durable; nothing when it is there already."""
    try:
        folder.mkdir()
    except FileExistsError:
        return
    sync_folder(folder.parent)


def write_all(fd: int, data: bytes | bytearray) -> None:
    """Write all of `data`, however many calls it takes."""
    view = memoryview(data)[os.write(fd, data) :]
    while view:
        view = view[os.write(fd, view) :]


def write_file(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put `data` at `path` whole or not at all: temporary name, sync, rename, sync of the folder."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            write_all(fd, data)
            sync(fd)
        finally:
            os.close(fd)
        temporary.rename(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
