"""A stranger's bag is taken in and judged by child processes: memory, time and files limited, no network, no program.

In:   orders of `preserve.bag_taking`.
Out:  their answers, or the error that the child told of; a child that dies or takes too long refuses the bag.
Not:  a jail for files: the child writes where the bag shall lie, as the same user.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec
from msgspec import structs

from answerable.outside.sandbox_bag_child import Answer, DiskFailed, Failed, Judged, Refused
from answerable.outside.sandbox_frames import ChildLimits
from answerable.outside.sandbox_server import why_it_died
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_taking import Filled, Judge, TakeIn
from answerable.preserve.bag_tar import BLOCK
from answerable.preserve.errors import PreserveError
from answerable.terms.check import Check
from answerable.terms.errors import AnswerableError, ExitCode, WrongUseError

CHILD = "answerable.outside.sandbox_bag_child"
_PASSES = 4  # the bytes are decrypted, hashed, written, and hashed again
_FILES_A_SECOND = 50  # each is synced to the disk
_MEMORY_A_FILE = 3 << 9  # bytes: its path and digest, its line in a list, and the list once more as it is compared
_LAST_MOMENTS = 5.0  # seconds that a child has to end once it has answered
_THE_WHOLE = "the whole of it"
_CHILD_IN_WORDS = "the process that handled it"
_NEEDED = ("ANSWERABLE_HOME", "HOME", "XDG_DATA_HOME")  # where this machine's own keys lie

_decode = msgspec.msgpack.Decoder(Answer).decode


class SandboxedTaker:
    """A `Taker` (see `preserve.bag_taking`) that handles each order in a child process of its own."""

    def __init__(self, limits: ChildLimits | None = None) -> None:
        self._limits = limits or ChildLimits()

    def take_in(self, order: TakeIn) -> Filled:
        """As `Taker.take_in`."""
        answer = self._carried_out(order, Path(os.fsdecode(order.source)))
        if not isinstance(answer, Filled):
            raise BagRefusedError(_THE_WHOLE, "the process that took it in did not answer in order")
        return answer

    def judge(self, order: Judge) -> list[Check]:
        """As `Taker.judge`."""
        answer = self._carried_out(order, Path(os.fsdecode(order.root)))
        if not isinstance(answer, Judged):
            raise BagRefusedError(_THE_WHOLE, "the process that judged it did not answer in order")
        return answer.checks

    def _carried_out(self, order: TakeIn | Judge, place: Path) -> Filled | Judged:
        size, files = _extent(place)
        more = _PASSES * size // self._limits.bytes_a_second + files // _FILES_A_SECOND
        most = min(_most_files(place, size, files), order.limits.files if isinstance(order, TakeIn) else files)
        with TemporaryDirectory(prefix="answerable-bag-") as folder:
            raw = _exchange(order, self._limits, more, most * _MEMORY_A_FILE, folder)
        try:
            answer: Answer = _decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
            raise BagRefusedError(_THE_WHOLE, f"{_CHILD_IN_WORDS} did not answer in order") from error
        if isinstance(answer, Refused):
            raise BagRefusedError(answer.item, answer.why)
        if isinstance(answer, Failed):
            raise _as_told(answer)
        if isinstance(answer, DiskFailed):
            raise OSError(answer.number, answer.words)
        return answer


def _extent(place: Path) -> tuple[int, int]:
    """How many bytes and files lie there; links are not followed."""
    if not place.is_dir() or place.is_symlink():
        return (place.stat().st_size, 1) if place.is_file() else (0, 0)
    size = count = 0
    for folder, _, names in os.walk(place):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                size += os.lstat(f"{folder}/{name}").st_size
            count += 1
    return size, count


def _most_files(place: Path, size: int, files: int) -> int:
    """How many files the bag may have: each has a block of its own before it in a tar, which nobody has opened yet."""
    return size // BLOCK if place.is_file() else files


def _exchange(order: TakeIn | Judge, limits: ChildLimits, more: int, memory: int, folder: str) -> bytes:
    """Start a child, give it the order, and return its answer. Raises BagRefusedError when there is none.

    `more` seconds and `memory` are what it gets beyond the limits of any child.
    """
    given = structs.replace(limits, memory=limits.memory + memory)
    with contextlib.ExitStack() as held:
        orders, asking = _pipe(held)
        answers, answering = _pipe(held)
        passed = (orders.fileno(), answering.fileno())
        settings = msgspec.json.encode([given, limits.cpu_seconds + more, *passed]).decode()
        process = subprocess.Popen(
            [sys.executable, "-s", "-c", f"from {CHILD} import main; main()", settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=passed,
            cwd=folder,
            env=_environment(os.environ),
            start_new_session=True,
        )
        patience = 0.0
        try:
            orders.close()
            answering.close()
            with contextlib.suppress(BrokenPipeError), asking:
                asking.write(msgspec.msgpack.encode(order))
            raw = _received(answers, limits.seconds + more, limits.memory)
            patience = _LAST_MOMENTS
        finally:
            _end(process, patience)
    if not raw:
        code = process.returncode
        raise BagRefusedError(_THE_WHOLE, why_it_died(-code if code < 0 else code << 8, _CHILD_IN_WORDS))
    return raw


def _pipe(held: contextlib.ExitStack) -> tuple[BinaryIO, BinaryIO]:
    """Both ends of a pipe, closed with `held` at the latest."""
    read, write = os.pipe()
    return held.enter_context(os.fdopen(read, "rb", buffering=0)), held.enter_context(os.fdopen(write, "wb"))


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Let a child that has said all end, kill one that does not, and wait for it."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _received(answers: BinaryIO, seconds: float, most: int) -> bytes:
    """All that comes until the other side closes. Raises BagRefusedError when time or room runs out before."""
    until = time.monotonic() + seconds
    held = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(answers, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            if selector.select(left):
                data = answers.read(1 << 18)
                if not data:
                    return bytes(held)
                held += data
                if len(held) > most:
                    raise BagRefusedError(_THE_WHOLE, f"stopped: it answered more than {most:,} bytes")
    raise BagRefusedError(_THE_WHOLE, f"stopped: it took longer than {seconds:.0f} seconds")


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    made = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "MALLOC_ARENA_MAX": "2",  # each of glibc's arenas asks for 64 MiB of addresses
    }
    return made | {name: ours[name] for name in _NEEDED if name in ours}


def _as_told(failed: Failed) -> AnswerableError:
    """The error that the child told of, of the kind that its exit code means."""
    if failed.exit_code == ExitCode.WRONG_USE:
        return WrongUseError(failed.message, next_step=failed.next_step)
    return PreserveError(failed.message, next_step=failed.next_step)
