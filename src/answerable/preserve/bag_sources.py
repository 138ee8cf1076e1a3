"""A bag as it comes in: a folder, a tar, or a tar encrypted for us, each file read once and in turn.

In:   a path that a stranger filled.
Out:  path, size and bytes of each regular file.
Not:  following anything. A link, a device, a pipe or a name that is not UTF-8 refuses the whole bag.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from answerable.preserve.age import Reads, decrypt, is_encrypted
from answerable.preserve.at_rest import open_regular
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_tar import read_tar
from answerable.preserve.errors import PreserveError
from answerable.terms.errors import WrongUseError

MAX_DEPTH = 8  # folders in one another; ours have four


class BagFile(Protocol):
    """One file of a bag, to be read before the next is asked for."""

    @property
    def path(self) -> str: ...

    def read(self, size: int = -1, /) -> bytes: ...


@contextmanager
def reading_bag(source: Path, identities: Sequence[str]) -> Iterator[Iterator[BagFile]]:
    """The files of the bag at `source`. Raises BagRefusedError, WrongUseError, and for encrypted ones NotForUsError.

    What was read is not to be trusted before the block has ended without an error.
    """
    if source.is_dir() and not source.is_symlink():
        yield _in_folder(source)
        return
    try:
        fd = open_regular(source)
    except OSError as error:
        raise WrongUseError(f"{source} cannot be read: {error.strerror}", next_step="Name a bag.") from error
    if fd is None:
        raise WrongUseError(f"{source} is neither a folder nor a file", next_step="Name a bag.")
    with os.fdopen(fd, "rb") as file:
        if not is_encrypted(file):
            yield read_tar(file)
            return
        if not identities:
            raise WrongUseError(
                f"{source} is encrypted for a recipient",
                next_step="Name the file with your secret key (AGE-SECRET-KEY-1…) with --identity.",
            )
        with _through_age(file, identities) as stream:
            yield read_tar(stream)


def _in_folder(root: Path) -> Iterator[BagFile]:
    yield from _below(root, "", 0)


def _below(folder: Path, prefix: str, depth: int) -> Iterator[BagFile]:
    if depth > MAX_DEPTH:
        raise BagRefusedError(prefix, f"folders lie more than {MAX_DEPTH} deep")
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = prefix + entry.name
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _below(Path(entry.path), f"{path}/", depth + 1)
        elif stat.S_ISREG(mode):
            fd = open_regular(entry.path)
            if fd is None:
                raise BagRefusedError(path, "it was a file a moment ago and is none now")
            with os.fdopen(fd, "rb") as file:
                yield _Opened(path, file)
        else:
            kind = "a link" if stat.S_ISLNK(mode) else "a pipe, a socket or a device"
            raise BagRefusedError(path, f"it is {kind}")


class _Opened:
    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(size)


@contextmanager
def _through_age(file: BinaryIO, identities: Sequence[str]) -> Iterator[Reads]:
    """What `file` holds in clear, as a stream. age pushes what we pull, so the two meet at a pipe."""
    source, sink = os.pipe()
    failed: list[Exception] = []

    def push() -> None:
        try:
            with os.fdopen(sink, "wb", buffering=0) as writing:
                decrypt(file, writing, identities)
        except BrokenPipeError:
            return  # nobody reads any more: whoever stopped says why
        except (OSError, PreserveError) as error:
            failed.append(error)

    thread = threading.Thread(target=push, name="age")
    thread.start()
    try:
        with os.fdopen(source, "rb") as reading:
            try:
                yield reading
            except BagRefusedError:
                while not failed and reading.read(1 << 20):
                    pass  # a stream cut short is refused by whoever reads it; why it was is known at its end
                raise
    except BagRefusedError as error:
        thread.join()
        raise (failed[0] if failed else error) from error
    finally:
        thread.join()
    if failed:
        raise failed[0]
