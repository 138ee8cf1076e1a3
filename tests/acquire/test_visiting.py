"""Addresses over a real server on the loopback: feeds followed, wishes noted, nothing asked twice."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

import pytest
from tests.outside.loopback import Quiet, serving

from answerable.acquire.browsing import BESIDE, PAGE, Record, Visit
from answerable.acquire.capture import Capture
from answerable.acquire.limits import Limits
from answerable.acquire.manners import Manners
from answerable.acquire.opening import InProcessOpener
from answerable.acquire.step import Acquired, acquire
from answerable.outside.http import HttpFetcher
from answerable.preserve.memory import MemoryKeeper
from answerable.terms.moment import Moment

LIMITS = replace(Limits(), host_pause=0.0)


@dataclass
class Paper:
    """A small paper on the web. `pages` by path; `said` is its robots.txt; `asked` what it was asked, in order."""

    pages: dict[str, bytes] = field(default_factory=dict)
    said: bytes | None = None
    asked: list[str] = field(default_factory=list)
    conditions: list[str | None] = field(default_factory=list)
    later: dict[str, list[str]] = field(default_factory=dict)  # Retry-After values still to be given, by path
    host: str = ""

    def feed(self, *slugs: str) -> None:
        items = "".join(f"<item><title>{s}</title><link>http://{self.host}/{s}</link></item>" for s in slugs)
        self.pages["/feed.xml"] = f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>".encode()
        for slug in slugs:
            self.pages.setdefault(f"/{slug}", f"<p>Страница {slug}</p>".encode())

    def address(self, path: str) -> str:
        return f"http://{self.host}{path}"


@pytest.fixture
def paper() -> Iterator[Paper]:
    made = Paper()

    class Handler(Quiet):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.answer(made.said or b"", "text/plain", status=200 if made.said is not None else 404)
                return
            made.asked.append(self.path)
            if made.later.get(self.path):
                self.answer(b"", status=503, Retry_After=made.later[self.path].pop(0))
                return
            body = made.pages.get(self.path)
            if body is None:
                self.answer(b"gone", status=404)
                return
            tag = f'"{hash(body)}"'
            if self.path == "/feed.xml":
                made.conditions.append(self.headers["If-None-Match"])
            if self.headers["If-None-Match"] == tag:
                self.answer(b"", status=304)
            else:
                self.answer(body, ETag=tag)

    with serving(Handler) as host:
        made.host = host
        yield made


def run(
    paper: Paper,
    *offers: str,
    keeper: MemoryKeeper,
    limits: Limits = LIMITS,
    browser: object = None,
    **manners: object,
) -> dict[str, Acquired]:
    told: list[Acquired] = []
    acquire(
        [],
        keeper,
        agent="a" * 32,
        clock=lambda: Moment("2024-01-01T00:00:00.000Z"),
        fetcher=HttpFetcher(allow=[paper.host]),
        opener=InProcessOpener(),
        limits=limits,
        on_item=told.append,
        addresses=[paper.address(o) if o.startswith("/") else o for o in offers],
        browser=browser,
        manners=Manners(**manners),
        earlier=lambda: list(keeper.captures),
    )
    return {item.path.removeprefix(f"http://{paper.host}"): item for item in told}


def test_a_feed_is_kept_and_each_page_it_lists_with_the_feed_as_its_container(paper):
    paper.feed("one", "два")
    paper.feed("one", "two")
    keeper = MemoryKeeper()
    told = run(paper, "/feed.xml", keeper=keeper)
    assert {p for p, i in told.items() if i.outcome == "kept"} == {
        "/feed.xml", "/feed.xml!/0001", "/feed.xml!/0002", "/one", "/two"
    }  # fmt: skip
    captures = {c.path.removeprefix(f"http://{paper.host}"): c for c in keeper.captures}
    assert captures["/one"].container == captures["/feed.xml"].digest
    assert ("listed in", paper.address("/feed.xml")) in captures["/one"].facts


def test_the_second_time_the_feed_is_asked_only_whether_it_changed(paper):
    paper.feed("one", "two")
    keeper = MemoryKeeper()
    run(paper, "/feed.xml", keeper=keeper)
    paper.asked.clear()
    told = run(paper, "/feed.xml", keeper=keeper)
    assert paper.asked == ["/feed.xml"]
    assert paper.conditions[-1] is not None
    assert "has not changed" in told["/feed.xml"].reason
    assert not told["/feed.xml"].new


def test_of_a_feed_that_changed_only_the_new_pages_are_fetched(paper):
    paper.feed("one", "two")
    keeper = MemoryKeeper()
    run(paper, "/feed.xml", keeper=keeper)
    paper.asked.clear()
    paper.feed("three", "one", "two")
    run(paper, "/feed.xml", keeper=keeper)
    assert paper.asked == ["/feed.xml", "/three"]


def test_a_long_feed_is_followed_fifty_pages_at_a_time_and_the_rest_is_said(paper):
    slugs = [f"p{n}" for n in range(7)]
    paper.feed(*slugs)
    keeper = MemoryKeeper()
    few = replace(LIMITS, feed_pages=3)
    first = run(paper, "/feed.xml", keeper=keeper, limits=few)
    assert "4 more entries" in first["/feed.xml!/"].reason
    for _ in range(2):
        run(paper, "/feed.xml", keeper=keeper, limits=few)
    assert [p for p in paper.asked if p != "/feed.xml"] == [f"/{s}" for s in slugs]


class Stopping(MemoryKeeper):
    """A keeper whose program is stopped at its n-th record."""

    left = 10_000

    def record(self, capture: Capture) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        super().record(capture)


@pytest.mark.parametrize("after", range(9))
def test_stopped_anywhere_in_a_feed_the_next_run_does_the_rest(paper, after):
    paper.feed("one", "two", "three")
    keeper = Stopping()
    keeper.left = after
    with contextlib.suppress(KeyboardInterrupt):
        run(paper, "/feed.xml", keeper=keeper)
    keeper.left = 10_000
    run(paper, "/feed.xml", keeper=keeper)
    wanted = {"/feed.xml", "/one", "/two", "/three"} | {f"/feed.xml!/000{n}" for n in (1, 2, 3)}
    assert {c.path.removeprefix(f"http://{paper.host}") for c in keeper.captures} == wanted
    assert len(keeper.captures) == len(wanted)


def test_a_list_offered_again_does_only_the_rest(paper):
    paper.pages = {"/a": b"<p>a", "/b": b"<p>b"}
    keeper = MemoryKeeper()
    first = run(paper, "/a", "/gone", "/b", keeper=keeper)
    assert first["/gone"].outcome == "refused"
    assert "status 404" in first["/gone"].reason
    paper.asked.clear()
    again = run(paper, "/a", "/gone", "/b", keeper=keeper)
    assert paper.asked == ["/gone"]
    assert "--again" in again["/a"].reason
    run(paper, "/a", keeper=keeper, again=True)
    assert paper.asked == ["/gone", "/a"]


NOT_ADDRESSES = ["/etc/passwd", "ftp://paper.example/x", "paper.example", "https://", "javascript:alert(1)"]


@pytest.mark.parametrize("line", NOT_ADDRESSES)
def test_a_line_that_is_no_address_is_refused_and_never_taken_for_a_path(paper, line):
    keeper = MemoryKeeper()
    told: list[Acquired] = []
    acquire(
        [], keeper, agent="a", clock=lambda: Moment(""), fetcher=HttpFetcher(), opener=InProcessOpener(), limits=LIMITS,
        on_item=told.append, addresses=[line],
    )  # fmt: skip
    assert [item.outcome for item in told] == ["refused"]
    assert keeper.blobs == {}


# ---------------------------------------------------------------- manners


def test_what_robots_says_is_noted_and_a_page_it_forbids_is_kept_and_said(paper):
    paper.said = b"User-agent: *\nDisallow: /private"
    paper.pages = {"/private/a": b"<p>a", "/b": b"<p>b"}
    keeper = MemoryKeeper()
    told = run(paper, "/private/a", "/b", keeper=keeper)
    assert "kept all the same" in told["/private/a"].reason
    assert told["/b"].reason == ""
    noted = {c.path.removeprefix(f"http://{paper.host}"): dict(c.facts)["robots"] for c in keeper.captures}
    assert noted == {
        "/private/a": "robots.txt forbids this page (Disallow: /private)",
        "/b": "robots.txt allows this page",
    }


def test_a_page_that_robots_forbids_is_skipped_with_the_rule_when_the_person_asks_to_obey(paper):
    paper.said = b"User-agent: *\nDisallow: /private"
    paper.pages = {"/private/a": b"<p>a"}
    keeper = MemoryKeeper()
    told = run(paper, "/private/a", keeper=keeper, obey_robots=True)
    assert told["/private/a"].outcome == "skipped"
    assert "Disallow: /private" in told["/private/a"].reason
    assert paper.asked == []


def test_a_wait_that_a_server_asks_for_is_waited_once(paper):
    paper.pages = {"/a": b"<p>a"}
    paper.later = {"/a": ["1"]}
    began = time.monotonic()
    told = run(paper, "/a", keeper=MemoryKeeper())
    assert told["/a"].outcome == "kept"
    assert time.monotonic() - began >= 1


def test_a_wait_that_is_too_long_is_said_and_not_waited(paper):
    paper.pages = {"/a": b"<p>a"}
    paper.later = {"/a": ["4000"]}
    told = run(paper, "/a", keeper=MemoryKeeper())
    assert "try again in 4000 seconds" in told["/a"].reason


def test_a_host_is_left_alone_between_two_requests(paper):
    paper.pages = {"/a": b"<p>a", "/b": b"<p>b"}
    began = time.monotonic()
    run(paper, "/a", "/b", keeper=MemoryKeeper(), limits=replace(LIMITS, host_pause=0.3))
    assert time.monotonic() - began >= 0.6  # robots.txt, a, b


# ---------------------------------------------------------------- with a browser


class Looking:
    """What a browser hands over, without one. `tests/outside/test_browser.py` has the real one."""

    def __init__(self) -> None:
        self.looked: list[str] = []

    def check(self, address: str) -> None:
        """Nothing to refuse."""

    def visit(self, address: str) -> Visit:
        self.looked.append(address)
        beside = (Record("screenshot.png", BytesIO(b"\x89PNG"), "image/png"), Record("x.wacz", BytesIO(b"PK"), "a/b"))
        return Visit(address, BytesIO(b"<p>seen</p>"), beside, (), (("tool", "t"),), ("a download",))


def test_what_a_browser_saw_is_kept_with_its_records_before_the_page_and_asked_for_once(paper):
    keeper, looking = MemoryKeeper(), Looking()
    told = run(paper, "/a", keeper=keeper, browser=looking)
    assert [c.how for c in keeper.captures] == [BESIDE, BESIDE, PAGE]
    page = keeper.captures[-1]
    assert {c.container for c in keeper.captures[:2]} == {page.digest}
    assert "a download" in told["/a"].reason
    assert dict(page.facts)["not captured"] == "a download"
    run(paper, "/a", keeper=keeper, browser=looking)
    assert looking.looked == [paper.address("/a")]


def test_the_pages_of_a_feed_that_is_in_the_case_are_looked_at_with_a_browser(paper):
    paper.feed("one")
    keeper, looking = MemoryKeeper(), Looking()
    run(paper, "/feed.xml", keeper=keeper)
    run(paper, "/feed.xml", keeper=keeper, browser=looking)
    assert looking.looked == [paper.address("/one")]
    assert {c.how for c in keeper.captures if c.path == paper.address("/one")} == {"fetched", PAGE}
