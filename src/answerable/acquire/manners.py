"""How we behave towards sites: one request at a time, a pause between two, and what robots.txt says is noted.

In:   an address about to be asked for.
Out:  the wait it takes, and what is known of the site's wishes.
Not:  deciding for the person: a page that robots.txt forbids is fetched and said so, unless they asked to obey.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from answerable.acquire.fetching import Fetcher, FetchError, Unchanged
from answerable.acquire.robots import LARGEST, forbidding_rule


@dataclass(frozen=True, slots=True)
class Manners:
    """What a person asked for. Times in seconds."""

    obey_robots: bool = False
    again: bool = False  # ask also for what is in the case already
    longest_wait: float = 60.0  # that a server's Retry-After is followed


@dataclass(frozen=True, slots=True)
class Wish:
    """What robots.txt says of one address: `words` for the note; `forbidden` when it says no, or cannot be had."""

    words: str
    forbidden: bool


@dataclass(slots=True)
class Sites:
    """The sites met in this run: when each was last asked, and its robots.txt."""

    fetcher: Fetcher
    pause: float
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, bytes | str] = field(default_factory=dict)

    def wait(self, address: str, seconds: float = 0.0) -> None:
        """Sleep until this host was left alone for as long as the limits, or `seconds`, say."""
        host = urlsplit(address).netloc
        rest = self._asked.get(host, -1e9) + max(self.pause, seconds) - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self._asked[host] = time.monotonic()

    def wish(self, address: str) -> Wish:
        """What the site's robots.txt says of `address`; it is fetched once a run."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._fetch(origin)
        found = self._robots[origin]
        if isinstance(found, str):
            return Wish(f"robots.txt could not be had: {found}", True)
        if not found:
            return Wish("no robots.txt, or an empty one", False)
        rule = forbidding_rule(found, parts.path + (f"?{parts.query}" if parts.query else ""))
        return Wish(f"robots.txt forbids this page ({rule})" if rule else "robots.txt allows this page", bool(rule))

    def _fetch(self, origin: str) -> bytes | str:
        """The text of a robots.txt, empty where there is none, or the reason why that is not known."""
        self.wait(origin)
        try:
            fetched = self.fetcher.fetch(f"{origin}/robots.txt")
        except FetchError as error:
            return b"" if 400 <= error.status < 500 and error.status != 429 else str(error)
        if isinstance(fetched, Unchanged):
            return "the server answered a question that was not asked"
        with fetched.stream as stream:
            return stream.read(LARGEST)
