"""A feed that goes on in older pages (RFC 5005): those not in the case yet are asked for, one after another.

In:   the capture of a feed; someone who asks for an address, someone who knows the last capture of one.
Out:  the captures of all its pages, the feed first; why it was not followed further.
Not:  the pages that entries name.

A page in the case is asked for again only while something has changed: an archive never, a next page until one comes
that is as it was. So a long feed goes on in the next run where this one stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answerable.acquire.capture import Capture
from answerable.acquire.following import is_feed, older_page
from answerable.acquire.limits import Limits


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one feed that are in the case now."""

    captures: list[Capture]
    stopped: str = ""


def follow_pages(
    feed: Capture,
    *,
    changed: bool,
    anew: bool,
    ask: Callable[[str, Capture, Capture | None], None],
    last: Callable[[str], Capture | None],
    captures: Callable[[], Iterable[Capture]],
    limits: Limits,
) -> Pages:
    """All pages of `feed`, which may have `changed`; `anew` asks for all of them.

    `ask` gets an address, the page that named it, and the capture that may still do.
    """
    pages, seen, asked = [feed], {feed.path, feed.address}, 0
    while (older := older_page(pages[-1], captures())) is not None:
        if older.address in seen:
            return Pages(pages, "its older pages lead back to one that was seen; not followed further")
        seen.add(older.address)
        held = last(older.address)
        if held is None or not is_feed(held) or anew or (changed and not older.settled):
            if asked == limits.feed_archives:
                return Pages(pages, f"older pages beyond {asked} a run were not followed; offer it again for the next")
            asked += 1
            ask(older.address, pages[-1], held if held is not None and is_feed(held) else None)
            now = last(older.address)
            if now is None or not is_feed(now):
                return Pages(pages, "an older page of it did not come, or is no feed")
            changed = changed and (held is None or now.digest != held.digest)
            held = now
        seen.add(held.address or held.path)
        pages.append(held)
    return Pages(pages)
