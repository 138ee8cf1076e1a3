"""Faults at single calls of the system, put there by strace while the real command runs.

In:   a command that waits at its first step, and the fault wanted.
Out:  the calls it made on files of ours, or its end with one of them failed or fatal.
Not:  choosing calls by hand: what a run that nobody disturbs does is what is disturbed.

strace counts the calls of each thread by itself, so "the third fsync" is the third of every thread that has one.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.preserve.commanding import HANG, Started

#: Every call by which the store changes what is on a disk, or by which it opens, closes and locks.
CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "ftruncate", "truncate", "fchmod", "link", "linkat", "close", "flock"),
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*)")


@dataclass(frozen=True, order=True)
class Call:
    """The `number`-th call named `name` of a thread, counted from 1."""

    name: str
    number: int


def require_strace() -> None:
    """Skip, and say why, where strace is absent or may not trace."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed (apt install strace)")
    trial = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        pytest.skip(f"tracing is forbidden here: {trial.stderr.strip()[:200]}")


def calls_of(started: Started, places: tuple[Path, ...], log: Path) -> list[Call]:
    """Let the command run to its end and return the calls it made on files under `places`."""
    _traced(started, ["-y", "-o", os.fspath(log)])
    counts: Counter[tuple[str, str]] = Counter()
    found: set[Call] = set()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None:  # the second half of a call, a signal, an exit
            continue
        thread, name, rest = match.groups()
        counts[thread, name] += 1
        if any(f"{place}" in rest for place in places):
            found.add(Call(name, counts[thread, name]))
    return sorted(found)


def disturbed(started: Started, call: Call, fault: str) -> int:
    """Let the command run with `fault` (`EIO`, `ENOSPC`, `SIGKILL`) at `call`; its exit code."""
    what = f"signal={fault}" if fault.startswith("SIG") else f"error={fault}"
    return _traced(started, ["-o", os.devnull, f"--inject={call.name}:{what}:when={call.number}"])


def _traced(started: Started, options: list[str]) -> int:
    command = ["strace", "-f", f"--trace={','.join(CALLS)}", *options, "-p", f"{started.pid}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            started.process.kill()
            pytest.skip(f"strace may not attach to another process here: {said.strip()[:200]}")
        os.kill(started.pid, signal.SIGCONT)
        code = started.code()
        tracer.communicate(timeout=HANG)
    return code
