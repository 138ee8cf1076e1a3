"""Readers in child processes: one child a document, with limits, without network.

In:   jobs, and limits.
Out:  each job with its reading and the seconds it took, in order; a child that is killed or dies gives a reading
      that says so, and the next document is read.
Not:  the readers themselves (`answerable.read`).

A fork server (`sandbox_server`) imports the readers before any outside byte and forks one child a document. It runs
as a process of its own, so that whatever this process holds (sockets, keys, threads) is not in the children.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import msgspec

from answerable.outside.sandbox_frames import ChildLimits, Done, Frames, Hello, Task
from answerable.read.reading import Reading
from answerable.read.reading_many import ReadJob, failed
from answerable.terms.errors import OutsideError

__all__ = ["ChildLimits", "SandboxedReaders"]

_SERVER = "answerable.outside.sandbox_server"
_GRACE = 10.0  # seconds beyond a child's wall time after which the server itself is given up
_START = 60.0  # seconds the server may take to import the readers
_AHEAD = 4  # jobs handed over per worker beyond those being read
_MOST_DEATHS = 3  # times the server may die on the first waiting job before that job is given up

_decode_reading = msgspec.msgpack.Decoder(Reading).decode


class SandboxedReaders:
    """A `Reader` (see `read.reading_many`) that reads each document in a child process of its own.

    Use as a context manager. `workers` children run at a time. With `ocr`, pictures are recognised when Tesseract
    is installed, and a document that needs it may take `limits.ocr_seconds`.
    """

    def __init__(self, limits: ChildLimits | None = None, workers: int | None = None, ocr: bool = True) -> None:
        self._limits = limits or ChildLimits()
        self._workers = max(1, workers or os.cpu_count() or 1)
        self._ocr = ocr
        self._server: _Server | None = None

    def __enter__(self) -> SandboxedReaders:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server and its children."""
        if self._server is not None:
            self._server.end()
            self._server = None

    def enforced(self) -> dict[str, str]:
        """Each limit and whether it is enforced here: `enforced`, or `not enforced: why`."""
        return dict(self._running().hello.enforced)

    def cpu_seconds(self) -> float:
        """CPU time of the server and the children it has waited for so far (Linux; 0 elsewhere), for benchmarks."""
        return self._server.cpu_seconds() if self._server is not None else 0.0

    def read_all(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading, float]]:
        """As `Reader.read_all`: in order, and a failure is a reading too."""
        waiting: dict[int, ReadJob] = {}
        done: dict[int, tuple[Reading, float]] = {}
        source, number, next_out, deaths = iter(jobs), 0, 0, 0
        more = True
        while more or waiting:
            while more and len(waiting) < self._workers * (1 + _AHEAD):
                job = next(source, None)
                if job is None:
                    more = False
                    break
                waiting[number] = job
                self._hand_over(number, job)
                number += 1
            if not waiting:
                break
            try:
                self._collect(waiting, done)
            except _ServerLostError as lost:
                deaths += 1
                if deaths >= _MOST_DEATHS:
                    first = min(k for k in waiting if k not in done)
                    done[first] = (failed(waiting[first].capture, str(lost)), 0.0)
                    deaths = 0
                self._begin_again(waiting, done)
            while next_out in done:
                job = waiting.pop(next_out)
                reading, seconds = done.pop(next_out)
                next_out += 1
                deaths = 0
                yield job, reading, seconds

    def _running(self) -> _Server:
        if self._server is None:
            self._server = _Server(self._limits, self._workers, self._ocr)
        return self._server

    def _hand_over(self, number: int, job: ReadJob) -> None:
        with contextlib.suppress(OSError):  # the server is gone: noticed when its answers are collected
            self._running().send(Task(number, job.capture, os.fsencode(job.path), _plain(job)))

    def _collect(self, waiting: dict[int, ReadJob], done: dict[int, tuple[Reading, float]]) -> None:
        """Take in at least one answer. Raises _ServerLostError when there will be none."""
        longest = max(self._limits.seconds, self._limits.ocr_seconds if self._ocr else 0.0)
        for answer in self._running().answers(longest + _GRACE):
            if answer.number not in waiting or answer.number in done:
                continue
            job = waiting[answer.number]
            done[answer.number] = (_reading(job, answer), answer.seconds)

    def _begin_again(self, waiting: dict[int, ReadJob], done: dict[int, tuple[Reading, float]]) -> None:
        self.close()
        for number, job in sorted(waiting.items()):
            if number not in done:
                self._hand_over(number, job)


def _plain(job: ReadJob) -> bytes:
    """The hints as bytes; names that are not UTF-8 travel as they are, surrogates and all."""
    hints = job.hints
    facts = [[_wire(k), _wire(v)] for k, v in hints.facts]
    parts = [hints.path, hints.declared_type, hints.address]
    return msgspec.msgpack.encode([*(None if p is None else _wire(p) for p in parts), facts])


def _wire(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def _reading(job: ReadJob, answer: Done) -> Reading:
    if answer.reason:
        return failed(job.capture, answer.reason)
    try:
        reading = _decode_reading(answer.reading)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return failed(job.capture, "the reader's answer is not a reading")
    if reading.capture != job.capture or any(not 0 <= b.start <= b.end <= len(reading.text) for b in reading.blocks):
        return failed(job.capture, "the reader's answer is not about this document")
    return reading


class _ServerLostError(Exception):
    """The fork server died or does not answer."""


class _Server:
    """The fork server's process and the line to it."""

    def __init__(self, limits: ChildLimits, workers: int, ocr: bool) -> None:
        self._folder = TemporaryDirectory(prefix="answerable-read-")
        ours, theirs = socket.socketpair()
        environment = {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        code = f"from {_SERVER} import serve; serve()"
        settings = msgspec.json.encode([limits, workers, ocr, theirs.fileno()]).decode()
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-c", code, settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            cwd=self._folder.name,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        ours.setblocking(False)
        self._socket = ours
        self._frames = Frames()
        self._outgoing = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(ours, selectors.EVENT_READ)
        self.hello = self._greeting()

    def _greeting(self) -> Hello:
        until = time.monotonic() + _START
        while time.monotonic() < until:
            for frame in self._receive(0.5):
                return msgspec.msgpack.decode(frame, type=Hello)
            if self._process.poll() is not None:
                break
        self.end()
        raise OutsideError(
            "the process that reads documents could not be started",
            next_step=f"Run `{sys.executable} -c 'import answerable.outside.sandbox_server'` and see what it says.",
        )

    def send(self, task: Task) -> None:
        self._outgoing += Frames.packed(msgspec.msgpack.encode(task))
        self._flush()

    def _flush(self) -> None:
        while self._outgoing:
            try:
                sent = self._socket.send(self._outgoing)
            except BlockingIOError:
                break
            del self._outgoing[:sent]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outgoing else 0)
        self._selector.modify(self._socket, wanted)

    def answers(self, seconds: float) -> list[Done]:
        """At least one answer. Raises _ServerLostError after `seconds` without any, or when the server is gone."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise _ServerLostError("the process that reads documents does not answer")
            try:
                frames = self._receive(left)
            except (OSError, EOFError) as error:
                raise _ServerLostError("the process that reads documents died") from error
            if frames:
                return [msgspec.msgpack.decode(frame, type=Done) for frame in frames]

    def _receive(self, seconds: float) -> list[bytes]:
        for _, events in self._selector.select(seconds):
            if events & selectors.EVENT_WRITE:
                self._flush()
            if events & selectors.EVENT_READ:
                data = self._socket.recv(1 << 20)
                if not data:
                    raise EOFError
                return self._frames.feed(data)
        return []

    def cpu_seconds(self) -> float:
        """CPU time of the process and its ended children, from the kernel's table."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Kill the server's whole group; its children die with it (they ask the kernel for that)."""
        self._selector.close()
        self._socket.close()
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()
        self._folder.cleanup()
