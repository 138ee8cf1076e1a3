"""Several processes of this machine that share work that falls into parts.

In:   a plain function of a module, and parts of work.
Out:  what it gives for each part, in the order of the parts; a few parts ahead are in memory, no more.
Not:  work that is not worth a process: the first parts are done here, and processes start only when more follow.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

from answerable.terms.errors import AnswerableError, ExitCode

T = TypeVar("T")
R = TypeVar("R")

_ALONE = 3  # parts done in this process before others are started
_AHEAD = 3  # parts handed out beyond the one that is waited for, per process


class PartLostError(AnswerableError):
    """A process that did part of the work was ended from outside."""

    exit_code = ExitCode.FAILED
    next_step = "Run the command again; if it happens again, give the machine more memory."

    def __init__(self) -> None:
        super().__init__("expected the work of a process of ours, but it was ended before it gave any")


class Processes:
    """As many processes as there are processors for this one, started when first needed and ended with the block."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        waiting = iter(parts)
        yield from map(work, itertools.islice(waiting, _ALONE if self._count > 1 and self._pool is None else 0))
        if self._count == 1:
            yield from map(work, waiting)
            return
        try:
            yield from self._shared(work, waiting)
        except BrokenProcessPool as error:
            raise PartLostError from error

    def _shared(self, work: Callable[[T], R], waiting: Iterator[T]) -> Iterator[R]:
        pending: deque[Future[R]] = deque()
        for part in waiting:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))
            pending.append(self._pool.submit(work, part))
            if len(pending) > _AHEAD * self._count:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
