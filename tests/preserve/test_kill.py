"""Killed at any moment, `answerable acquire` loses nothing it acknowledged, and the next run takes up where it was."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.preserve.commanding import Started, start
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
    require_whole,
)

ROUNDS, KILLS = (20, 25) if FULL else (2, 25)
WRITERS = 8


@dataclass(frozen=True)
class World:
    """Documents, an empty case, what the case holds after a run that nobody disturbs, and how long that takes."""

    offer: Path
    empty: Path
    undisturbed: Holdings
    seconds: float


@pytest.fixture(scope="module")
def world(quick) -> World:
    folder = quick
    offer, empty = documents(folder / "documents", small=160), new_case(folder / "empty")
    case = copied(empty, folder / "undisturbed")
    began = time.monotonic()
    run = acquiring(case, offer)
    assert run.code() == 0, run.complaint()
    seconds = time.monotonic() - began
    return World(offer, empty, holdings(case), seconds)


def test_the_undisturbed_run_keeps_what_the_folder_holds(world, answerable, tmp_path):
    assert len(world.undisturbed.kept) > 160
    assert {outcome for _, outcome, _ in world.undisturbed.declined} == {"skipped"}
    case = new_case(tmp_path / "case")
    run = answerable("acquire", "--later", "--case", case, world.offer, ANSWERABLE_HOME=str(home_of(case)))
    assert run.returncode == 0, run.stderr
    assert holdings(case) == world.undisturbed  # a process started from nothing does the same


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_kill_at_any_moment_loses_nothing_acknowledged(world, quick, seed):
    chance = random.Random(seed)
    case, acknowledged = copied(world.empty, quick / "case"), []
    kills = 0
    while kills < KILLS:
        run = acquiring(case, world.offer)
        killed = run.kill_after(chance.uniform(0, world.seconds))
        kills += killed
        acknowledged += run.lines()
        require_safe(case, acknowledged)
        if not killed:
            assert run.code() == 0, run.complaint()
            require_whole(case, world.undisturbed)
            case, acknowledged = copied(world.empty, quick / "case"), []
    require_resumed(case, world.offer, acknowledged, world.undisturbed)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(20 if FULL else 1))
def test_a_kill_while_it_reads_what_it_kept_loses_nothing_acknowledged(world, quick, tmp_path, seed):
    chance = random.Random(seed)
    offer = documents(tmp_path / "documents", small=40, containers=True)
    whole = copied(world.empty, quick / "whole")
    began = time.monotonic()
    assert acquiring(whole, offer, later=False).code() == 0
    seconds = time.monotonic() - began
    case, acknowledged = copied(world.empty, quick / "case"), []
    for _ in range(5):
        run = acquiring(case, offer, later=False)
        run.kill_after(chance.uniform(0, seconds))
        acknowledged += run.lines()
        require_safe(case, acknowledged)
    reading = start("read", "--case", case, home=home_of(case))
    assert reading.code() in (0, 3), reading.complaint()
    require_resumed(case, offer, acknowledged, holdings(whole))


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(10 if FULL else 1))
def test_eight_commands_at_once_take_turns_and_a_killed_one_stops_no_other(world, quick, tmp_path, seed):
    chance = random.Random(seed)
    case = copied(world.empty, quick / "case")
    shares = [share(world.offer, tmp_path / f"share-{n}", n) for n in range(WRITERS)]
    together = shared_case(tmp_path / "together", shares)

    def begin(number: int) -> Started:
        words = ("acquire", "--json", "--later", "--case", case, shares[number])
        return start(*words, home=home_of(case), name=f"writer-{number}")

    runs = [begin(number) for number in range(WRITERS)]
    doomed = chance.sample(range(WRITERS), 2)
    for number in doomed:
        runs[number].kill_after(chance.uniform(0, world.seconds / 2))
    codes = {number: run.code() for number, run in enumerate(runs)}
    assert {codes[n] for n in codes if n not in doomed} == {0}, [run.complaint() for run in runs]
    acknowledged: list[dict[str, Any]] = [line for run in runs for line in run.lines()]
    require_safe(case, acknowledged)
    for number in doomed:
        again = begin(number)
        assert again.code() == 0, again.complaint()
    require_whole(case, together)


def share(offer: Path, folder: Path, number: int) -> Path:
    """An eighth of the short files, and one that all have."""
    folder.mkdir()
    files = sorted(offer.glob("report-*.txt"))
    for file in (*files[number::WRITERS], offer / "large.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def shared_case(case: Path, shares: list[Path]) -> Holdings:
    """What a case holds that one command gave all the shares."""
    run = acquiring(new_case(case), *shares)
    assert run.code() == 0, run.complaint()
    return holdings(case)
