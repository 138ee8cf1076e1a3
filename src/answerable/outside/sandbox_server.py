"""The fork server: imports the readers once, forks a child for each document, watches it, kills it in time.

In:   tasks on the socket whose number is in its argument.
Out:  a greeting that says what is enforced here, then answers on the same socket. It reads no outside byte itself.
Not:  started by hand; `sandbox` starts it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass, field

import msgspec

from answerable.outside.isolation import die_with_parent, enforce_for_all
from answerable.outside.sandbox_child import OUT_OF_MEMORY, RECOGNISES, complete_answer, run_child, run_opening
from answerable.outside.sandbox_frames import ChildLimits, Done, Frames, Hello, Opening, Task
from answerable.read.limits import using

_decode_task = msgspec.msgpack.Decoder(Task | Opening).decode
_TICK = 0.25  # seconds between looks at the clock while children run


@dataclass(slots=True)
class _Child:
    """A running child: its answer so far, and when it must be done.

    One that takes a container apart has a leash, and all the time until the other side lets go of that.
    """

    task: Task | Opening
    leash: socket.socket | None
    pid: int
    pipe: int
    began: float
    answer: bytearray = field(default_factory=bytearray)
    reason: str = ""


def serve() -> None:
    """Serve until the socket closes."""
    limits, workers, ocr, fd = msgspec.json.decode(sys.argv[1], type=tuple[ChildLimits, int, bool, int])
    with using(limits.read):
        Server(limits, workers, ocr, fd).run()


class Server:
    """One process, one loop: tasks in, children watched, answers out."""

    def __init__(self, limits: ChildLimits, workers: int, ocr: bool, fd: int) -> None:
        self.limits, self.workers, self.ocr = limits, workers, ocr
        self.socket = socket.socket(fileno=fd)
        self.frames = Frames()
        self.waiting: list[Task] = []
        self.handed: list[int] = []  # descriptors that came with openings, in their order
        self.children: dict[int, _Child] = {}
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        die_with_parent()
        os.environ.clear()
        enforced = enforce_for_all(self.limits, self.ocr)
        _warm(self.ocr)
        self._answer(msgspec.msgpack.encode(Hello(enforced)))
        self.selector.register(self.socket, selectors.EVENT_READ)
        while True:
            for key, _ in self.selector.select(_TICK if self.children else None):
                if key.fileobj is self.socket:
                    if not self._take_tasks():
                        self._end()
                        return
                elif child := self.children.get(key.data):  # else it was finished in this very round
                    if key.fileobj is child.leash:
                        child.reason = "stopped: nobody waits for it any more"
                        self._finish(child)
                    else:
                        self._take_answer(child)
            self._watch_clock()
            while self.waiting and self._reading() < self.workers:
                self._fork(self.waiting.pop(0))

    def _reading(self) -> int:
        return sum(child.leash is None for child in self.children.values())

    def _take_tasks(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self.socket, 1 << 20, 16)
        self.handed += descriptors
        for frame in self.frames.feed(data):
            task = _decode_task(frame)
            if isinstance(task, Task):
                self.waiting.append(task)
            else:
                self._fork(task)
        return bool(data)

    def _fork(self, task: Task | Opening) -> None:
        given: list[int] = []  # the container and the pipe for its members
        tied: socket.socket | None = None
        if isinstance(task, Opening):
            given, tied = self.handed[:2], socket.socket(fileno=self.handed[2])
            del self.handed[:3]
        read, write = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(read)
            for fd in (write, *given):
                os.close(fd)
            self._tell(task, tied, f"no process for it: {error.strerror}")
            return
        if pid == 0:
            os.close(read)
            if isinstance(task, Opening):
                run_opening(task, write, given[0], given[1], self.limits)  # does not return
            run_child(task, write, self.limits, self.ocr)  # does not return
        for fd in (write, *given):
            os.close(fd)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # the child does the same: whoever comes first
        child = _Child(task, tied, pid, read, time.monotonic())
        self.children[read] = child
        self.selector.register(read, selectors.EVENT_READ, read)
        if tied is not None:
            self.selector.register(tied, selectors.EVENT_READ, read)

    def _take_answer(self, child: _Child) -> None:
        data = os.read(child.pipe, 1 << 18)
        if data:
            child.answer += data
            if len(child.answer) > self.limits.output:
                child.reason = f"stopped: more than {self.limits.output:,} bytes of output"
                self._finish(child)
            return
        self._finish(child)

    def _watch_clock(self) -> None:
        now = time.monotonic()
        for child in list(self.children.values()):
            if child.leash is not None:
                continue
            # Only a child that has said that it recognises a picture gets the time for it.
            limit = self.limits.ocr_seconds if child.answer[:1] == RECOGNISES else self.limits.seconds
            if now > child.began + limit:
                child.reason = f"stopped: it took longer than {limit:g} seconds"
                self._finish(child)

    def _finish(self, child: _Child) -> None:
        """End the child's whole group, before it is waited for: until then the number is its own. Say the result."""
        self.selector.unregister(child.pipe)
        os.close(child.pipe)
        del self.children[child.pipe]
        reading = None if child.reason else complete_answer(bytes(child.answer))
        if reading is None and not child.reason:  # let a dying child say why
            _wait_briefly(child.pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        if child.leash is not None:
            self.selector.unregister(child.leash)
        reason = "" if reading is not None else child.reason or why_it_died(status)
        self._tell(child.task, child.leash, reason, time.monotonic() - child.began, reading or b"")

    def _tell(
        self, task: Task | Opening, leash: socket.socket | None, reason: str, seconds: float = 0.0, reading: bytes = b""
    ) -> None:
        """What came of a task: to whoever holds the leash, or to everyone."""
        number = task.number if isinstance(task, Task) else 0
        done = msgspec.msgpack.encode(Done(number, round(seconds, 4), reason, reading))
        if leash is None:
            self._answer(done)
            return
        with leash, contextlib.suppress(OSError):  # the other side may have let go
            leash.sendall(Frames.packed(done))

    def _answer(self, payload: bytes) -> None:
        self.socket.sendall(Frames.packed(payload))

    def _end(self) -> None:
        for child in self.children.values():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)


def _wait_briefly(pid: int) -> None:
    """Until the child is a zombie, at most half a second; it stays to be waited for."""
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.005)


def why_it_died(status: int, who: str = "the reader") -> str:
    """The end in words of a child that is called `who`."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL):
            return "stopped: it used more processor time or memory than is allowed"
        hint = ", as when memory runs out" if number == signal.SIGABRT else ""
        return f"{who} crashed: {signal.Signals(number).name}{hint}"
    code = os.WEXITSTATUS(status)
    return "stopped: out of memory" if code == OUT_OF_MEMORY else f"{who} died with exit status {code}"


def _warm(ocr: bool) -> None:
    """Import and compute everything once; what is frozen here is shared by all children and never collected."""
    from answerable.acquire.containers import warm_up as warm_openers
    from answerable.read.formats import warm_up as warm_readers

    warm_openers()
    warm_readers()
    if ocr:
        from answerable.outside.ocr import Tesseract

        Tesseract().warm()
    gc.collect()
    gc.freeze()
