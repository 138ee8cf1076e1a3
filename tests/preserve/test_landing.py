"""New bytes land under their digest with the mode they shall have, whatever the machine's habits; what fails is named."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.preserve.landing import Landing
from answerable.preserve.layout import Layout
from answerable.terms.digest import Digest, digest_bytes


@pytest.fixture
def layout(tmp_path) -> Layout:
    made = Layout(tmp_path)
    made.incoming.mkdir(parents=True)
    return made


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def landed(landing: Landing, *items: bytes) -> list[Digest]:
    for item in items:
        arrival = landing.begin()
        arrival.write(item)
        landing.add(digest_bytes(item), arrival)
    return [digest_bytes(item) for item in items]


def test_a_blob_may_be_read_by_owner_and_group_and_written_by_nobody_whatever_the_umask(layout, umask):
    landing = Landing(layout)
    digests = landed(landing, b"one", "два".encode(), b"three")
    assert landing.settle() == {}
    assert [layout.blob(d).stat().st_mode & 0o777 for d in digests] == [0o440] * 3
    assert list(layout.incoming.iterdir()) == []


def test_two_runs_never_take_the_same_name_for_what_is_on_its_way(layout):
    first, second = Landing(layout), Landing(layout)
    begun = [landing.begin() for landing in (first, second) for _ in range(20)]
    assert len({arrival.path for arrival in begun}) == 40
    for arrival in begun:
        arrival.forget()


def test_what_fails_is_named_and_the_others_are_safe(layout, monkeypatch):
    good, bad = b"good", b"bad"
    real = os.fsync

    def failing(fd: int) -> None:
        place = Path(f"/proc/self/fd/{fd}").resolve()
        if place.is_file() and place.read_bytes() == bad:
            raise OSError(5, "Input/output error")
        real(fd)

    monkeypatch.setattr("os.fsync", failing)
    landing = Landing(layout)
    digests = landed(landing, good, bad)
    assert list(landing.settle()) == [digests[1]]
    assert layout.blob(digests[0]).read_bytes() == good
    assert not layout.blob(digests[1]).exists()
    assert list(layout.incoming.iterdir()) == []


def two_of_one_shard() -> tuple[bytes, bytes]:
    """Different bytes whose digests begin alike."""
    begins: dict[str, bytes] = defaultdict(bytes)
    for number in range(1_000):
        data = b"letter %d" % number
        before = begins[digest_bytes(data)[:2]]
        if before:
            return before, data
        begins[digest_bytes(data)[:2]] = data
    raise AssertionError("two of 257 digests begin alike")


class Disk:
    """The real one, its folders' syncs noted; a rename or a folder's sync fails when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.synced: list[Path] = []
        self.failing_names: set[str] = set()
        self.failing_folders: set[Path] = set()
        self._fsync, self._rename = os.fsync, os.rename
        monkeypatch.setattr("os.fsync", self.fsync)
        monkeypatch.setattr("os.rename", self.rename)

    def fsync(self, fd: int) -> None:
        place = Path(f"/proc/self/fd/{fd}").readlink()
        if place in self.failing_folders:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._fsync(fd)
        self.synced.append(place)

    def rename(self, old: str, new: str) -> None:
        if Path(new).parent.is_dir() and Path(new).name in self.failing_names:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._rename(old, new)


def test_a_shard_whose_first_file_had_no_room_is_safe_by_name_before_its_second_is(layout, monkeypatch):
    first, second = two_of_one_shard()
    landing, disk = Landing(layout), Disk(monkeypatch)
    landed(landing, b"the first batch")
    assert landing.settle() == {}
    disk.synced.clear()
    disk.failing_names = {digest_bytes(first)}
    landed(landing, first, second)
    assert list(landing.settle()) == [digest_bytes(first)]
    assert layout.blob(digest_bytes(second)).is_file()
    assert layout.blobs in disk.synced


def test_names_of_shards_that_could_not_be_synced_are_synced_with_the_next_batch(layout, monkeypatch):
    first, second = two_of_one_shard()
    landing, disk = Landing(layout), Disk(monkeypatch)
    disk.failing_folders = {layout.blobs}
    landed(landing, first)
    assert list(landing.settle()) == [digest_bytes(first)]
    disk.failing_folders = set()
    landed(landing, second)
    assert landing.settle() == {}
    assert layout.blobs in disk.synced


def test_a_run_syncs_the_names_of_shards_that_an_earlier_one_may_have_died_over_and_does_so_once(layout, monkeypatch):
    first, second = two_of_one_shard()
    (layout.blobs / digest_bytes(first)[:2]).mkdir()
    landing, disk = Landing(layout), Disk(monkeypatch)
    for data in (first, second):
        landed(landing, data)
        assert landing.settle() == {}
    assert disk.synced.count(layout.blobs) == 1
