"""Readers and openers in child processes: one child a document or container, with limits, without network.

In:   jobs or containers, and limits.
Out:  each job with its reading and the seconds it took, in order; a container's members and troubles; a child that is
      killed or dies gives a reading or a trouble that says so, and the next document is read.
Not:  the readers and openers themselves (`answerable.read`, `answerable.acquire`).

A fork server (`sandbox_server`) imports the readers before any outside byte and forks one child a document. It runs
as a process of its own, so that whatever this process holds (sockets, keys, threads) is not in the children.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj
from types import TracebackType
from typing import BinaryIO

import msgspec

from answerable.acquire.members import Budget, Item, taken
from answerable.outside.sandbox_frames import ChildLimits, Done, Opening, Task
from answerable.outside.sandbox_line import ServerLine, ServerLostError
from answerable.outside.sandbox_members import wire
from answerable.outside.sandbox_opening import OpenedContainer
from answerable.read.reading import Reading
from answerable.read.reading_many import ReadJob, failed

__all__ = ["ChildLimits", "SandboxedReaders"]

_GRACE = 10.0  # seconds beyond a child's wall time after which the server itself is given up
_AHEAD = 4  # jobs handed over per worker beyond those being read
_MOST_DEATHS = 3  # times the server may die on the first waiting job before that job is given up

_decode_reading = msgspec.msgpack.Decoder(Reading).decode


class SandboxedReaders:
    """A `Reader` (see `read.reading_many`) that reads each document in a child process of its own, and an `Opener`
    (see `acquire.opening`) that takes each container apart in one.

    Use as a context manager. `workers` children run at a time. With `ocr`, pictures are recognised when Tesseract
    is installed, and a document that needs it may take `limits.ocr_seconds`.
    """

    def __init__(self, limits: ChildLimits | None = None, workers: int | None = None, ocr: bool = True) -> None:
        self._limits = limits or ChildLimits()
        self._workers = max(1, workers or os.cpu_count() or 1)
        self._ocr = ocr
        self._server: ServerLine | None = None

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
            except ServerLostError as lost:
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

    def take_apart(self, source: BinaryIO, name: str, budget: Budget) -> Generator[Item]:
        """As `Opener.take_apart`. A child that is stopped or dies gives a trouble after the members it gave before."""
        pipe, write = os.pipe()
        ours, theirs = socket.socketpair()
        with contextlib.closing(_descriptor(source)) as container:
            size = os.fstat(container.fileno()).st_size
            opened = OpenedContainer(pipe, ours, size, self._limits)
            opening = Opening(wire(name), budget.limits, budget.bytes, budget.items)
            try:
                self._running().send_opening(opening, [container.fileno(), write, theirs.fileno()])
            except OSError:  # the server is gone: a new one is asked once, and whoever reads hears if that fails too
                self.close()
                self._running().send_opening(opening, [container.fileno(), write, theirs.fileno()])
            finally:
                os.close(write)
                theirs.close()
        try:
            with contextlib.closing(opened.items(budget)) as items:
                yield from taken(items)
        finally:
            opened.close()
            if opened.lost:
                self.close()

    def _running(self) -> ServerLine:
        if self._server is None:
            self._server = ServerLine(self._limits, self._workers, self._ocr)
        return self._server

    def _hand_over(self, number: int, job: ReadJob) -> None:
        with contextlib.suppress(OSError):  # the server is gone: noticed when its answers are collected
            self._running().send(Task(number, job.capture, os.fsencode(job.path), _plain(job)))

    def _collect(self, waiting: dict[int, ReadJob], done: dict[int, tuple[Reading, float]]) -> None:
        """Take in at least one answer. Raises ServerLostError when there will be none."""
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


def _descriptor(source: BinaryIO) -> BinaryIO:
    """The bytes of `source` open for reading only, at their start."""
    source.seek(0)
    try:
        fd = source.fileno()
        source.flush()
    except OSError:  # it is in memory
        held = tempfile.TemporaryFile()  # noqa: SIM115 (handed on open)
        copyfileobj(source, held)
        held.seek(0)
        return held
    again = Path(f"/proc/self/fd/{fd}")  # Linux; elsewhere the child gets the descriptor as it is
    return again.open("rb", buffering=0) if again.exists() else os.fdopen(os.dup(fd), "rb", buffering=0)


def _plain(job: ReadJob) -> bytes:
    """The hints as bytes; names that are not UTF-8 travel as they are, surrogates and all."""
    hints = job.hints
    facts = [[wire(k), wire(v)] for k, v in hints.facts]
    parts = [hints.path, hints.declared_type, hints.address]
    return msgspec.msgpack.encode([*(None if p is None else wire(p) for p in parts), facts])


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
