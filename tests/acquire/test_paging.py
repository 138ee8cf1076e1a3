"""Feeds that go on in older pages (RFC 5005), over a real server on the loopback: followed within limits, never in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from tests.acquire.test_visiting import LIMITS, Paper, paper, run

from answerable.acquire.feeds import OLDER
from answerable.acquire.limits import Limits
from answerable.acquire.members import About, Budget
from answerable.acquire.opening import InProcessOpener
from answerable.preserve.memory import MemoryKeeper

__all__ = ["paper"]  # a fixture


def atom(*slugs: str, host: str, **links: str) -> bytes:
    """An Atom feed of entries; `links` by relation, an underscore for a hyphen."""
    said = "".join(f'<link rel="{name.replace("_", "-")}" href="{where}"/>' for name, where in links.items())
    entries = "".join(f'<entry><title>{s}</title><link href="http://{host}/{s}"/></entry>' for s in slugs)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Coastal Wire</title>{said}{entries}</feed>'.encode()


@pytest.fixture
def wire(paper) -> Iterator[Paper]:
    """A wire with a page of news and three older ones, two entries each."""
    for number in range(4):
        older = {"next": f"/page-{number + 1}.xml"} if number < 3 else {}
        name = f"/page-{number}.xml" if number else "/feed.xml"
        paper.pages[name] = atom(f"a{number}", f"b{number}", host=paper.host, **older)
        paper.pages |= {f"/{letter}{number}": f"<p>Причал {letter}{number}</p>".encode() for letter in "ab"}
    return paper


def test_older_pages_are_kept_and_so_is_what_they_list(wire):
    keeper = MemoryKeeper()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked[:4] == ["/feed.xml", "/page-1.xml", "/page-2.xml", "/page-3.xml"]
    assert sorted(wire.asked[4:]) == sorted(f"/{letter}{number}" for letter in "ab" for number in range(4))
    captures = {c.path: c for c in keeper.captures}
    oldest, before = captures[wire.address("/page-3.xml")], captures[wire.address("/page-2.xml")]
    assert oldest.container == before.digest
    assert ("listed in", before.path) in oldest.facts
    assert captures[wire.address("/a3")].container == oldest.digest


def test_a_page_that_is_as_it_was_ends_the_asking(wire):
    keeper = MemoryKeeper()
    run(wire, "/feed.xml", keeper=keeper)
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml"], "nothing has changed, so no older page is asked for"
    wire.pages["/feed.xml"] = atom("new", "a0", "b0", host=wire.host, next="/page-1.xml")
    wire.pages["/new"] = b"<p>new</p>"
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", "/page-1.xml", "/new"]
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml"], "the page came as it was, and the journal says so"
    page = next(c for c in reversed(keeper.captures) if c.path == wire.address("/page-1.xml"))
    assert ("listed in", wire.address("/feed.xml")) in page.facts


def test_pages_that_moved_on_are_asked_until_one_is_known(wire):
    keeper = MemoryKeeper()
    run(wire, "/feed.xml", keeper=keeper)
    wire.pages["/feed.xml"] = atom("new", "a0", host=wire.host, next="/page-1.xml")
    wire.pages["/page-1.xml"] = atom("b0", "a1", "b1", host=wire.host, next="/page-2.xml")
    wire.pages["/new"] = b"<p>new</p>"
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", "/page-1.xml", "/page-2.xml", "/new"]


def test_a_page_that_did_not_come_is_said_and_asked_for_in_the_next_run(wire):
    keeper = MemoryKeeper()
    run(wire, "/feed.xml", keeper=keeper)
    wire.pages["/feed.xml"] = atom("new", "a0", host=wire.host, next="/page-1.xml")
    moved = atom("b0", "a1", "b1", host=wire.host, next="/page-2.xml")
    wire.pages |= {"/new": b"<p>new</p>", "/b1": b"<p>b1</p>"}
    del wire.pages["/page-1.xml"]
    told = run(wire, "/feed.xml", keeper=keeper)
    assert "did not come" in told["/feed.xml!/older"].reason
    wire.pages["/page-1.xml"] = moved
    wire.asked.clear()
    told = run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", "/page-1.xml", "/page-2.xml"]
    assert "/feed.xml!/older" not in told
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml"]


def test_a_chain_of_pages_that_moved_on_is_asked_to_its_end_over_several_runs(wire):
    keeper, few = MemoryKeeper(), replace(LIMITS, feed_archives=1)
    run(wire, "/feed.xml", keeper=keeper)
    wire.pages["/feed.xml"] = atom("a0", host=wire.host, next="/page-1.xml")
    wire.pages["/page-1.xml"] = atom("b0", "a1", host=wire.host, next="/page-2.xml")
    wire.pages["/page-2.xml"] = atom("b1", "a2", host=wire.host, next="/page-3.xml")
    asked = []
    for _ in range(4):
        wire.asked.clear()
        run(wire, "/feed.xml", keeper=keeper, limits=few)
        asked.append(wire.asked[1:])
    assert asked == [["/page-1.xml"], ["/page-2.xml"], ["/page-3.xml"], []]


def test_a_page_that_is_again_as_it_once_was_is_followed_as_it_is_now(wire):
    keeper = MemoryKeeper()
    first, other = wire.pages["/page-1.xml"], atom("a1", host=wire.host)
    for number, page in enumerate((first, other, first)):
        wire.pages["/feed.xml"] = atom("a0", f"b{number}", host=wire.host, next="/page-1.xml")
        wire.pages["/page-1.xml"] = page
        wire.asked.clear()
        told = run(wire, "/feed.xml", keeper=keeper)
        assert "/feed.xml!/older" not in told
    assert "/page-2.xml" in wire.asked


def test_a_feed_without_entries_leads_to_its_older_pages_all_the_same(wire):
    wire.pages["/feed.xml"] = atom(host=wire.host, next="/page-1.xml")
    run(wire, "/feed.xml", keeper=MemoryKeeper())
    assert wire.asked[:4] == ["/feed.xml", "/page-1.xml", "/page-2.xml", "/page-3.xml"]


@pytest.mark.parametrize("now", [{"next": "/page-9.xml"}, {}], ids=["another page", "no page"])
def test_where_a_feed_whose_entries_are_all_known_leads_is_what_it_says_now(wire, now):
    keeper = MemoryKeeper()
    wire.pages["/page-9.xml"] = atom("a3", host=wire.host)
    run(wire, "/feed.xml", keeper=keeper)
    wire.pages["/feed.xml"] = atom("a0", "b0", host=wire.host, **now)
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", *now.values()]


def test_what_is_beyond_the_limit_is_said_and_comes_in_the_next_run(wire):
    keeper, few = MemoryKeeper(), replace(LIMITS, feed_archives=2)
    told = run(wire, "/feed.xml", keeper=keeper, limits=few)
    assert "offer it again" in told["/feed.xml!/older"].reason
    assert "/page-3.xml" not in wire.asked
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper, limits=few)
    assert wire.asked == ["/feed.xml", "/page-3.xml", "/a3", "/b3"]


@pytest.mark.parametrize("where", ["/feed.xml", "/page-1.xml", "/page-3.xml", "#here"])
def test_pages_that_lead_back_are_not_followed_in_a_circle(wire, where):
    wire.pages["/page-3.xml"] = atom("a3", host=wire.host, next=where)
    told = run(wire, "/feed.xml", keeper=MemoryKeeper())
    assert "lead back" in told["/feed.xml!/older"].reason
    assert len(wire.asked) == len(set(wire.asked))


def test_an_archive_goes_before_a_next_page_and_is_asked_once(wire):
    wire.pages["/feed.xml"] = atom("a0", host=wire.host, next="/page-1.xml", prev_archive="/2031-04.xml")
    wire.pages["/2031-04.xml"] = atom("a1", host=wire.host, prev_archive="2031-03.xml", current="/feed.xml")
    wire.pages["/2031-03.xml"] = atom("a2", host=wire.host)
    keeper = MemoryKeeper()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", "/2031-04.xml", "/2031-03.xml", "/a0", "/a1", "/a2"]
    wire.pages["/feed.xml"] = atom("b0", "a0", host=wire.host, prev_archive="/2031-04.xml")
    wire.asked.clear()
    run(wire, "/feed.xml", keeper=keeper)
    assert wire.asked == ["/feed.xml", "/b0"]


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("http://127.0.0.1:9/older.xml", "did not come"),  # an address that must not be asked
        ("/gone.xml", "did not come"),
        ("/a1", "is no feed"),
    ],
)
def test_an_older_page_that_does_not_come_is_said_and_the_rest_goes_on(wire, where, says):
    wire.pages["/feed.xml"] = atom("a0", "b0", host=wire.host, next=where)
    told = run(wire, "/feed.xml", keeper=MemoryKeeper())
    assert says in told["/feed.xml!/older"].reason
    assert told["/b0"].outcome == "kept"


@pytest.mark.parametrize("where", ["javascript:alert(1)", "ftp://wire.example/x", "mailto:a@b.example", "http://[", ""])
def test_what_is_no_address_of_the_web_is_not_asked(wire, where):
    wire.pages["/feed.xml"] = atom("a0", host=wire.host, next=where)
    run(wire, "/feed.xml", keeper=MemoryKeeper())
    assert wire.asked == ["/feed.xml", "/a0"]


def facts_of(feed: bytes) -> list[str]:
    items = list(InProcessOpener().take_apart(BytesIO(feed), "feed.xml", Budget(Limits())))
    return [value for item in items if isinstance(item, About) for name, value in item.facts if name == OLDER]


def test_an_rss_channel_says_it_with_a_link_of_atom():
    feed = (
        b"<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><atom:link rel='next' href='/2'/>"
        b"<item><title>t</title><atom:link rel='next' href='/not-this'/></item></channel></rss>"
    )
    assert facts_of(feed) == ["next /2"]


def test_an_address_that_is_too_long_is_none():
    assert facts_of(atom("a", host="h", next="/" + "x" * 3_000)) == []
