"""Who does work that falls into parts: this process alone, or several.

In:   a plain function of a module, and parts of work.
Out:  what it gives for each part, in the order of the parts.
Not:  any work of its own. Whichever engine runs, the outcome is the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Does parts of work. `work` must be a function of a module, and parts and results must be able to travel."""

    def each(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """`work` of every part, in order; parts are asked for only a few ahead."""


def in_parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in order, `size` at a time."""
    waiting = iter(items)
    while part := list(itertools.islice(waiting, size)):
        yield part


class Alone:
    """One part after another, in this process."""

    def each(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        return map(work, parts)
