"""Which pages of a feed are due: told from what the journal has, so that a run that was stopped goes on where it was.

In:   the captures of a case.
Out:  the addresses its entries name and that were not captured yet; the validators of its last answer.
Not:  fetching.
"""

from __future__ import annotations

from collections.abc import Iterable

from answerable.acquire.capture import Capture
from answerable.acquire.fetching import Validators
from answerable.terms.digest import Digest


def is_feed(capture: Capture) -> bool:
    """Whether these bytes came from an address and are a feed."""
    return capture.how == "fetched" and ("kind", "feed") in capture.facts


def validators_of(capture: Capture) -> Validators:
    """What the server said of the version in `capture`."""
    facts = dict(capture.facts)
    return Validators(facts.get("header etag", ""), facts.get("header last-modified", ""))


def pages_due(feed: str, newest: Digest, captures: Iterable[Capture], how: str) -> list[str]:
    """Addresses that entries of `feed` name and that were not captured (by way of `how`): the newest feed's first."""
    done: set[str] = {feed}
    recent: dict[str, None] = {}
    older: dict[str, None] = {}
    for capture in captures:
        if capture.how == how:
            done.add(capture.path)
        if capture.how == "feed-entry" and capture.address and capture.path.startswith(f"{feed}!/"):
            (recent if capture.container == newest else older)[capture.address] = None
    return [address for address in {**recent, **older} if address not in done]
