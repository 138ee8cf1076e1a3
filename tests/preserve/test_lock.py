"""One writer at a time, whoever else wants to; and a lock that dies with its holder."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest
from tests.preserve.building import checks, failed, small_case, take, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import CaseBusyError

EACH = 8


def add_some(folder: Path, worker: int) -> None:
    for number in range(EACH):
        with CaseFile.open(folder).writing(patience=60) as writer:
            take(writer, f"{worker}/{number}", b"%d %d" % (worker, number))


def test_eight_writers_take_turns_and_lose_nothing(tmp_path):
    case = small_case(tmp_path / "case", documents=0)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=add_some, args=(case.path, n)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 8
    assert sorted(c.path for c in case.captures()) == sorted(f"{w}/{n}" for w in range(8) for n in range(EACH))
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_a_second_writer_gives_up_in_clear_words(tmp_path):
    case = small_case(tmp_path / "case")
    with case.writing():
        start = time.monotonic()
        with pytest.raises(CaseBusyError, match="being written to") as caught, case.writing(patience=0.2):
            pass
        assert 0.2 <= time.monotonic() - start < 2
    assert caught.value.next_step
    with case.writing(patience=0):
        pass


def test_a_forked_child_does_not_hold_the_lock_of_its_parent(tmp_path):
    case = small_case(tmp_path / "case")
    context = multiprocessing.get_context("fork")
    with case.writing():
        child = context.Process(target=time.sleep, args=(30,))
        child.start()
    with case.writing(patience=0):
        pass
    child.terminate()
    child.join()
