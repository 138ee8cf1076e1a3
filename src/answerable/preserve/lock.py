"""One writer at a time.

In:   a case folder.
Out:  a lock held until the block ends; the kernel drops it when the process dies.
Not:  stopping readers. They see complete lines only and need no lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answerable.preserve.errors import CaseBusyError

PATIENCE = 10.0  # seconds: long enough for another command's last batch, short enough for a person to watch
_PAUSE = 0.05


@contextmanager
def writing_lock(file: Path, *, case: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on `file`. Raises CaseBusyError when another holds it for longer than `patience` seconds."""
    fd = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        give_up = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    raise CaseBusyError(case, patience) from None
                time.sleep(_PAUSE)
        try:
            yield
        finally:
            fcntl.flock(fd, fcntl.LOCK_UN)  # said outright: a child forked meanwhile shares this descriptor
    finally:
        os.close(fd)
