"""Containers taken apart by child processes: the same members as here, and a child may die or lie in any way."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from msgspec import structs
from tests.acquire.test_step import CONTAINERS, SMALL, zipped
from tests.outside.faulty_openers import TOLD

from answerable.acquire.limits import Limits
from answerable.acquire.members import About, Budget, Item, Member, Trouble
from answerable.acquire.opening import InProcessOpener, Opener
from answerable.outside.sandbox import ChildLimits, SandboxedReaders

ROOT = Path(__file__).parents[2]
TIGHT = ChildLimits(seconds=1.5, cpu_seconds=1)

pytestmark = pytest.mark.xdist_group("sandbox")

Plain = tuple[str, bytes, str, str | None, str | None, str | None, tuple[tuple[str, str], ...]] | Trouble | About


def plain(item: Item) -> Plain:
    if isinstance(item, Trouble | About):
        return item
    with item.stream:
        data = item.stream.read()
    return item.name, data, item.how, item.declared_type, item.address, item.claimed_at, item.facts


def take_apart(opener: Opener, data: bytes | BinaryIO, name: str = "x", limits: Limits = SMALL) -> list[Plain]:
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    return [plain(item) for item in opener.take_apart(source, name, Budget(limits))]


def message(act: str) -> bytes:
    return f"From: a@veldonia.example\nSubject: {act}\n\nWords\n".encode()


def reason_of(items: list[Plain]) -> str:
    last = items[-1]
    assert isinstance(last, Trouble)
    return last.reason


@pytest.fixture(scope="module")
def opener() -> Iterator[SandboxedReaders]:
    with SandboxedReaders(workers=1, ocr=False) as made:
        yield made


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxedReaders]:
    monkeypatch.setattr("answerable.outside.sandbox_line.SERVER", "tests.outside.faulty_server")
    monkeypatch.syspath_prepend(str(ROOT))
    with SandboxedReaders(TIGHT, workers=1, ocr=False) as made:
        yield made


@pytest.mark.parametrize(("name", "data", "members"), CONTAINERS.values(), ids=CONTAINERS)
def test_what_comes_out_is_what_came_out_in_this_process(opener, name, data, members):
    there = take_apart(opener, data, name)
    assert there == take_apart(InProcessOpener(), data, name)
    assert any(not isinstance(item, Trouble) for item in there)


def test_a_document_holds_nothing_even_when_it_is_built_like_a_container(opener):
    assert take_apart(opener, zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == []


def test_a_file_on_disk_and_a_member_inside_a_member_are_taken_apart_while_the_outer_waits(opener, tmp_path):
    (tmp_path / "z.zip").write_bytes(zipped({"a.zip": zipped({"b.txt": b"b"}), "c.txt": b"c"}))
    names = []
    with (tmp_path / "z.zip").open("rb") as source:
        budget = Budget(SMALL)
        for item in opener.take_apart(source, "z.zip", budget):
            assert isinstance(item, Member)
            names.append(item.name)
            names += [f"{item.name}!/{inner.name}" for inner in opener.take_apart(item.stream, item.name, budget)]
    assert names == ["a.zip", "a.zip!/b.txt", "c.txt"]
    assert budget.items == 3


def test_names_that_are_no_utf_8_come_through_byte_for_byte(opener):
    raw = zipped({"\u00fcber.txt": b"x"}).replace("\u00fcber.txt".encode(), b"\xfc\xbbber.txt")
    raw = raw.replace(b"\x00\x08", b"\x00\x00")  # the flag that says UTF-8
    (item,) = take_apart(opener, raw)
    assert not isinstance(item, Trouble)
    assert os.fsencode(item[0]) == b"\xfc\xbbber.txt"


def test_many_members_and_a_large_one_come_in_order_and_whole(opener):
    large = os.urandom(9_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number}.txt", f"letter {number}")
        archive.writestr("large", large)
    items = take_apart(opener, out.getvalue(), limits=Limits())
    assert [item[0] for item in items if not isinstance(item, Trouble)] == [*(f"{n}.txt" for n in range(1000)), "large"]
    assert items[-1][1] == large  # type: ignore[index]


DEATHS = {
    "eats-memory": "out of memory",
    "sleeps": "longer than",
    "burns": "",
    "crashes": "SIGSEGV",
    "exits": "exit status 3",
    "raises": "died",
    "tears": "died",
    "kills-the-server": "died",
}


@pytest.mark.parametrize(("death", "says"), DEATHS.items(), ids=DEATHS)
def test_a_child_that_dies_is_said_and_what_it_gave_before_stays(faulty, death, says):
    items = take_apart(faulty, message(death))
    assert items[0][1] == b"the first one"  # type: ignore[index]
    assert len(items) == 2
    assert says in reason_of(items)
    assert take_apart(faulty, message("nothing"))[1][0] == "last"  # type: ignore[index]


def test_a_larger_container_may_take_longer(faulty):
    assert "longer than" in reason_of(take_apart(faulty, message("takes-three-seconds")))
    slow = structs.replace(TIGHT, bytes_a_second=1_000)
    with SandboxedReaders(slow, workers=1, ocr=False) as opener:
        large = message("takes-three-seconds") + b"x" * 60_000  # a minute more
        assert take_apart(opener, large)[-1][0] == "last"  # type: ignore[index]


LIES = {
    "floods": "more than 400,000 bytes",
    "swarms": "more than 50 members",
    "disorders": "in order",
    "announces-too-much": "in order",
    "invents-a-way": "in order",
    "invents-an-outcome": "in order",
    "babbles": "in order",
    "tells-late": "in order",
}


@pytest.mark.parametrize(("lie", "says"), LIES.items(), ids=LIES)
def test_a_child_that_was_taken_over_cannot_give_more_than_the_limits_nor_break_the_order(faulty, lie, says):
    items = take_apart(faulty, message(lie))
    assert items[0][1] == b"the first one"  # type: ignore[index]
    assert any(isinstance(item, Trouble) and says in item.reason for item in items)
    assert len(items) <= SMALL.members + 1
    assert take_apart(faulty, message("nothing"))[1][0] == "last"  # type: ignore[index]


@pytest.mark.parametrize("lie", TOLD)
def test_a_child_that_was_taken_over_cannot_make_up_facts_of_the_container_itself(faulty, lie):
    (trouble,) = take_apart(faulty, message(lie))
    assert "in order" in reason_of([trouble])


def test_the_same_name_twice_is_two_items_whatever_the_child_says(faulty):
    assert [item[0] for item in take_apart(faulty, message("repeats"))] == ["first", "first#2", "last"]  # type: ignore[index]


ASKED = {"asks-the-net": "refused", "starts-a-process": "refused", "writes": "refused", "looks-around": "[] [] "}


@pytest.mark.parametrize(("act", "says"), ASKED.items(), ids=ASKED)
def test_a_child_has_no_network_starts_nothing_writes_nothing_and_sees_nothing(faulty, act, says):
    if act == "starts-a-process" and not faulty.enforced()["processes"].startswith("enforced"):
        pytest.skip("this kernel takes no filter of its calls")
    *_, last = take_apart(faulty, message(act))
    assert not isinstance(last, Trouble)
    assert last[1].decode().startswith(says)


def test_a_container_that_nobody_reads_to_the_end_leaves_no_child_behind(opener):
    server = opener._running()._process.pid
    items = opener.take_apart(
        io.BytesIO(zipped({f"{n}": os.urandom(300_000) for n in range(9)})), "x", Budget(Limits())
    )
    first = next(items)
    assert isinstance(first, Member)
    items.close()
    assert take_apart(opener, zipped({"a": b"1"}))  # the server answers in turn: it has heard of the other's end
    children = Path(f"/proc/{server}/task/{server}/children")
    assert not children.exists() or children.read_text().split() == []
