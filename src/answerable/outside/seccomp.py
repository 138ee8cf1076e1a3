"""A filter on what a process may ask of the kernel: no sockets, and for those that need none, no other processes.

In:   nothing but the kernel (Linux on x86-64 and 64-bit ARM).
Out:  empty when the filter holds, for this process and all it forks; else why it does not.
Not:  files. The filter cannot be taken off again.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _IS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_X32 = 0x40000000  # numbers from here on are calls by another convention of the same kernel
_CALLS = {  # audit number of the machine; its calls for sockets (io_uring makes them too), for processes
    "x86_64": (0xC000003E, (41, 53, 425), (56, 57, 58, 59, 322, 435)),
    "aarch64": (0xC00000B7, (198, 199, 425), (220, 221, 281, 435)),
}


def refuse_sockets() -> str:
    """Make every call for a socket fail from here on."""
    machine = platform.machine()
    return _install(machine, _CALLS[machine][1]) if machine in _CALLS else _unknown(machine)


def refuse_processes() -> str:
    """Make every call that starts a process or a program fail from here on; threads are processes here too."""
    machine = platform.machine()
    return _install(machine, _CALLS[machine][2]) if machine in _CALLS else _unknown(machine)


def _unknown(machine: str) -> str:
    return f"no filter of kernel calls is written for {sys.platform} on {machine}"


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _install(machine: str, refused: tuple[int, ...]) -> str:
    if sys.platform != "linux":
        return _unknown(machine)
    steps = _filter(_CALLS[machine][0], refused)
    program = _Program(len(steps), b"".join(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        return f"the kernel refused a filter of its calls ({os.strerror(ctypes.get_errno())})"
    return ""


def _filter(audit: int, refused: tuple[int, ...]) -> list[bytes]:
    """The program: another machine's calls kill, calls of the other convention and those refused fail."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("<HBBI", code, yes, no, value)

    count = len(refused)
    return [
        step(_LOAD, 4),  # the machine
        step(_IS, audit, 1, 0),
        step(_RETURN, _KILL),
        step(_LOAD, 0),  # the call
        step(_AT_LEAST, _X32, count + 1, 0),
        *(step(_IS, number, count - index, 0) for index, number in enumerate(refused)),
        step(_RETURN, _ALLOW),
        step(_RETURN, _REFUSE),
    ]
