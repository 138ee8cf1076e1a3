"""The real `answerable` command in a process of its own, quick enough to be killed a thousand times.

In:   arguments, and where the process may write.
Out:  `Started`: the process, and what it has said so far.
Not:  a stand-in. The process is forked from one that has loaded the program, and runs the command line from its door.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

HANG = 120.0  # seconds; tenfold of what the slowest command here takes on a busy machine

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["answerable.cli.acquire", "answerable.cli.stamping", "answerable.cli.working", "answerable.flow", "warcio.archiveiterator", "answerable.outside.http", "answerable.outside.sandbox"])  # fmt: skip


@dataclass(frozen=True)
class Started:
    """A command that runs or ran. `said` and `complained` are the files its output goes to."""

    process: ForkServerProcess
    said: Path
    complained: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def kill_after(self, seconds: float) -> bool:
        """Kill it `seconds` from now. Whether it was still at work."""
        self.process.join(seconds)
        alive = self.process.exitcode is None
        self.process.kill()
        self.process.join()
        return alive

    def code(self) -> int:
        """Its exit code; minus the signal when a signal ended it."""
        self.process.join(HANG)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            raise TimeoutError(f"the command did not end in {HANG:.0f} seconds")
        return code

    def lines(self) -> list[dict[str, Any]]:
        """The whole lines on its standard output; one that a kill cut off was not said."""
        whole = [line for line in self.said.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
        return [json.loads(line) for line in whole]

    def complaint(self) -> str:
        return self.complained.read_text(encoding="utf-8", errors="replace")


def start(
    *arguments: str | Path, home: Path, name: str = "command", stopped: bool = False, umask: int | None = None
) -> Started:
    """Begin `answerable ARGUMENTS…`; `stopped` leaves it stopped at its first step until it gets SIGCONT.

    `home` is where the program keeps what is its own; the output goes there, under `name`. `umask` is the command's,
    where it shall not be this machine's.
    """
    home.mkdir(exist_ok=True)
    said, complained = home / f"{name}.said", home / f"{name}.complained"
    for file in (said, complained):
        file.write_bytes(b"")  # it may be killed before it does so itself
    words = tuple(os.fspath(a) for a in arguments)
    process = _context.Process(target=_run, args=(words, str(home), str(said), str(complained), stopped, umask))
    process.start()
    started = Started(process, said, complained)
    if stopped:
        _wait_until_stopped(started)
    return started


def _run(arguments: tuple[str, ...], home: str, said: str, complained: str, stopped: bool, umask: int | None) -> None:
    from answerable.cli.main import run

    if umask is not None:
        os.umask(umask)
    os.environ.pop("ANSWERABLE_CASE", None)
    os.environ.update(HOME=home, ANSWERABLE_HOME=f"{home}/answerable")
    for fd, path in ((1, said), (2, complained)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, fd)
        os.close(file)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1)  # a line is said when it is said
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1)
    if stopped:
        os.kill(os.getpid(), signal.SIGSTOP)
    sys.exit(run(arguments))


def _wait_until_stopped(started: Started) -> None:
    give_up = time.monotonic() + HANG
    stat = Path(f"/proc/{started.pid}/stat")
    while stat.read_text().rpartition(")")[2].split()[0] != "T":
        if time.monotonic() > give_up:
            raise TimeoutError("the command did not begin")
        time.sleep(0.002)
