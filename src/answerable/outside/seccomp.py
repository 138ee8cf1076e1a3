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
_LOAD, _IS, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000, 0x00050000 | errno.ENOSYS
_FIRST_ARGUMENT, _A_THREAD = 16, 0x00010000  # where it lies; the flag of clone that makes no process of its own
_X32 = 0x40000000  # numbers from here on are calls by another convention of the same kernel
_CALLS = {  # audit number of the machine; its calls for sockets (io_uring makes them too), for processes
    "x86_64": (0xC000003E, (41, 53, 425), (56, 57, 58, 59, 322, 435)),
    "aarch64": (0xC00000B7, (198, 199, 425), (220, 221, 281, 435)),
}
_FORKING = {"x86_64": (56, 57, 58, 435), "aarch64": (220, 435)}  # of the last, those that leave programs alone
_STARTING = {  # calls that start a process or a program whatever is asked; clone and clone3, by which threads start too
    "x86_64": ((57, 58, 59, 322), 56, 435),
    "aarch64": ((221, 281), 220, 435),
}


def refuse_sockets() -> str:
    """Make every call for a socket fail from here on."""
    machine = platform.machine()
    return _install(_filter(machine, _CALLS[machine][1])) if machine in _CALLS else _unknown(machine)


def refuse_processes() -> str:
    """Make every call that starts a process or a program fail from here on; threads are processes here too."""
    machine = platform.machine()
    return _install(_filter(machine, _CALLS[machine][2])) if machine in _CALLS else _unknown(machine)


def refuse_forks() -> str:
    """Make every call that makes a process or a thread fail from here on; the process may still become a program."""
    machine = platform.machine()
    return _install(_filter(machine, _FORKING[machine])) if machine in _FORKING else _unknown(machine)


def refuse_all_but_threads() -> str:
    """As `refuse_processes`, for a process that needs threads of its own.

    What clone3 is asked cannot be seen by a filter: it is said to be unknown, and the C library then asks clone.
    """
    machine = platform.machine()
    return _install(_threads_only(machine)) if machine in _STARTING else _unknown(machine)


def _unknown(machine: str) -> str:
    return f"no filter of kernel calls is written for {sys.platform} on {machine}"


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _install(steps: list[bytes]) -> str:
    if sys.platform != "linux":
        return _unknown(platform.machine())
    program = _Program(len(steps), b"".join(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        return f"the kernel refused a filter of its calls ({os.strerror(ctypes.get_errno())})"
    return ""


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _beginning(machine: str) -> list[bytes]:
    """Another machine's calls kill. Then the number of the call is looked at."""
    return [_step(_LOAD, 4), _step(_IS, _CALLS[machine][0], 1, 0), _step(_RETURN, _KILL), _step(_LOAD, 0)]


def _filter(machine: str, refused: tuple[int, ...]) -> list[bytes]:
    """The program: calls of the other convention and those refused fail."""
    count = len(refused)
    return [
        *_beginning(machine),
        _step(_AT_LEAST, _X32, count + 1, 0),
        *(_step(_IS, number, count - index, 0) for index, number in enumerate(refused)),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
    ]


def _threads_only(machine: str) -> list[bytes]:
    """The program: as `_filter`, but clone passes when it is for a thread."""
    starting, clone, clone3 = _STARTING[machine]
    count = len(starting)
    return [
        *_beginning(machine),
        _step(_AT_LEAST, _X32, count + 6, 0),
        *(_step(_IS, number, count - index + 5, 0) for index, number in enumerate(starting)),
        _step(_IS, clone3, 6, 0),
        _step(_IS, clone, 1, 0),
        _step(_RETURN, _ALLOW),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_HAS, _A_THREAD, 0, 1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _UNKNOWN),
    ]
