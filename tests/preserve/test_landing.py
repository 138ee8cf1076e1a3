"""New bytes land under their digest with the mode they shall have, whatever the machine's habits; what fails is named."""

from __future__ import annotations

import os
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
    paths = {landing.begin().path for landing in (first, second) for _ in range(20)}
    assert len(paths) == 40


def test_what_fails_is_named_and_the_others_are_safe(layout, monkeypatch):
    good, bad = b"good", b"bad"
    real = os.fsync

    def failing(fd: int) -> None:
        if Path(f"/proc/self/fd/{fd}").resolve().is_file() and os.pread(os.open(f"/proc/self/fd/{fd}", 0), 9, 0) == bad:
            raise OSError(5, "Input/output error")
        real(fd)

    monkeypatch.setattr("os.fsync", failing)
    landing = Landing(layout)
    digests = landed(landing, good, bad)
    assert list(landing.settle()) == [digests[1]]
    assert layout.blob(digests[0]).read_bytes() == good
    assert not layout.blob(digests[1]).exists()
    assert list(layout.incoming.iterdir()) == []
