"""The door of acquire: what is offered becomes captures, or refusals with a reason.

In:   paths and addresses, someone who keeps, someone who fetches, someone who takes containers apart.
Out:  every regular file, member and page kept byte for byte; a line per input once it is durable.
Not:  reading any of it. What cannot be read is kept all the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from answerable.acquire.browsing import BESIDE, Browser
from answerable.acquire.capture import Capture
from answerable.acquire.errors import NotTakenError
from answerable.acquire.fetching import Facts, Fetcher
from answerable.acquire.keeper import Keeper
from answerable.acquire.limits import Limits
from answerable.acquire.manners import Manners
from answerable.acquire.members import DAMAGED_CONTAINER, About, Budget, Item, Member, Trouble
from answerable.acquire.opening import Opener
from answerable.acquire.sniff import begins_a_parcel, may_hold
from answerable.acquire.visiting import Visits
from answerable.acquire.walking import Found, open_regular, walk
from answerable.terms.digest import Digest, digest_stream
from answerable.terms.errors import AnswerableError
from answerable.terms.moment import Moment

_BATCH, _BATCH_SECONDS = 64, 0.2
_PARCEL = "an Outlook parcel (winmail.dat) is kept whole; what it holds is not taken out: ask for the mail as .msg"


@dataclass(frozen=True, slots=True)
class Acquired:
    """What became of one input. `outcome` is kept, refused or skipped; `seconds` what it took."""

    path: str
    outcome: str
    reason: str
    digest: Digest | None
    size: int
    seconds: float
    new: bool


@dataclass(slots=True)
class _Acquiring:
    keeper: Keeper
    agent: str
    clock: Callable[[], Moment]
    opener: Opener
    limits: Limits
    on_item: Callable[[Acquired], None]
    visits: Visits | None = None
    waiting: list[Acquired] = field(default_factory=list)
    not_taken: list[NotTakenError] = field(default_factory=list)  # what our own disk would not take
    since: float = 0.0

    # ------------------------------------------------------------ what comes in

    def offer(self, offer: str) -> None:
        if offer.startswith(("http://", "https://")):
            self.address(offer)
            return
        for found in walk(offer):
            if isinstance(found, Trouble):
                self._decline(found.name, found)
            else:
                self._file(found)

    def _file(self, found: Found) -> None:
        began = time.monotonic()
        with ExitStack() as opened:
            try:
                stream = opened.enter_context(open_regular(found.place))
                digest, size = digest_stream(stream)
                stream.seek(0)
            except OSError as error:
                self._decline(found.path, _unreadable(found.path, error))
                return
            if self.keeper.knows(found.path, digest):
                self._tell(Acquired(found.path, "kept", "", digest, size, time.monotonic() - began, False))
                return
            self._keep(found.path, Member(found.path, stream, "file"), None, Budget(self.limits), 0, began)

    def address(self, address: str) -> None:
        if self.visits is None:
            self.refuse(address, "refused", "fetching from the web is switched off here")
        else:
            self.visits.visit(address)

    # ------------------------------------------------------------ the door, as visits see it

    def take(
        self, path: str, member: Member, container: Digest | None, began: float, remark: str = ""
    ) -> Digest | None:
        return self._keep(path, member, container, Budget(self.limits), 0, began, remark)

    def again(self, capture: Capture, container: Digest, facts: Facts) -> None:
        seen = replace(capture, at=self.clock(), by=self.agent, container=container, facts=facts)
        self.keeper.record(seen)

    def held(self, capture: Capture, reason: str, began: float) -> None:
        seconds = time.monotonic() - began
        self._tell(Acquired(capture.path, "kept", reason, capture.digest, capture.size, seconds, False))

    def refuse(self, path: str, outcome: str, reason: str) -> None:
        self._decline(path, Trouble(path, outcome, reason))

    # ------------------------------------------------------------ what is kept

    def _keep(
        self,
        path: str,
        member: Member,
        container: Digest | None,
        budget: Budget,
        depth: int,
        began: float,
        remark: str = "",
    ) -> Digest | None:
        """Keep one input, then what it holds. A member of something known is known too. `remark` is told with it.

        Returns its digest, None when it is not in the case.
        """
        stream = member.stream
        try:
            kept = self.keeper.keep(stream, limit=self.limits.file_bytes)
        except OSError as error:
            self._decline(path, _unreadable(path, error))
            return None
        except AnswerableError as error:  # too large, destroyed by decision, or the disk would not take it
            self._decline(path, Trouble(path, "refused", str(error)))
            if isinstance(error, NotTakenError):
                self.not_taken.append(error)
            return None
        if self.keeper.knows(path, kept.digest):
            self._tell(Acquired(path, "kept", "", kept.digest, kept.size, time.monotonic() - began, False))
            return kept.digest
        not_taken = len(self.not_taken)
        reason, facts = ("", ()) if member.how == BESIDE else self._expand(path, stream, kept.digest, budget, depth)
        if len(self.not_taken) > not_taken:  # it stays unknown, so that it is opened again when it is offered again
            self._decline(path, Trouble(path, "refused", "the disk did not take all that is in it"))
            return None
        reason = reason or dict(member.facts).get(DAMAGED_CONTAINER, "")
        self.keeper.record(  # last: a container that is known has all its members in the journal
            Capture(
                digest=kept.digest,
                size=kept.size,
                path=path,
                how=member.how,
                at=self.clock(),
                by=self.agent,
                declared_type=member.declared_type,
                address=member.address,
                container=container,
                claimed_at=member.claimed_at,
                facts=member.facts + facts,
            )
        )
        reason = "; ".join(filter(None, (reason, remark)))
        self._tell(Acquired(path, "kept", reason, kept.digest, kept.size, time.monotonic() - began, True))
        return kept.digest

    def _expand(self, path: str, stream: BinaryIO, digest: Digest, budget: Budget, depth: int) -> tuple[str, Facts]:
        """Keep what the input holds. Returns what is wrong with the container itself, empty for nothing, and what it
        says of itself.
        """
        if begins_a_parcel(stream):
            self.keeper.decline(f"{path}!/", "refused", _PARCEL)
            return _PARCEL, ()
        if not may_hold(stream):
            return "", ()
        wrong, facts = "", cast(Facts, ())
        with closing(self.opener.take_apart(stream, path, budget)) as items:
            for item in items:
                if isinstance(item, About):
                    facts = item.facts
                    continue
                if depth >= self.limits.depth:
                    wrong = f"a container inside {depth} others is not opened"
                    _let_go(item)
                    break
                if isinstance(item, Trouble):
                    if item.name:
                        self._decline(f"{path}!/{item.name}", item)
                    else:
                        wrong = f"{wrong}; {item.reason}" if wrong else item.reason
                    continue
                with item.stream:
                    self._keep(f"{path}!/{item.name}", item, digest, budget, depth + 1, time.monotonic())
        if wrong:
            self.keeper.decline(f"{path}!/", "refused", wrong)
        return wrong, facts

    def _decline(self, path: str, trouble: Trouble) -> None:
        self.keeper.decline(path, trouble.outcome, trouble.reason)
        self._tell(Acquired(path, trouble.outcome, trouble.reason, None, 0, 0.0, False))

    # ------------------------------------------------------------ what is told, once it is durable

    def _tell(self, item: Acquired) -> None:
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.append(item)
        if len(self.waiting) >= _BATCH or time.monotonic() - self.since >= _BATCH_SECONDS:
            self.settle()

    def settle(self) -> None:
        """Make everything recorded durable, then tell it."""
        told, self.waiting = self.waiting, []  # should the commit fail, none of them is ever told
        self.keeper.commit()
        for item in told:
            self.on_item(item)


def _unreadable(path: str, error: OSError) -> Trouble:
    return Trouble(path, "refused", f"cannot be read: {error.strerror or error}")


def _let_go(item: Item) -> None:
    if isinstance(item, Member):
        item.stream.close()


def acquire(
    offers: Sequence[str | Path],
    keeper: Keeper,
    *,
    agent: str,
    clock: Callable[[], Moment],
    fetcher: Fetcher | None,
    opener: Opener,
    limits: Limits,
    on_item: Callable[[Acquired], None],
    addresses: Sequence[str] = (),
    browser: Browser | None = None,
    manners: Manners | None = None,
    earlier: Callable[[], Iterable[Capture]] = tuple,
) -> None:
    """Keep everything in `offers` and at `addresses`, which are never taken for paths.

    One bad input never stops the rest. `on_item` hears of an input once it is safe. With a `browser`, addresses are
    looked at instead of fetched. `earlier` gives the captures of the case, so that what is there is not asked for again.
    Raises NotTakenError, after the others are safe, when the keeper's disk would not take an item.
    """
    acquiring = _Acquiring(keeper, agent, clock, opener, limits, on_item)
    if fetcher is not None:
        acquiring.visits = Visits(acquiring, fetcher, browser, limits, manners or Manners(), earlier)
    try:
        for offer in offers:
            acquiring.offer(str(offer))
        for address in addresses:
            acquiring.address(address)
    except BaseException as error:
        try:
            acquiring.settle()
        except AnswerableError as second:
            error.add_note(f"Besides: {second}")
        raise
    acquiring.settle()
    if acquiring.not_taken:
        raise acquiring.not_taken[0]
