"""The fork server's process and the line to it: tasks go out, answers come in, containers travel as descriptors.

In:   limits, how many children at a time.
Out:  a process that is greeted, spoken to and ended. Its environment is made, not handed on.
Not:  what the answers mean (`sandbox`).
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from answerable.outside.sandbox_frames import ChildLimits, Done, Frames, Hello, Opening, Task
from answerable.terms.errors import OutsideError

SERVER = "answerable.outside.sandbox_server"
_START = 60.0  # seconds the server may take to import the readers


class ServerLostError(Exception):
    """The fork server died or does not answer."""


class ServerLine:
    """The fork server's process and the line to it."""

    def __init__(self, limits: ChildLimits, workers: int, ocr: bool) -> None:
        self._folder = TemporaryDirectory(prefix="answerable-read-")
        ours, theirs = socket.socketpair()
        environment = {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        code = f"from {SERVER} import serve; serve()"
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

    def send_opening(self, opening: Opening, descriptors: list[int]) -> None:
        """Send a container. Raises OSError when the server is gone."""
        self._socket.setblocking(True)
        try:
            self._socket.sendall(self._outgoing)
            self._outgoing.clear()
            frame = Frames.packed(msgspec.msgpack.encode(opening))
            sent = socket.send_fds(self._socket, [frame], descriptors)
            self._socket.sendall(frame[sent:])
        finally:
            self._socket.setblocking(False)

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
        """At least one answer. Raises ServerLostError after `seconds` without any, or when the server is gone."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise ServerLostError("the process that reads documents does not answer")
            try:
                frames = self._receive(left)
            except (OSError, EOFError) as error:
                raise ServerLostError("the process that reads documents died") from error
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
