"""Several processes: the same outcome as one, in the same order, and a lost one is said."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from tests.newsroom import busy_press

from answerable.outside.processes import PartLostError, Processes
from answerable.trace.engine import Alone
from answerable.trace.lineages import trace_lineage
from answerable.trace.piping import lineage_rows


def doubled(number: int) -> int:
    return 2 * number


def end_yourself(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_parts_come_back_in_order_whoever_did_them() -> None:
    with Processes(2) as processes:
        assert list(processes.each(doubled, range(40))) == list(Alone().each(doubled, range(40)))


def test_parts_are_asked_for_only_a_few_ahead() -> None:
    asked: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(500):
            asked.append(number)
            yield number

    with Processes(2) as processes:
        found = processes.each(doubled, parts())
        assert next(found) == 0
        assert len(asked) < 20


def test_a_process_that_is_ended_from_outside_is_an_error_and_no_missing_part() -> None:
    with Processes(2) as processes, pytest.raises(PartLostError):
        list(processes.each(end_yourself, range(40)))


def test_a_lineage_is_the_same_from_one_process_and_from_two() -> None:
    texts = busy_press(450, 3).texts()
    with Processes(2) as processes:
        assert lineage_rows(texts, trace_lineage(texts, engine=processes)) == lineage_rows(texts, trace_lineage(texts))
