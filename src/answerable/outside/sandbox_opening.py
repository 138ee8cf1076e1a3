"""Containers taken apart in a child process: the parent's end of the pipe and of the leash.

In:   what the child writes into its pipe.
Out:  members and troubles in the container's order; a child that dies, lies out of order, or keeps us waiting too long
      gives a trouble that says so, after the members that came before.
Not:  the container's own bytes: the parent never looks at them.

The child is paused whenever nobody reads its pipe, so its time is the time that this side spent waiting for it.
"""

from __future__ import annotations

import io
import os
import select
import socket
import time
from collections.abc import Generator
from typing import BinaryIO, cast

import msgspec

from answerable.acquire.containers import allowance_of
from answerable.acquire.feeds import OLDER, RELATIONS
from answerable.acquire.members import About, Allowance, Budget, Item, Member, Names, StopExpandingError, Trouble
from answerable.outside.sandbox_frames import ChildLimits, Done, Frames
from answerable.outside.sandbox_members import (
    ABANDONED,
    ABOUT,
    DATA,
    END,
    KIND,
    LONGEST,
    MEMBER,
    PIECE,
    TROUBLE,
    Described,
    Said,
    member_of,
    unwired,
)

_READ = 1 << 18
_LAST_WORDS = 5.0  # seconds to wait for what the server says of a child that has ended
_TELLING = 2_100  # characters of where a feed says that its older items are
_HOWS = frozenset(("archive-member", "mail-part", "mailbox-message", "feed-entry", "web-archive-record"))
_OUTCOMES = frozenset(("refused", "skipped"))
_DISORDER = "the process that took it apart did not answer in order"
_described = msgspec.msgpack.Decoder(Described).decode
_said = msgspec.msgpack.Decoder(Said).decode
_told = msgspec.msgpack.Decoder(list[tuple[bytes, bytes]]).decode
_done = msgspec.msgpack.Decoder(Done).decode


class OpenedContainer:
    """What one child sends. `size` is the container's; it may take longer for being large."""

    def __init__(self, pipe: int, leash: socket.socket, size: int, limits: ChildLimits) -> None:
        self._pipe, self._leash, self._limits, self._size = pipe, leash, limits, size
        self._held = bytearray()
        self._came = 0
        self._waited = 0.0
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)
        self.lost = False  # the server ended without a word

    def close(self) -> None:
        """Let go: the server kills the child if it still runs."""
        os.close(self._pipe)
        self._leash.close()

    def items(self, budget: Budget) -> Generator[Item]:
        """Members, whose streams are read before the next is asked for, troubles, and what a feed says of itself."""
        try:
            first = self._piece()
            if first is None:  # a document
                return
            if first[0] != KIND:
                raise _disorder()
            allowance, index = allowance_of(first[1].decode("ascii", "replace"), self._size, budget), 0
            names, told = Names(budget.limits.name), False
            while (piece := self._piece()) is not None:
                what, payload = piece
                if what == TROUBLE:
                    yield _trouble(payload)
                    continue
                if what == ABOUT and index == 0 and not told:
                    told = True
                    yield _about(payload)
                    continue
                if what != MEMBER:
                    raise _disorder()
                index += 1
                allowance.item(index)
                stream = _MemberStream(self, allowance)
                member = _member(payload, allowance.metered(cast(BinaryIO, stream)))
                member.name = names.unlike(member.name)
                yield member
                stream.drain()
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)

    def _piece(self) -> tuple[int, bytes] | None:
        """The next piece, None when the child has ended and all is well. Raises StopExpandingError."""
        head = self._exactly(PIECE.size)
        if head is None:
            return None
        what, size = PIECE.unpack(head)
        if size > LONGEST:
            raise _disorder()
        payload = self._exactly(size)
        if payload is None:
            raise _disorder()
        return what, payload

    def _exactly(self, size: int) -> bytes | None:
        while len(self._held) < size:
            data = self._more()
            if not data:
                reason = self._last_words()
                if reason or self._held:
                    raise StopExpandingError(reason or _DISORDER, whole=True)
                return None
            self._held += data
        out = bytes(memoryview(self._held)[:size])
        del self._held[:size]
        return out

    def _more(self) -> bytes:
        """The next bytes; none when the child has closed its pipe. Counts the time spent waiting."""
        allowed = self._limits.seconds + (self._size + self._came) / self._limits.bytes_a_second
        began = time.monotonic()
        ready = self._poll.poll(max(0.0, allowed - self._waited) * 1000)
        self._waited += time.monotonic() - began
        if not ready:
            raise StopExpandingError(f"stopped: it took longer than {allowed:.0f} seconds", whole=True)
        data = os.read(self._pipe, _READ)
        self._came += len(data)
        return data

    def _last_words(self) -> str:
        """What the server says of the child's end: empty when it ended well."""
        self._leash.settimeout(_LAST_WORDS)
        frames, gathered = Frames(), b""
        try:
            while data := self._leash.recv(1 << 16):
                for gathered in frames.feed(data):
                    return _done(gathered).reason
        except (OSError, msgspec.DecodeError):
            pass
        self.lost = True
        return "the process that takes containers apart died"


class _MemberStream(io.RawIOBase):
    """The bytes of the member whose description came last."""

    def __init__(self, opened: OpenedContainer, allowance: Allowance) -> None:
        self._opened, self._allowance = opened, allowance
        self._rest = b""
        self._over = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._over:
            piece = self._opened._piece()
            if piece is None or piece[0] not in (DATA, END, ABANDONED):
                raise _disorder()
            what, self._rest = piece
            self._over = what != DATA
            if what == ABANDONED:
                said, self._rest = _reason(self._rest), b""
                raise StopExpandingError(unwired(said.reason), whole=said.whole)
        out, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return out

    def drain(self) -> None:
        """Pass over what was not read of it; it counts all the same."""
        try:
            while data := self.read(_READ):
                self._allowance.spend(len(data))
        except StopExpandingError as stop:
            if stop.whole:
                raise


def _disorder() -> StopExpandingError:
    return StopExpandingError(_DISORDER, whole=True)


def _reason(payload: bytes) -> Said:
    try:
        said = _said(payload)
        unwired(said.reason)
    except (msgspec.DecodeError, ValueError) as error:
        raise _disorder() from error
    return said


def _trouble(payload: bytes) -> Trouble:
    said = _reason(payload)
    try:
        name = unwired(said.name)
    except ValueError as error:
        raise _disorder() from error
    if said.outcome not in _OUTCOMES:
        raise _disorder()
    return Trouble(name, said.outcome, unwired(said.reason))


def _about(payload: bytes) -> About:
    """What a feed says of itself: where its older items are, and nothing else."""
    try:
        facts = tuple((unwired(key), unwired(value)) for key, value in _told(payload))
    except (msgspec.DecodeError, ValueError) as error:
        raise _disorder() from error
    relations = [value.partition(" ")[0] for _, value in facts]
    if any(key != OLDER or len(value) > _TELLING for key, value in facts) or len(set(relations)) != len(relations):
        raise _disorder()
    if not set(relations) <= set(RELATIONS):
        raise _disorder()
    return About(facts)


def _member(payload: bytes, stream: BinaryIO) -> Member:
    try:
        member = member_of(_described(payload), stream)
    except (msgspec.DecodeError, ValueError) as error:
        raise _disorder() from error
    if member.how not in _HOWS or not member.name:
        raise _disorder()
    return member
