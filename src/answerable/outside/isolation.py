"""What this machine lets a process give up: network, memory, time, files, core dumps.

In:   nothing but the kernel. Out: for each limit `enforced`, or `not enforced: why`, which `doctor` shows.
Not:  a jail for files: children run as the same user and could open what that user may open.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from functools import cache

from answerable.outside.sandbox_frames import ChildLimits
from answerable.outside.seccomp import refuse_all_but_threads, refuse_forks, refuse_processes, refuse_sockets

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_FILES_OF_A_PROGRAM = 64
_FILES_OF_A_BAG = 256  # a batch of 64 on its way, folders, the journal
ENFORCED = "enforced"


@cache
def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends (Linux only)."""
    if (libc := _libc()) is not None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def without_network() -> str:
    """Leave the network, this process and all it forks: by an empty namespace and a filter, by what there is of both."""
    held = {"an empty namespace": _leave_network(), "a filter of kernel calls": refuse_sockets()}
    by = [means for means, why_not in held.items() if not why_not]
    if by:
        return f"{ENFORCED} by {' and '.join(by)}"
    return f"not enforced: {'; '.join(held.values())}"


def _leave_network() -> str:
    """Leave for an empty network namespace; empty when done, else why not."""
    libc = _libc()
    if libc is None:
        return f"{sys.platform} has no network namespaces"
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return ""
    return f"the kernel refused a network namespace ({os.strerror(ctypes.get_errno())})"


def _why_processes_start() -> str:
    """Why a child could start processes all the same; empty when the filter holds in a child made to try it."""
    pid = os.fork()
    if pid == 0:
        os._exit(1 if refuse_processes() else 0)
    _, status = os.waitpid(pid, 0)
    return "the kernel refused a filter of its calls, and limits are per user" if status else ""


def enforce_for_all(limits: ChildLimits, ocr: bool) -> dict[str, str]:
    """Give up, for this process and its children, what none of them needs; say what holds here.

    Only a child that may recognise pictures starts another program; the others may start none.
    """
    out = {"network": without_network()}
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out["core dumps"] = ENFORCED
    mac = sys.platform == "darwin"
    out["memory"] = "not enforced: macOS ignores the limit" if mac else f"{ENFORCED}, {limits.memory >> 20} MiB"
    out["time"] = f"{ENFORCED}, {limits.seconds:g} s, {limits.cpu_seconds} s of CPU, pictures {limits.ocr_seconds:g} s"
    out["output"] = f"{ENFORCED}, {limits.output >> 20} MiB"
    out["open files"] = f"{ENFORCED}, {limits.files}"
    alone = _why_processes_start()
    out["processes"] = (
        f"not enforced: {alone}"
        if alone
        else "enforced: none may be started"
        if not ocr
        else f"{ENFORCED} for containers and for Tesseract, which may start none; not enforced for readers, which may "
        "start Tesseract (their whole group is killed with them)"
    )
    out["files of this user"] = "not enforced: only the working folder is empty"
    return out


def enforce_for_child(limits: ChildLimits, ocr: bool) -> None:
    """The limits of one child. If `ocr`, it may start Tesseract, and CPU time may be raised up to that for pictures."""
    hard = max(limits.cpu_seconds, int(limits.ocr_seconds)) if ocr else limits.cpu_seconds
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, hard + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output, limits.output))
    if not ocr:
        refuse_processes()  # what holds of it is said by `enforce_for_all`


def enforce_for_opening(limits: ChildLimits, most: int) -> None:
    """The limits of a child that takes a container apart: memory and files as ever, no file may be written, and
    CPU time that `allow_more_time` may raise by what `most` bytes, in and out, can take.
    """
    hard = limits.cpu_seconds + most // limits.bytes_a_second
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, hard + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    refuse_processes()


def enforce_for_program(seconds: float, memory: int) -> None:
    """The limits of a program that is about to be started: time, memory, no file written, no process or thread made.

    Never above what this process itself may use.
    """
    limits = [(resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
    limits.append((resource.RLIMIT_NOFILE, _FILES_OF_A_PROGRAM))
    if sys.platform != "darwin":
        limits.append((resource.RLIMIT_AS, memory))
    for limit, most in limits:
        _, hard = resource.getrlimit(limit)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))
    refuse_forks()


def enforce_for_bag(limits: ChildLimits, seconds: int, largest: int) -> None:
    """The limits of a child that takes a stranger's bag in: threads and files it needs, no program, no network."""
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES_OF_A_BAG, _FILES_OF_A_BAG))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    without_network()
    refuse_all_but_threads()


def allow_more_time(seconds: int) -> None:
    """Raise this child's CPU time to `seconds`, at most to its hard limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, hard), hard))


def allow_picture_time() -> None:
    """Raise this child's CPU time to its hard limit: it is going to recognise a picture."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
