"""Where a bag is written to: a folder, or one file, encrypted for those who shall read it.

In:   paths inside the bag, sizes, and whoever writes the bytes.
Out:  a folder or a file that appears whole or not at all.
Not:  what is in the bag.
"""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from answerable.preserve.age import Writes, encrypt
from answerable.preserve.at_rest import Plain
from answerable.preserve.bag_errors import TargetThereError
from answerable.preserve.bag_tar import TarWriter
from answerable.preserve.durable import sync, sync_folder
from answerable.preserve.errors import NotWritableError, PreserveError

ARCHIVE, ENCRYPTED = ".tar", ".tar.age"


class Place(Protocol):
    """Takes the files of a bag, one after the other."""

    def put(self, path: str, size: int, write: Callable[[Writes], None]) -> None:
        """Add the file `path` of `size` bytes, which `write` writes."""


@contextmanager
def writing_bag(target: Path, recipients: Sequence[str]) -> Iterator[Place]:
    """A place for a bag at `target`: encrypted when there are recipients, a tar by its name, else a folder.

    What was begun is deleted when the block raises. Raises TargetThereError, NotWritableError.
    """
    if os.path.lexists(target):
        raise TargetThereError(target)
    begun = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        if recipients or target.name.endswith(ARCHIVE):
            with _archive(begun, recipients) as archive:
                yield archive
        else:
            begun.mkdir(mode=0o700)
            yield _Folder(begun)
            _sync_all(begun)
        begun.rename(target)
        sync_folder(target.absolute().parent)
    except BaseException as error:
        if begun.is_dir():
            shutil.rmtree(begun)
        else:
            begun.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotWritableError(target, error) from error
        raise


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, path: str, size: int, write: Callable[[Writes], None]) -> None:
        file = self._root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as sink:
            write(sink)


@contextmanager
def _archive(begun: Path, recipients: Sequence[str]) -> Iterator[Place]:
    fd = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as file:
        with _through_age(file, recipients) if recipients else _straight(file) as sink:
            archive = TarWriter(sink)
            yield archive
            archive.close()
        file.flush()
        sync(file.fileno())


@contextmanager
def _straight(file: BinaryIO) -> Iterator[Writes]:
    yield file


@contextmanager
def _through_age(file: BinaryIO, recipients: Sequence[str]) -> Iterator[Writes]:
    """A sink whose bytes reach `file` encrypted. age pulls what we push, so the two meet at a pipe."""
    source, sink = os.pipe()
    failed: list[Exception] = []

    def pull() -> None:
        try:
            with os.fdopen(source, "rb", buffering=0) as reading:
                encrypt(reading, file, recipients)
        except (OSError, PreserveError) as error:
            failed.append(error)  # raised again in the thread that began it

    thread = threading.Thread(target=pull, name="age")
    thread.start()
    try:
        with os.fdopen(sink, "wb") as writing:
            yield writing
    except BrokenPipeError:
        if not failed:
            raise
    finally:
        thread.join()
    if failed:
        raise failed[0]


def _sync_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        else:
            fd = os.open(path, os.O_RDONLY)
            try:
                sync(fd)
            finally:
                os.close(fd)
    sync_folder(folder)


def copy_file(path: Path) -> Callable[[Writes], None]:
    """Whoever writes the file at `path` as it stands."""

    def write(sink: Writes) -> None:
        with path.open("rb") as file:
            Plain().store(file, sink)

    return write
