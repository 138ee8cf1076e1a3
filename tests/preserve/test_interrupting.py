"""Ctrl-C while bytes are on their way to the disk: the journal names none that did not arrive, and says so."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.preserve.building import acquire_into, checks, failed, small_case, take, unchecked
from tests.preserve.test_disk_errors import bundle

from answerable.acquire.step import Acquired
from answerable.preserve.casefile import CaseFile


@pytest.fixture
def ctrl_c(monkeypatch) -> Iterator[threading.Event]:
    """SIGINT reaches this program in the middle of a sync of new bytes, once; not while the event is set."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    real, sent = os.fsync, threading.Event()

    def interrupted(fd: int) -> None:
        if "/.incoming/" in os.fspath(Path(f"/proc/self/fd/{fd}").readlink()) and not sent.is_set():
            sent.set()
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        real(fd)

    monkeypatch.setattr("os.fsync", interrupted)
    yield sent
    signal.signal(signal.SIGINT, before)


def require_resumed(case: Path) -> None:
    """What was interrupted is not named, nothing lies about, and the next command keeps it."""
    assert failed(checks(case)) == []
    assert list((case / "blobs" / ".incoming").iterdir()) == []
    with CaseFile.open(case).writing() as writer:
        for number in range(40):
            take(writer, f"report-{number}", b"report %d on the cannery" % number)
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
    assert len({c.path for c in CaseFile.open(case).captures()}) >= 45


def test_an_interrupted_batch_is_named_by_no_entry_and_can_be_kept_again(tmp_path, ctrl_c):
    ctrl_c.set()
    case = small_case(tmp_path / "case")
    ctrl_c.clear()

    def command() -> None:
        with case.writing() as writer:
            for number in range(40):
                take(writer, f"report-{number}", b"report %d on the cannery" % number)
            writer.commit()

    with pytest.raises(KeyboardInterrupt) as caught:
        command()
    assert ctrl_c.is_set()
    assert len(case.captures()) == 5
    assert any("report-0: interrupted" in note for note in caught.value.__notes__)
    require_resumed(case.path)


def test_bytes_that_no_entry_names_yet_are_no_less_interrupted(tmp_path, ctrl_c):
    ctrl_c.set()
    case = small_case(tmp_path / "case")
    ctrl_c.clear()

    def command() -> None:
        with case.writing() as writer:
            take(writer, "report-0", b"report 0 on the cannery")
            for number in range(70):  # more than wait at once
                writer.keep_bytes(b"page %d" % number)

    with pytest.raises(KeyboardInterrupt) as caught:
        command()
    assert any("interrupted" in note for note in caught.value.__notes__)
    require_resumed(case.path)


def test_ctrl_c_while_acquiring_is_told_as_ctrl_c(tmp_path, ctrl_c):
    ctrl_c.set()
    case, folder = small_case(tmp_path / "case"), bundle(tmp_path / "folder")
    told: list[Acquired] = []
    ctrl_c.clear()

    def command() -> None:
        with case.writing() as writer:
            acquire_into(writer, folder, told.append)

    with pytest.raises(KeyboardInterrupt):
        command()
    assert {item.path for item in told} <= {c.path for c in case.captures()}
    require_resumed(case.path)
