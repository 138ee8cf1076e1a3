"""Addresses: fetched or looked at with a browser, feeds followed to the pages they list.

In:   an address, someone who fetches, someone who may look with a browser, what earlier runs kept.
Out:  what came, handed on to be kept with its facts; or a reason.
Not:  how bytes are kept or told; the door does that.

What is in the case already is not asked for again, so that a list offered a second time does only the rest. A feed is
always asked, with the validators of its last answer; the pages that its entries name are fetched once each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from answerable.acquire.browsing import BESIDE, PAGE, Browser
from answerable.acquire.capture import Capture
from answerable.acquire.fetching import Facts, Fetched, Fetcher, FetchError, TryLaterError, Unchanged, Validators
from answerable.acquire.following import facts_again, is_feed, pages_due, validators_of
from answerable.acquire.limits import Limits
from answerable.acquire.manners import Manners, Sites
from answerable.acquire.members import Member
from answerable.acquire.paging import follow_pages
from answerable.acquire.sniff import begins_a_feed
from answerable.terms.digest import Digest, digest_stream


class Door(Protocol):
    """What the door does with what an address gave."""

    def take(
        self, path: str, member: Member, container: Digest | None, began: float, remark: str = ""
    ) -> Digest | None:
        """Keep it, and tell of it. Its digest, None when it is not in the case."""

    def again(self, capture: Capture, container: Digest, facts: Facts) -> None:
        """Journal that bytes of the case came again as they were, with these facts."""

    def held(self, capture: Capture, reason: str, began: float) -> None:
        """Tell that it is in the case already."""

    def refuse(self, path: str, outcome: str, reason: str) -> None:
        """Journal and tell that it is not kept."""

    def settle(self) -> None:
        """Make all so far durable."""


@dataclass(slots=True)
class Visits:
    """All addresses of one run."""

    door: Door
    fetcher: Fetcher
    browser: Browser | None
    limits: Limits
    manners: Manners
    earlier: Callable[[], Iterable[Capture]]
    sites: Sites = field(init=False)
    _kept: dict[str, Capture] | None = None
    _fed: bool = False  # a feed came that the list of what is kept does not know yet

    def __post_init__(self) -> None:
        self.sites = Sites(self.fetcher, self.limits.host_pause)

    def visit(self, address: str) -> None:
        """One address that a person offered."""
        last = self._last(address)
        if last is not None and is_feed(last):
            self._ask(address, None, "", last)
        else:
            self._once(address, None, "")
        self._follow(address)

    def _once(self, address: str, container: Digest | None, listed: str) -> None:
        """As `_ask`, unless it is in the case already."""
        last = self._last(address)
        if last is None or self.manners.again:
            self._ask(address, container, listed, None)
            return
        reason = f"kept already, captured {last.at}; not asked for again (--again does)"
        self.door.held(last, reason if container is None else "", time.monotonic())

    def _ask(
        self, address: str, container: Digest | None, listed: str, last: Capture | None, *, plainly: bool = False
    ) -> Digest | None:
        """`container` is the feed that listed it, at the address `listed`; `last` a feed's capture that may still do.

        Returns the digest of what came by a plain fetch, of `last` when the server says that it still does.
        """
        began = time.monotonic()
        try:
            (self.browser or self.fetcher).check(address)
            wish = self.sites.wish(address)
        except FetchError as error:
            self.door.refuse(address, "refused", str(error))
            return None
        if wish.forbidden and self.manners.obey_robots:
            self.door.refuse(address, "skipped", wish.words)
            return None
        facts: Facts = (("robots", wish.words), *((("listed in", listed),) if listed else ()))
        remark = f"{wish.words}; kept all the same (--obey-robots skips)" if wish.forbidden else ""
        try:
            if self.browser is not None and last is None and not plainly:
                self._look(self.browser, address, container, facts, remark, began)
                return None
            fetched = self._fetch(address, None if last is None else validators_of(last))
        except FetchError as error:
            self.door.refuse(address, "refused", str(error))
            return None
        if isinstance(fetched, Fetched):
            return self._take(address, fetched, container, facts, remark, began)
        if last is not None:
            self.door.held(last, f"the server says it has not changed since {last.at}", began)
            return last.digest
        self.door.refuse(address, "refused", "the server says it has not changed, but it was not asked that")
        return None

    def _fetch(self, address: str, held: Validators | None) -> Fetched | Unchanged:
        """One fetch, and a second when the server asks for a wait that is not too long."""
        self.sites.wait(address)
        try:
            return self.fetcher.fetch(address, held)
        except TryLaterError as error:
            if error.seconds > self.manners.longest_wait:
                raise
            self.sites.wait(address, error.seconds)
            return self.fetcher.fetch(address, held)

    def _take(
        self, address: str, fetched: Fetched, container: Digest | None, facts: Facts, remark: str, began: float
    ) -> Digest | None:
        with fetched.stream as stream:
            facts = (*fetched.facts, ("started", fetched.started), ("ended", fetched.ended), *facts)
            facts += tuple(("redirect", passed) for passed in fetched.redirects)
            if begins_a_feed(stream):
                facts += (("kind", "feed"),)
                self._fed = True
            member = Member(address, stream, "fetched", fetched.declared_type, fetched.address, facts=facts)
            return self.door.take(address, member, container, began, remark)

    def _look(
        self, browser: Browser, address: str, container: Digest | None, facts: Facts, remark: str, began: float
    ) -> None:
        """What the browser left beside the page first, then the page: one that is known has all of it in the case."""
        self.sites.wait(address)
        visit = browser.visit(address)
        remark = "; ".join(filter(None, (remark, *visit.missing)))
        facts = (*visit.facts, *facts, *(("redirect", passed) for passed in visit.redirects))
        facts += tuple(("not captured", words) for words in visit.missing)
        with visit.page as page:
            digest = _digest_of(page)
            for record in visit.beside:
                with record.stream as stream:
                    member = Member(record.name, stream, BESIDE, record.media_type, visit.address, facts=facts)
                    self.door.take(f"{address}!/{record.name}", member, digest, time.monotonic())
            member = Member(address, page, PAGE, "text/html; charset=utf-8", visit.address, facts=facts)
            self.door.take(address, member, container, began, remark)

    def _follow(self, address: str) -> None:
        """The older pages of a feed, and the pages that their entries name, those not in the case yet."""
        last = self._fresh(address)
        if last is None or not is_feed(last):
            return
        found = follow_pages(
            last,
            anew=self.manners.again,
            ask=lambda page, named_by, held: self._ask(page, named_by.digest, named_by.path, held, plainly=True),
            again=self._again,
            captures=self._captures,
            limits=self.limits,
        )
        if found.stopped:
            self.door.refuse(f"{address}!/older", "skipped", found.stopped)
        due: dict[str, Capture] = {}
        for feed in found.captures:
            for page in pages_due(feed.path, feed.digest, self.earlier(), self._how):
                due.setdefault(page, feed)
        for page, feed in list(due.items())[: self.limits.feed_pages]:
            self._once(page, feed.digest, feed.path)
        if len(due) > self.limits.feed_pages:
            rest = len(due) - self.limits.feed_pages
            reason = f"{rest} more entries of the feed were not followed; offer it again for the next"
            self.door.refuse(f"{address}!/", "skipped", reason)

    def _again(self, page: Capture, named_by: Capture) -> None:
        """`page` came as it was; so the journal says that it is no longer due."""
        self.door.again(page, named_by.digest, facts_again(page, named_by.path))
        self._fed = True

    def _captures(self) -> Iterable[Capture]:
        """Those of the case, of feeds that came just now too."""
        if self._fed:
            self.door.settle()
            self._kept, self._fed = None, False
        return self.earlier()

    def _fresh(self, address: str) -> Capture | None:
        """As `_last`, of a feed that came just now too."""
        self._captures()
        return self._last(address)

    @property
    def _how(self) -> str:
        return "fetched" if self.browser is None else PAGE

    def _last(self, address: str) -> Capture | None:
        """The latest capture of `address` by the way it is asked for now; a feed is always fetched plainly."""
        if self._kept is None:
            self._kept = {c.path: c for c in self.earlier() if c.how == self._how or is_feed(c)}
        return self._kept.get(address)


def _digest_of(stream: BinaryIO) -> Digest:
    digest, _ = digest_stream(stream)
    stream.seek(0)
    return digest
