"""A disk that fails, or a kill, at any single call: the command says so in words and nothing acknowledged is lost."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.preserve.sweeping import (
    FULL,
    Holdings,
    acquiring,
    copied,
    documents,
    holdings,
    home_of,
    new_case,
    require_resumed,
    require_safe,
)
from tests.preserve.tracing import Call, calls_of, disturbed, require_strace

FAULTS = ("EIO", "ENOSPC", "SIGKILL")
TENTH = 100  # of the thousand and more that there are
SHARES = 10 if FULL else 4  # the sweep is cut into so many tests, which may run side by side


@dataclass(frozen=True)
class World:
    """Documents, a case that holds some of them, the holdings of a run nobody disturbs, and every call it makes."""

    offer: Path
    begun: Path
    undisturbed: Holdings
    calls: list[Call]


@pytest.fixture(scope="module")
def world(quick) -> World:
    require_strace()
    folder = quick
    first, offer = documents(folder / "first", small=3), documents(folder / "second", small=64)
    begun = new_case(folder / "begun")
    run = acquiring(begun, first)
    assert run.code() == 0, run.complaint()
    case = copied(begun, folder / "undisturbed")
    calls = calls_of(acquiring(case, offer, stopped=True), (case, home_of(case) / "answerable"), folder / "log")
    return World(offer, begun, holdings(case), calls)


def faults(calls: list[Call]) -> list[tuple[Call, str]]:
    """Every call with every fault, in an order that chance fixes once."""
    every = [(call, fault) for call in calls for fault in FAULTS]
    random.Random(3).shuffle(every)
    return every if FULL else every[:TENTH]


def test_the_calls_of_an_undisturbed_run_are_found(world):
    names = {call.name for call in world.calls}
    assert {"openat", "write", "fsync", "rename", "mkdir", "close", "flock"} <= names
    assert len(world.calls) * len(FAULTS) >= 10 * TENTH


@pytest.mark.sweep
@pytest.mark.parametrize("share", range(SHARES))
def test_a_fault_at_any_single_call_loses_nothing_acknowledged(world, quick, share):
    hits = 0
    for call, fault in faults(world.calls)[share::SHARES]:
        case = copied(world.begun, quick / "case")
        run = acquiring(case, world.offer, stopped=True)
        code = disturbed(run, call, fault)
        hits += code != 0
        where = f"{fault} at {call.name} {call.number}, exit {code}:\n{run.complaint()}"
        assert "Traceback" not in run.complaint(), where
        try:
            require_safe(case, run.lines())
            require_resumed(case, world.offer, run.lines(), world.undisturbed)
        except AssertionError as error:
            error.add_note(where)
            raise
    assert hits, "no fault changed how the command ended: the test shows nothing"
