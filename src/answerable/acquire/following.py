"""Which pages of a feed are due: told from what the journal has, so that a run that was stopped goes on where it was.

In:   the captures of a case.
Out:  the addresses its entries name and that were not captured yet; the validators of its last answer; where a feed says
      that its older entries are.
Not:  fetching.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from answerable.acquire.capture import Capture
from answerable.acquire.feeds import OLDER, RELATIONS
from answerable.acquire.fetching import Facts, Validators
from answerable.terms.digest import Digest

_LASTING = ("kind", OLDER, "header etag", "header last-modified")


def is_feed(capture: Capture) -> bool:
    """Whether these bytes came from an address and are a feed."""
    return capture.how == "fetched" and ("kind", "feed") in capture.facts


def validators_of(capture: Capture) -> Validators:
    """What the server said of the version in `capture`."""
    facts = dict(capture.facts)
    return Validators(facts.get("header etag", ""), facts.get("header last-modified", ""))


def facts_again(feed: Capture, listed: str) -> Facts:
    """The facts of `feed`, found as it was when the page at `listed` was followed: what following needs of them."""
    lasting = tuple(fact for fact in feed.facts if fact[0] in _LASTING)
    return (*lasting, ("as it was", f"on {feed.at}"), ("listed in", listed))


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


@dataclass(frozen=True, slots=True)
class OlderPage:
    """Where older entries are; `settled` when the feed promises that what is there no longer changes."""

    address: str
    settled: bool


def older_page(feed: Capture) -> OlderPage | None:
    """Where `feed` says that its older entries are (RFC 5005): an archive before a mere next page."""
    words = [value.partition(" ") for key, value in feed.facts if key == OLDER]
    said = {relation: where for relation, _, where in words}
    for relation in RELATIONS:
        address = _joined(feed.address or feed.path, said.get(relation, ""))
        if address:
            return OlderPage(address, relation == RELATIONS[0])
    return None


def _joined(base: str, where: str) -> str:
    """`where` as a whole address of the web; empty when it is none."""
    try:
        joined = urljoin(base, where)
        return joined.partition("#")[0] if where and urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""
