"""A feed that goes on in older pages (RFC 5005): those that are due are asked for, one after another.

In:   the capture of a feed; someone who asks for an address; the captures of the case.
Out:  the captures of all its pages, the feed first; why it was not followed further.
Not:  the pages that entries name.

What is due is told by the order of the journal: a page that was never had, and one that was seen last before the page
that names it has changed. An archive, which no longer changes, is asked for once. So a page that did not come, or that
a run had no room for, is due in the next. A page that came as it was is journalled again: then it is due no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answerable.acquire.capture import Capture
from answerable.acquire.following import is_feed, older_page
from answerable.acquire.limits import Limits
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one feed that are in the case now."""

    captures: list[Capture]
    stopped: str = ""


class _Sights:
    """When each fetched address was last seen, and when it last changed, as places in the journal."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._all = [capture for capture in captures if capture.how == "fetched"]
        self._last: dict[str, Capture] = {}
        self._seen: dict[str, int] = {}
        self._changed: dict[str, int] = {}
        for place, capture in enumerate(self._all):
            before = self._last.get(capture.path)
            if before is None or before.digest != capture.digest:
                self._changed[capture.path] = place
            self._last[capture.path], self._seen[capture.path] = capture, place

    def feed(self, address: str) -> Capture | None:
        """What came last from there, if that is a feed."""
        last = self._last.get(address)
        return last if last is not None and is_feed(last) else None

    def that_came(self, address: str, digest: Digest) -> Capture | None:
        """The last capture of these bytes from there."""
        return next((c for c in reversed(self._all) if (c.path, c.digest) == (address, digest)), None)

    def is_due(self, page: Capture, named_by: Capture) -> bool:
        """Whether `named_by` has changed since `page` was seen last."""
        return self._seen[page.path] < self._changed[named_by.path]

    def is_last(self, page: Capture) -> bool:
        return self._last[page.path].digest == page.digest


def follow_pages(
    feed: Capture,
    *,
    anew: bool,
    ask: Callable[[str, Capture, Capture | None], Digest | None],
    again: Callable[[Capture, Capture], None],
    captures: Callable[[], Iterable[Capture]],
    limits: Limits,
) -> Pages:
    """All pages of `feed`; `anew` asks for all of them.

    `ask` gets an address, the page that named it, and the capture that may still do; it gives the digest of what came,
    None when nothing did. `again` hears of a page that came as it was, and of the page that named it.
    """
    pages, seen, asked = [feed], {feed.path, feed.address}, 0
    while (older := older_page(pages[-1])) is not None:
        if older.address in seen:
            return Pages(pages, "its older pages lead back to one that was seen; not followed further")
        seen.add(older.address)
        named_by, sights = pages[-1], _Sights(captures())
        page = sights.feed(older.address)
        if page is None or anew or (not older.settled and sights.is_due(page, named_by)):
            if asked == limits.feed_archives:
                return Pages(pages, f"older pages beyond {asked} a run were not followed; offer it again for the next")
            asked += 1
            came = ask(older.address, named_by, page)
            if came is None:
                return Pages(pages, "an older page of it did not come; offer it again to ask for it again")
            sights = _Sights(captures())
            page = sights.that_came(older.address, came)
            if page is None or not is_feed(page):
                return Pages(pages, "an older page of it is no feed")
            if not sights.is_last(page) or sights.is_due(page, named_by):
                again(page, named_by)
        seen.add(page.address or page.path)
        pages.append(page)
    return Pages(pages)
