"""What comes out of a container: members with their bytes, and troubles with their reasons.

In:   streams that a container's reader hands over.
Out:  `Member`, `Trouble` and `About`; a `Budget` and the `Allowance` of one container, which say stop.
Not:  any one format; those have a file each.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from answerable.acquire.limits import Limits

CHUNK = 1 << 20
_IN_MEMORY = 4 << 20


@dataclass(slots=True)
class Member:
    """One item of a container. `stream` is at its start and is read before the next item is asked for.

    A stream that comes straight out of a container may raise StopExpandingError; after `taken` it is a file.
    """

    name: str
    stream: BinaryIO
    how: str
    declared_type: str | None = None
    address: str | None = None
    claimed_at: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """An item that cannot be had, or (with an empty name) what is wrong with the container itself."""

    name: str
    outcome: str  # refused | skipped
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """What a container says of itself: facts of its own capture, once and before its members."""

    facts: tuple[tuple[str, str], ...]


Item = Member | Trouble | About

#: The fact of a member that could be had although its container is damaged; its value says how.
DAMAGED_CONTAINER = "container-damage"


class StopExpandingError(Exception):
    """A limit was reached or the bytes are damaged: `reason` says which. `whole` when nothing more may come out."""

    def __init__(self, reason: str, *, whole: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.whole = reason, whole


@dataclass(slots=True)
class Budget:
    """What one container offered may still give, counted as it comes out, over all containers inside it."""

    limits: Limits
    bytes: int = 0
    items: int = 0


@dataclass(slots=True)
class Allowance:
    """What one container of `size` bytes may give within the budget of its tree.

    `free` bytes do not count: a mailbox or a web archive gives back what it is made of, and is not expanded by that.
    """

    budget: Budget
    size: int
    free: int = 0
    given: int = 0  # bytes of members that came out whole

    @property
    def limits(self) -> Limits:
        return self.budget.limits

    def item(self, index: int) -> None:
        """Count one more item, the `index`-th (from 1) of its container. Raises StopExpandingError."""
        self.budget.items += 1
        if index > self.limits.members:
            raise StopExpandingError(f"more than {self.limits.members:,} members; the rest is left packed", whole=True)
        if self.budget.items > self.limits.tree:
            reason = f"more than {self.limits.tree:,} members in all; the rest is left packed"
            raise StopExpandingError(reason, whole=True)

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises StopExpandingError when they are more than this container may give."""
        limits = self.limits
        saved = min(self.free, count)
        self.free -= saved
        self.budget.bytes += count - saved
        if self.budget.bytes > limits.expanded_bytes:
            reason = f"more than {limits.expanded_bytes:,} bytes in all; the rest is left packed"
            raise StopExpandingError(reason, whole=True)

    def metered(
        self,
        source: BinaryIO,
        packed: int | None = None,
        *,
        size: int | None = None,
        damage: tuple[type[Exception], ...] = (),
    ) -> BinaryIO:
        """`source`, every byte counted. `packed` is how many bytes it is made from, `size` how many it must give.

        What `source` raises of the kinds in `damage` becomes a StopExpandingError with the reason.
        """
        return cast(BinaryIO, _Metered(source, self, packed, size, damage))


class _Metered(io.RawIOBase):
    """A stream that stops where the limits say."""

    def __init__(
        self,
        source: BinaryIO,
        allowance: Allowance,
        packed: int | None,
        size: int | None,
        damage: tuple[type[Exception], ...],
    ) -> None:
        self._source, self._allowance, self._packed, self._size, self._damage = source, allowance, packed, size, damage
        self._count = 0
        self._ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        try:
            data = self._source.read(min(size, CHUNK))
        except self._damage as error:
            raise StopExpandingError(f"damaged: {error}") from error
        if not data:
            if self._size is not None and self._count != self._size:
                raise StopExpandingError("the container ends in the middle of it")
            if not self._ended:
                self._ended = True
                self._allowance.given += self._count
            return b""
        self._count += len(data)
        self._allowance.spend(len(data))
        self._check()
        return data

    def _check(self) -> None:
        """The limits of one member, then the growth of the whole. Raises StopExpandingError."""
        limits, allowance = self._allowance.limits, self._allowance
        if self._count > limits.file_bytes:
            raise StopExpandingError(f"larger than the limit of {limits.file_bytes:,} bytes for one file")
        if (
            self._packed is not None
            and self._count > limits.ratio_after
            and self._count > limits.ratio * max(1, self._packed)
        ):
            raise StopExpandingError(f"expands more than {limits.ratio}:1, as only a bomb does")
        whole = allowance.given + self._count
        if whole > limits.ratio_after and whole > limits.ratio * max(1, allowance.size):
            reason = f"the whole expands more than {limits.ratio}:1, as only a bomb does"
            raise StopExpandingError(reason, whole=True)


class Names:
    """Names made different: the second `a` of a container is `a#2`, unless a member is called that."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def unlike(self, name: str) -> str:
        name = name[: self._limit] or "unnamed"
        unlike, count = name, self._next.get(name, 2)
        while unlike in self._given:
            unlike, count = f"{name}#{count}", count + 1
        self._given.add(unlike)
        self._next[name] = count
        return unlike


def taken(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each member with its bytes in a temporary file; one that cannot be had whole is a trouble."""
    for item in items:
        if not isinstance(item, Member):
            yield item
            continue
        out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (handed on open)
        try:
            while chunk := item.stream.read(CHUNK):
                out.write(chunk)
        except StopExpandingError as stop:
            out.close()
            yield Trouble("" if stop.whole else item.name, "refused", stop.reason)
            if stop.whole:
                return
            continue
        except BaseException:
            out.close()
            raise
        out.seek(0)
        yield replace(item, stream=out)
