"""The child: reads one document or takes one container apart under its limits, writes what came of it, and is gone.

In:   a task. Out: a marker when it turns to recognising pictures, then the reading with its length before it; of a
      container its members in a pipe of their own, then an empty answer.
Not:  anything after that: the process never returns to the server's code.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from typing import NoReturn

import msgspec

from answerable.outside.isolation import (
    allow_more_time,
    allow_picture_time,
    die_with_parent,
    enforce_for_child,
    enforce_for_opening,
)
from answerable.outside.ocr import Tesseract
from answerable.outside.sandbox_frames import ChildLimits, Opening, Task
from answerable.outside.sandbox_members import send_members
from answerable.read.documents import read_document
from answerable.read.hints import Hints
from answerable.read.reading_many import failed
from answerable.read.recognising import Recognised, Recogniser
from answerable.terms.digest import Digest

RECOGNISES = b"R"
OUT_OF_MEMORY = 77  # exit status
_LENGTH = struct.Struct(">BI")
_MARK = 0x01
_Plain = tuple[bytes | None, bytes | None, bytes | None, list[tuple[bytes, bytes]]]
_decode_hints = msgspec.msgpack.Decoder(_Plain).decode  # made before the fork: a child has no time for it
_encode = msgspec.msgpack.Encoder().encode


def complete_answer(data: bytes) -> bytes | None:
    """The reading in what a child wrote, None when it is not whole."""
    data = data.removeprefix(RECOGNISES)
    if len(data) < _LENGTH.size:
        return None
    mark, size = _LENGTH.unpack_from(data)
    whole = mark == _MARK and len(data) == _LENGTH.size + size
    return data[_LENGTH.size :] if whole else None


def run_child(task: Task, pipe: int, limits: ChildLimits, ocr: bool) -> NoReturn:
    """Read the document of `task` and exit. Whatever happens, this process ends here."""
    code = 1
    try:
        os.setpgid(0, 0)
        die_with_parent()
        _close_all_but(pipe)
        enforce_for_child(limits, ocr)
        _write(pipe, _read(task, pipe, limits, ocr))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def run_opening(task: Opening, pipe: int, source: int, members: int, limits: ChildLimits) -> NoReturn:
    """Take the container in `source` apart into `members` and exit. Whatever happens, this process ends here."""
    code = 1
    try:
        os.setpgid(0, 0)
        die_with_parent()
        _close_all_but(pipe, source, members)
        size = os.fstat(source).st_size
        enforce_for_opening(limits, size + task.limits.expanded_bytes)
        begun = limits.cpu_seconds + size // limits.bytes_a_second
        allow_more_time(begun)
        with os.fdopen(source, "rb") as container:
            send_members(task, container, members, lambda out: allow_more_time(begun + out // limits.bytes_a_second))
        _write(pipe, b"")
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _close_all_but(*kept: int) -> None:
    """Standard streams stay (they are the null device); the server's socket and other pipes do not."""
    low = 3
    for fd in sorted(kept):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, 1024)


def _read(task: Task, pipe: int, limits: ChildLimits, ocr: bool) -> bytes:
    capture = Digest(task.capture)
    try:
        data = _bytes_of(task.path)
    except OSError as error:
        why = "it is not a regular file" if error.errno in (errno.ELOOP, errno.EINVAL) else error.strerror
        return _encode(failed(capture, f"the stored bytes cannot be opened: {why}"))
    recogniser = _Announcing(pipe) if ocr else None
    reading = read_document(data, _hints(task.hints), capture=capture, ocr=recogniser)
    return _encode(reading)


def _bytes_of(path: bytes) -> bytes:
    """The bytes of a regular file, no link followed at its end. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return file.read()


def _hints(packed: bytes) -> Hints:
    path, declared, address, facts = _decode_hints(packed)

    def words(value: bytes) -> str:
        return value.decode("utf-8", "surrogatepass")

    return Hints(
        path=None if path is None else words(path),
        declared_type=None if declared is None else words(declared),
        address=None if address is None else words(address),
        facts=tuple((words(k), words(v)) for k, v in facts),
    )


def _write(pipe: int, payload: bytes) -> None:
    data = memoryview(_LENGTH.pack(_MARK, len(payload)) + payload)
    while data:
        data = data[os.write(pipe, data) :]


class _Announcing:
    """Tesseract, after telling the server that this document takes the time of a picture."""

    def __init__(self, pipe: int) -> None:
        self._pipe: int | None = pipe
        self._tesseract: Recogniser = Tesseract()

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        """As `Recogniser.recognise`."""
        if self._pipe is not None:
            os.write(self._pipe, RECOGNISES)
            allow_picture_time()
            self._pipe = None
        return self._tesseract.recognise(png, languages)
