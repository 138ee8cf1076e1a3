"""What acquiring would do: said without contacting anybody or writing anything.

In:   what would be offered, what the case holds, someone who knows which addresses may be asked.
Out:  `Planned`, a line per input, in the order it would be met.
Not:  opening containers; what they hold is seen only when it is kept. Nor knowing whether a site will answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answerable.acquire.browsing import PAGE, Browser
from answerable.acquire.capture import Capture
from answerable.acquire.fetching import Fetcher, FetchError
from answerable.acquire.following import is_feed, pages_due
from answerable.acquire.limits import Limits
from answerable.acquire.members import Trouble
from answerable.acquire.walking import Found, open_regular, walk
from answerable.terms.digest import digest_stream


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one input: `plan` is keep, fetch, capture, held (in the case already), refuse or skip."""

    path: str
    plan: str
    reason: str
    size: int | None = None


class Planning:
    """One dry run over `captures`, those of the case."""

    def __init__(
        self,
        captures: Iterable[Capture],
        fetcher: Fetcher,
        browser: Browser | None,
        limits: Limits,
        *,
        again: bool = False,
    ) -> None:
        self.captures, self.fetcher, self.browser = tuple(captures), fetcher, browser
        self.limits, self.again = limits, again
        self._how = "fetched" if browser is None else PAGE
        self._ask = "fetch" if browser is None else "capture"
        self._known = {(c.path, c.digest) for c in self.captures}
        self._asked = {c.path: c for c in self.captures if c.how == self._how or is_feed(c)}

    def plan(self, offers: Sequence[str], addresses: Sequence[str]) -> Iterator[Planned]:
        """A line for each input that can be told beforehand."""
        for offer in offers:
            if offer.startswith(("http://", "https://")):
                yield from self._address(offer)
                continue
            for found in walk(offer):
                yield self._trouble(found) if isinstance(found, Trouble) else self._file(found)
        for address in addresses:
            yield from self._address(address)

    def _file(self, found: Found) -> Planned:
        try:
            with open_regular(found.place) as stream:
                digest, size = digest_stream(stream)
                if size > self.limits.file_bytes:
                    reason = f"larger than the limit of {self.limits.file_bytes:,} bytes for one file"
                    return Planned(found.path, "refuse", reason, size)
                if (found.path, digest) in self._known:
                    return Planned(found.path, "held", "the same bytes are in the case under this path", size)
                return Planned(found.path, "keep", "", size)
        except OSError as error:
            return Planned(found.path, "refuse", f"cannot be read: {error.strerror or error}")

    def _trouble(self, trouble: Trouble) -> Planned:
        return Planned(trouble.name, "skip" if trouble.outcome == "skipped" else "refuse", trouble.reason)

    def _address(self, address: str) -> Iterator[Planned]:
        asking = self.browser or self.fetcher
        try:
            asking.check(address)
        except FetchError as error:
            yield Planned(address, "refuse", str(error))
            return
        last = self._asked.get(address)
        if last is not None and is_feed(last):
            due = pages_due(address, last.digest, self.captures, self._how)
            yield Planned(address, "fetch", "a feed; asked whether it has changed, and new entries followed")
            for page in due[: self.limits.feed_pages]:
                yield Planned(page, self._ask, "an entry of the feed, still due")
        elif last is not None and not self.again:
            yield Planned(address, "held", f"captured {last.at}; --again asks anew", last.size)
        else:
            yield Planned(address, self._ask, "")
