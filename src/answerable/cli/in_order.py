"""Lines answered by several processes at once, in the order they came.

In:   lines as they arrive, and a plain function that answers one.
Out:  the answers, in the order of the lines, each as soon as it and those before it are there.
Not:  batching: whoever sends one line and waits for its answer gets it before sending the next.
"""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from answerable.terms.errors import AnswerableError, ExitCode

_ALONE = 48  # lines answered here before processes are started: a few lines are quicker without
_AHEAD = 32  # lines handed out beyond the one that is waited for, per process

Line = tuple[int, bytes]


class WorkerLostError(AnswerableError):
    """A process that answered lines was ended from outside."""

    exit_code = ExitCode.FAILED
    next_step = "Run the command again; if it happens again, give the machine more memory or send shorter lines."

    def __init__(self) -> None:
        super().__init__("expected an answer from a process of ours, but it was ended before it gave one")


def answered_in_order(answer: Callable[[Line], bytes], lines: Iterable[bytes]) -> Iterator[bytes]:
    """`answer` of each line with its number. `answer` must be a function of a module, so that processes find it."""
    waiting = _arriving(lines)
    for _ in range(_ALONE):
        line = waiting.get()
        if line is None:
            return
        yield answer(line)
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count == 1:
        while (line := waiting.get()) is not None:
            yield answer(line)
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        try:
            yield from _by_pool(pool, answer, waiting, count * _AHEAD)
        except BrokenProcessPool as error:
            raise WorkerLostError from error


def _by_pool(
    pool: ProcessPoolExecutor, answer: Callable[[Line], bytes], waiting: queue.Queue[Line | None], ahead: int
) -> Iterator[bytes]:
    pending: deque[Future[bytes]] = deque()
    ended = False
    while pending or not ended:
        while not ended and len(pending) < ahead:
            try:
                line = waiting.get(block=not pending)
            except queue.Empty:
                break
            if line is None:
                ended = True
            else:
                pending.append(pool.submit(answer, line))
        if pending:
            yield pending.popleft().result()


def _arriving(lines: Iterable[bytes]) -> queue.Queue[Line | None]:
    """Lines with their numbers as they come, and None after the last; read ahead by a thread, a little."""
    waiting: queue.Queue[Line | None] = queue.Queue(maxsize=256)

    def read() -> None:
        try:
            for numbered in enumerate(lines, 1):
                waiting.put(numbered)
        finally:
            waiting.put(None)

    threading.Thread(target=read, daemon=True).start()
    return waiting
