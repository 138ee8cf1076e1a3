"""The child that handles a stranger's bag: one order, one answer, and it is gone.

In:   an order on a pipe. Out: what came of it, on another.
Not:  started by hand; `sandbox_bag` starts it.
"""

from __future__ import annotations

import os
import sys

import msgspec

from answerable.outside.isolation import die_with_parent, enforce_for_bag
from answerable.outside.sandbox_child import OUT_OF_MEMORY
from answerable.outside.sandbox_frames import ChildLimits
from answerable.preserve.age import most_encrypted
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_taking import Filled, Judge, TakeIn, judge, take_in
from answerable.terms.check import Check
from answerable.terms.errors import AnswerableError


class Judged(msgspec.Struct, frozen=True, tag="judged"):
    """What was checked."""

    checks: list[Check]


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """A BagRefusedError."""

    item: str
    why: str


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Another error of ours."""

    message: str
    next_step: str
    exit_code: int


class DiskFailed(msgspec.Struct, frozen=True, tag="disk"):
    """An OSError."""

    number: int
    words: str


Answer = Filled | Judged | Refused | Failed | DiskFailed


def main() -> None:
    """Carry out the order on the first descriptor, answer on the second, and exit."""
    limits, seconds, orders, answers = msgspec.json.decode(sys.argv[1], type=tuple[ChildLimits, int, int, int])
    die_with_parent()
    with os.fdopen(orders, "rb") as pipe:
        order = msgspec.msgpack.decode(pipe.read(), type=TakeIn | Judge)
    enforce_for_bag(limits, seconds, _largest(order))
    try:
        answer = _answer(order)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    with os.fdopen(answers, "wb") as pipe:
        pipe.write(msgspec.msgpack.encode(answer))


def _largest(order: TakeIn | Judge) -> int:
    """How large a file may become that is written for `order`."""
    if isinstance(order, Judge):
        return 1 << 20
    most = order.limits.one_file + 1
    return most if order.key is None else most_encrypted(most)


def _answer(order: TakeIn | Judge) -> Answer:
    try:
        return take_in(order) if isinstance(order, TakeIn) else Judged(judge(order))
    except BagRefusedError as error:
        return Refused(_words(error.item), _words(error.why))
    except AnswerableError as error:
        return Failed(_words(str(error)), _words(error.next_step), int(error.exit_code))
    except OSError as error:
        return DiskFailed(error.errno or 0, _words(error.strerror or str(error)))


def _words(text: str) -> str:
    """Words that travel: a name that is not Unicode is written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
