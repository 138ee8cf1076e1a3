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

STRICT = 0o077  # a umask that takes from the mode that a blob shall have, so that it is given to each
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
    umask: int | None


@pytest.fixture(scope="module")
def world(quick) -> World:
    require_strace()
    folder = quick
    first, offer = documents(folder / "first", small=3), documents(folder / "second", small=64)
    begun = new_case(folder / "begun")
    run = acquiring(begun, first)
    assert run.code() == 0, run.complaint()
    return observed(offer, begun, folder / "undisturbed")


@pytest.fixture(scope="module")
def strict(world, quick) -> World:
    """The same under a strict umask."""
    return observed(world.offer, world.begun, quick / "strict", umask=STRICT)


def observed(offer: Path, begun: Path, case: Path, umask: int | None = None) -> World:
    """The world, of what the command does in the folder `case` when nobody disturbs it."""
    copied(begun, case)
    run = acquiring(case, offer, stopped=True, umask=umask)
    calls = calls_of(run, (case, home_of(case) / "answerable"), case.with_suffix(".log"))
    return World(offer, begun, holdings(case), calls, umask)


def faults(calls: list[Call], most: int = TENTH) -> list[tuple[Call, str]]:
    """Every call with every fault, in an order that chance fixes once."""
    every = [(call, fault) for call in calls for fault in FAULTS]
    random.Random(3).shuffle(every)
    return every if FULL else every[:most]


def test_the_calls_of_an_undisturbed_run_are_found(world):
    names = {call.name for call in world.calls}
    assert {"openat", "write", "fsync", "rename", "mkdir", "close", "flock"} <= names
    assert len(world.calls) * len(FAULTS) >= 10 * TENTH


def test_under_a_strict_umask_each_blob_is_given_its_mode(strict):
    names = {call.name for call in strict.calls}
    assert {"openat", "write", "fsync", "fchmod", "rename", "mkdir", "close", "flock"} <= names


@pytest.mark.sweep
@pytest.mark.parametrize("share", range(SHARES))
def test_a_fault_at_any_single_call_loses_nothing_acknowledged(world, quick, share):
    require_nothing_lost(world, quick / "case", faults(world.calls)[share::SHARES])


@pytest.mark.sweep
def test_a_fault_as_a_blob_is_given_its_mode_loses_nothing_acknowledged(strict, quick):
    given = [call for call in strict.calls if call.name == "fchmod"]
    require_nothing_lost(strict, quick / "case", faults(given, TENTH // SHARES))


def require_nothing_lost(world: World, folder: Path, disturbances: list[tuple[Call, str]]) -> None:
    hits = 0
    for call, fault in disturbances:
        case = copied(world.begun, folder)
        run = acquiring(case, world.offer, stopped=True, umask=world.umask)
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
