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
from answerable.outside.sandbox_child import OUT_OF_MEMORY, RECOGNISES, complete_answer, run_child
from answerable.outside.sandbox_frames import ChildLimits, Done, Frames, Hello, Task

_decode_task = msgspec.msgpack.Decoder(Task).decode
_TICK = 0.25  # seconds between looks at the clock while children run


@dataclass(slots=True)
class _Child:
    """A running child: its answer so far, and when it must be done."""

    task: Task
    pid: int
    pipe: int
    began: float
    answer: bytearray = field(default_factory=bytearray)
    reason: str = ""


def serve() -> None:
    """Serve until the socket closes."""
    settings = msgspec.json.decode(sys.argv[1], type=tuple[ChildLimits, int, bool, int])
    Server(*settings).run()


class Server:
    """One process, one loop: tasks in, children watched, answers out."""

    def __init__(self, limits: ChildLimits, workers: int, ocr: bool, fd: int) -> None:
        self.limits, self.workers, self.ocr = limits, workers, ocr
        self.socket = socket.socket(fileno=fd)
        self.frames = Frames()
        self.waiting: list[Task] = []
        self.children: dict[int, _Child] = {}
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        die_with_parent()
        os.environ.clear()
        enforced = enforce_for_all(self.limits)
        _warm(self.ocr)
        self._answer(msgspec.msgpack.encode(Hello(enforced)))
        self.selector.register(self.socket, selectors.EVENT_READ)
        while True:
            for key, _ in self.selector.select(_TICK if self.children else None):
                if key.fileobj is self.socket:
                    if not self._take_tasks():
                        self._end()
                        return
                else:
                    self._take_answer(self.children[key.fd])
            self._watch_clock()
            while self.waiting and len(self.children) < self.workers:
                self._fork(self.waiting.pop(0))

    def _take_tasks(self) -> bool:
        data = self.socket.recv(1 << 20)
        for frame in self.frames.feed(data):
            self.waiting.append(_decode_task(frame))
        return bool(data)

    def _fork(self, task: Task) -> None:
        read, write = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(read)
            os.close(write)
            self._answer(msgspec.msgpack.encode(Done(task.number, 0.0, f"no process for it: {error.strerror}")))
            return
        if pid == 0:
            os.close(read)
            run_child(task, write, self.limits, self.ocr)  # does not return
        os.close(write)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # the child does the same: whoever comes first
        now = time.monotonic()
        self.children[read] = _Child(task, pid, read, now)
        self.selector.register(read, selectors.EVENT_READ)

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
        seconds = round(time.monotonic() - child.began, 4)
        reason = "" if reading is not None else child.reason or why_it_died(status)
        self._answer(msgspec.msgpack.encode(Done(child.task.number, seconds, reason, reading or b"")))

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


def why_it_died(status: int) -> str:
    """A child's end in words."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL):
            return "stopped: it used more processor time or memory than is allowed"
        return f"the reader crashed: {signal.Signals(number).name}"
    code = os.WEXITSTATUS(status)
    return "stopped: out of memory" if code == OUT_OF_MEMORY else f"the reader died with exit status {code}"


def _warm(ocr: bool) -> None:
    """Import and compute everything once; what is frozen here is shared by all children and never collected."""
    from answerable.read.formats import warm_up

    warm_up()
    if ocr:
        from answerable.outside.ocr import Tesseract

        Tesseract().warm()
    gc.collect()
    gc.freeze()
