"""Bytes on their way into the store: hashed, counted and held to a limit as they pass.

In:   a stream from outside.
Out:  the same bytes, once, and then their digest and size.
Not:  where they go.
"""

from __future__ import annotations

from collections import deque
from hashlib import sha256

from answerable.acquire.errors import TooLargeError
from answerable.preserve.age import Reads
from answerable.preserve.at_rest import CHUNK
from answerable.terms.digest import Digest


class Arriving:
    """One item. Small ones are in memory, and their digest known, before anything touches a disk."""

    def __init__(self, stream: Reads, limit: int) -> None:
        """Reads what fits into memory. Raises TooLargeError, and whatever reading `stream` raises."""
        self._stream, self._limit = stream, limit
        self._hasher = sha256()
        self._ahead: deque[bytes] = deque()
        self.size, self.at_end = 0, False
        while not self.at_end and self.size <= CHUNK:
            self._ahead.append(self._take())
        self.is_small = self.at_end

    @property
    def digest(self) -> Digest:
        """The digest of what was taken in so far: of all of it once `at_end`."""
        return Digest(self._hasher.hexdigest())

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most `size`; empty at the end. Raises as the constructor does."""
        while not self._ahead and not self.at_end:
            self._ahead.append(self._take())
        while self._ahead and not self._ahead[0]:
            self._ahead.popleft()
        if not self._ahead:
            return b""
        chunk = self._ahead.popleft()
        if 0 <= size < len(chunk):
            self._ahead.appendleft(chunk[size:])
            return chunk[:size]
        return chunk

    def _take(self) -> bytes:
        chunk = self._stream.read(CHUNK)
        if not chunk:
            self.at_end = True
        self.size += len(chunk)
        if self.size > self._limit:
            raise TooLargeError(self._limit)
        self._hasher.update(chunk)
        return chunk
