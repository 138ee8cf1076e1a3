"""How the bytes of a blob lie on the disk: as they are, or encrypted under the key of their case.

In:   streams of plain bytes, and files.
Out:  files, and plain bytes again.
Not:  their name. A blob is called by the SHA-256 of its plain bytes either way, `.age` behind it when encrypted.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from answerable.preserve.age import AgeDamagedError, NotForUsError, Reads, Writes, decrypt, encrypt
from answerable.preserve.errors import BytesChangedError, BytesMissingError
from answerable.terms.digest import Digest

CHUNK = 1 << 20  # bytes at a time
DAMAGED = Digest("")  # in place of a digest: encrypted bytes that no longer decrypt


class AtRest(Protocol):
    """One way for bytes to lie on a disk."""

    def store(self, source: Reads, sink: Writes) -> None:
        """Plain `source` into `sink` as it shall lie there."""

    def load(self, stored: Reads, sink: Writes) -> None:
        """What lies there, plain, into `sink`. Raises LockedError, AgeDamagedError, NotForUsError."""

    def digest(self, path: str | Path) -> Digest | None:
        """The digest of the plain bytes of the file at `path`; None when what stands there is no file.

        DAMAGED when it does not decrypt. Raises LockedError without the key, OSError when it cannot be read.
        """


class LockedError(NotForUsError):
    """The bytes of an encrypted case were asked for, and its key is not on this machine."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"this case is encrypted, and its key is not at {place}",
            next_step="Put the key back there from its copy (the line AGE-SECRET-KEY-1…), readable by you only.",
        )


class Plain:
    """Bytes as they are."""

    def store(self, source: Reads, sink: Writes) -> None:
        while chunk := source.read(CHUNK):
            sink.write(chunk)

    load = store

    def digest(self, path: str | Path) -> Digest | None:
        return hash_regular(path)


@dataclass(frozen=True, slots=True, repr=False)
class Encrypted:
    """Bytes under the key of a case. Without `identity` they cannot be read; `place` is where the key belongs."""

    recipient: str
    identity: str | None
    place: Path

    def store(self, source: Reads, sink: Writes) -> None:
        encrypt(source, sink, [self.recipient])

    def load(self, stored: Reads, sink: Writes) -> None:
        if self.identity is None:
            raise LockedError(self.place)
        decrypt(stored, sink, [self.identity])

    def digest(self, path: str | Path) -> Digest | None:
        fd = open_regular(path)
        if fd is None:
            return None
        hashing = Hashing()
        with io.FileIO(fd) as file:
            try:
                self.load(file, hashing)
            except (AgeDamagedError, NotForUsError) as error:
                if isinstance(error, LockedError):
                    raise
                return DAMAGED
        return hashing.digest


class Hashing:
    """A sink that only hashes and counts, or hands on besides."""

    def __init__(self, further: Writes | None = None) -> None:
        self._hasher, self._further = sha256(), further
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self._hasher.update(data)
        self.size += len(data)
        if self._further is not None:
            self._further.write(data)
        return len(data)

    @property
    def digest(self) -> Digest:
        return Digest(self._hasher.hexdigest())


def open_regular(path: str | Path) -> int | None:
    """The file at `path`, opened to read; None for a link, which leads elsewhere, a folder, a pipe.

    Raises OSError when it cannot be opened.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    return None


def hash_regular(path: str | Path) -> Digest | None:
    """The digest of what stands at `path` if it is a file, None if it is not. Raises OSError when it cannot be read."""
    fd = open_regular(path)
    if fd is None:
        return None
    try:
        hasher = sha256()
        while chunk := os.read(fd, CHUNK):
            hasher.update(chunk)
        return Digest(hasher.hexdigest())
    finally:
        os.close(fd)


def plain_size(at_rest: AtRest, path: Path, digest: Digest) -> int:
    """How many bytes `digest`, stored at `path`, has in clear; of encrypted ones only reading them tells.

    Raises BytesMissingError, BytesChangedError.
    """
    counting = Hashing()
    try:
        if isinstance(at_rest, Plain):
            return path.stat().st_size
        with path.open("rb") as stored:
            at_rest.load(stored, counting)
    except FileNotFoundError as error:
        raise BytesMissingError(digest) from error
    except AgeDamagedError as error:
        raise BytesChangedError(digest, None) from error
    return counting.size
