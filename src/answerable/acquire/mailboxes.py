"""Mailboxes (mbox, RFC 4155): each message is an exact slice of the file.

In:   a mailbox as a stream.
Out:  its messages, in order, numbered from 0001.
Not:  undoing the `>From ` quoting of message bodies: the bytes stay as they stand in the mailbox.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from answerable.acquire.members import Allowance, Member, StopExpandingError, Trouble

_LINE = 1 << 16
_TIME = re.compile(rb"\d{1,2}:\d\d")
_FIELD = re.compile(rb">?From |[!-9;-~]{1,100}:")


def expand_mailbox(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """Each message from the line after its `From ` line to the blank line before the next."""
    for index, (start, end) in enumerate(_slices(source), 1):
        try:
            allowance.item(index)
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)
            return
        source.seek(start)
        stream = allowance.metered(cast(BinaryIO, _Window(source, end - start)))
        yield Member(f"{index:04}", stream, "mailbox-message", declared_type="message/rfc822")


def _slices(source: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each message begins and ends. The stream may be moved between two of them."""
    source.seek(0)
    at, start, after_blank, whole_line = 0, -1, True, True
    blank_at = 0
    while line := source.readline(_LINE):
        if whole_line and after_blank and line.startswith(b"From ") and _is_postmark(line, source, first=start < 0):
            if start >= 0:
                yield start, blank_at
                source.seek(at + len(line))
            start = at + len(line)
        is_blank = whole_line and line.strip(b"\r\n") == b""
        if is_blank and not after_blank:
            blank_at = at
        if not is_blank:
            blank_at = at + len(line)
        after_blank = is_blank
        at += len(line)
        whole_line = line.endswith(b"\n")
    if start >= 0:
        yield start, at


def _is_postmark(line: bytes, source: BinaryIO, *, first: bool) -> bool:
    """Whether a line that begins with `From ` parts two messages: it has a time of day, and a header field follows.

    A sentence of a message may begin so too; the first line of the file needs no time.
    """
    here = source.tell()
    following = source.readline(_LINE)
    source.seek(here)
    return bool(_FIELD.match(following)) and (first or bool(_TIME.search(line)))


class _Window(io.RawIOBase):
    """The next `size` bytes of a stream."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source, self._left = source, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data
