"""A dry run says what a run would do, and a run then does just that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.acquire.test_step import CONTAINERS
from tests.outside.loopback import Quiet, serving

from answerable.acquire.limits import Limits
from answerable.acquire.opening import InProcessOpener
from answerable.acquire.planning import Planned, Planning
from answerable.acquire.step import Acquired, acquire
from answerable.outside.http import HttpFetcher
from answerable.preserve.memory import MemoryKeeper
from answerable.terms.moment import Moment

LIMITS = replace(Limits(), host_pause=0.0, file_bytes=1_000, feed_pages=1)


def plan(keeper: MemoryKeeper, offers: list[Path], addresses: list[str], **options: bool) -> dict[str, Planned]:
    planning = Planning(keeper.captures, HttpFetcher(allow=ALLOW), None, LIMITS, **options)
    return {p.path: p for p in planning.plan([str(o) for o in offers], addresses)}


def run(keeper: MemoryKeeper, offers: list[Path], addresses: list[str]) -> dict[str, Acquired]:
    told: list[Acquired] = []
    acquire(
        [str(o) for o in offers], keeper, agent="a", clock=lambda: Moment("2024-01-01T00:00:00.000Z"),
        fetcher=HttpFetcher(allow=ALLOW), opener=InProcessOpener(), limits=LIMITS, on_item=told.append, addresses=addresses,
        earlier=lambda: list(keeper.captures),
    )  # fmt: skip
    return {item.path: item for item in told}


ALLOW: list[str] = []


def test_files_are_planned_as_they_are_then_kept(tmp_path):
    for name, data, _ in CONTAINERS.values():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "large.txt").write_bytes(b"x" * 2_000)
    (tmp_path / "link").symlink_to("large.txt")
    keeper = MemoryKeeper()
    planned = plan(keeper, [tmp_path], [])
    assert keeper.blobs == {}
    done = run(keeper, [tmp_path], [])
    said = {"keep": "kept", "refuse": "refused", "skip": "skipped"}
    assert {p: said[one.plan] for p, one in planned.items()} == {p: done[p].outcome for p in planned}
    assert planned["large.txt"].plan == "refuse"
    assert planned["link"].plan == "skip"
    again = plan(keeper, [tmp_path], [])
    assert {one.plan for one in again.values()} == {"held", "refuse", "skip"}


def test_addresses_are_planned_without_asking_anybody():
    asked: list[str] = []

    class Paper(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            entries = "".join(f"<item><link>http://{ALLOW[0]}/{n}</link></item>" for n in (1, 2))
            self.answer(f"<rss><channel>{entries}</channel></rss>".encode() if self.path == "/feed" else b"<p>x")

    with serving(Paper) as host:
        ALLOW[:] = [host]
        feed, page, bad = f"http://{host}/feed", f"http://{host}/page", "http://a:b@paper.example/"
        keeper = MemoryKeeper()
        assert {p: one.plan for p, one in plan(keeper, [], [feed, page, bad]).items()} == {
            feed: "fetch", page: "fetch", bad: "refuse"
        }  # fmt: skip
        assert asked == []
        run(keeper, [], [feed, page])
        asked.clear()
        planned = plan(keeper, [], [feed, page])
        assert {p: one.plan for p, one in planned.items()} == {
            feed: "fetch", f"http://{host}/2": "fetch", page: "held"
        }  # fmt: skip
        assert plan(keeper, [], [page], again=True)[page].plan == "fetch"
        assert asked == []
