"""Bytes handed out as a file, for a program that reads files: checked first, so that damage is never served.

In:   the digest of a blob.
Out:  the path of a file that holds exactly these bytes, until it is given back.
Not:  who reads it.

Of a plain case that is the blob itself. Of an encrypted one it is a file in the folder outside the case that holds
its key, readable by its owner only, and deleted when it is given back.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from answerable.preserve.age import AgeDamagedError
from answerable.preserve.at_rest import AtRest, Hashing
from answerable.preserve.errors import BytesChangedError, BytesMissingError
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest


class Lent:
    """The lending desk of one command. What a killed command left on it, `clear_lent` deletes."""

    def __init__(self, layout: Layout, at_rest: AtRest) -> None:
        self._layout, self._at_rest = layout, at_rest
        self._desk = _desk(layout)
        self._out: dict[Digest, Path] = {}

    def __enter__(self) -> Lent:
        if self._desk is not None:
            self._desk.mkdir(mode=0o700, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for digest in list(self._out):
            self.give_back(digest)

    def lend(self, digest: Digest) -> Path:
        """A file with the bytes of `digest`. Raises BytesMissingError, BytesChangedError, LockedError."""
        blob = self._layout.blob(digest)
        if self._desk is None:
            try:
                found = self._at_rest.digest(blob)
            except FileNotFoundError as error:
                raise BytesMissingError(digest) from error
            if found != digest:
                raise BytesChangedError(digest, found)
            return blob
        path = self._desk / f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "wb") as file, blob.open("rb") as stored:
                hashing = Hashing(file)
                self._at_rest.load(stored, hashing)
            if hashing.digest != digest:
                raise BytesChangedError(digest, hashing.digest)
        except BaseException as error:
            path.unlink(missing_ok=True)
            if isinstance(error, FileNotFoundError):
                raise BytesMissingError(digest) from error
            if isinstance(error, AgeDamagedError):
                raise BytesChangedError(digest, None) from error
            raise
        self._out[digest] = path
        return path

    def give_back(self, digest: Digest) -> None:
        """The file is no longer needed. Nothing happens for what was not lent as a copy."""
        path = self._out.pop(digest, None)
        if path is not None:
            path.unlink(missing_ok=True)


def clear_lent(layout: Layout) -> None:
    """Delete what a killed command left lent out. Only the one writer of a case calls this."""
    desk = _desk(layout)
    if desk is not None and desk.is_dir():
        for path in desk.iterdir():
            path.unlink()


def _desk(layout: Layout) -> Path | None:
    return None if layout.private is None else layout.private / "lent"
