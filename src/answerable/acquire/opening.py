"""What acquiring needs of whoever takes containers apart, and the plainest way to do it.

In:   a stream, what it is called, the budget of its tree.
Out:  its members, each with its bytes in a file of its own, its troubles, and what it says of itself. A document holds nothing.
Not:  isolation. `InProcessOpener` is for tests and notebooks; outside bytes go to `outside/sandbox_opening.py`.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import BinaryIO, Protocol

from answerable.acquire.containers import expand
from answerable.acquire.members import Budget, Item, taken
from answerable.acquire.sniff import container_kind


class Opener(Protocol):
    """Takes containers apart."""

    def take_apart(self, source: BinaryIO, name: str, budget: Budget) -> Generator[Item]:
        """What the container in `source` holds, in its order; nothing when it is a document. Never raises for it."""


class InProcessOpener:
    """Takes containers apart in this process."""

    def take_apart(self, source: BinaryIO, name: str, budget: Budget) -> Generator[Item]:
        """As `Opener.take_apart`."""
        kind = container_kind(source)
        if kind is not None:
            yield from taken(expand(kind, source, name, budget))
