"""Without power at any moment: what was acknowledged is on the disk, because it was synced before it was said."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.preserve.building import acquire_into, checks, small_case
from tests.preserve.power_cut import ForgetfulDisk, PowerCut, every, torn
from tests.preserve.sweeping import (
    FULL,
    Holdings,
    at_home,
    documents,
    holdings,
    home_of,
    intolerable,
    lost,
    require_safe,
    require_whole,
)

from answerable.preserve.casefile import CaseFile

BATCH = 5  # inputs: many acknowledgements, so that a cut has something to lose
TEARS = 2  # ways in which the same cut may tear what was not synced

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it asks /proc which file a descriptor is")


@dataclass(frozen=True)
class World:
    """Documents, a machine with a case whose next entries reach over the edge of a file, and what it holds after a whole run."""

    offer: Path
    begun: Path
    undisturbed: Holdings
    syncs: int


@dataclass(frozen=True)
class Cut:
    """What a run came to: the disk, what it acknowledged, and whether the power failed before its end."""

    disk: ForgetfulDisk
    acknowledged: list[dict[str, Any]]
    cut_off: bool


def acquire_all(case: Path, offer: Path, acknowledged: list[dict[str, Any]]) -> None:
    """Acquire the documents, and note down each input as it is acknowledged."""

    def hear(item: object) -> None:
        acknowledged.append(msgspec.to_builtins(item) | {"size": item.size})  # type: ignore[attr-defined]

    with at_home(case), CaseFile.open(case).writing() as writer:
        acquire_into(writer, offer, hear)


def cut_power(begun: Path, offer: Path, live: Path, *, cut: int, heed: Callable[[Path], bool] = every) -> Cut:
    """Acquire on a machine whose power fails before sync number `cut`. Its disk holds the case and the seal keys."""
    spare = live.with_name("spare")
    for folder in (live, spare):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(begun, live)
    spare.mkdir()
    disk = ForgetfulDisk(live, spare, cut=cut, heed=heed)
    acknowledged: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", disk.fsync)
        patch.setattr("answerable.acquire.step._BATCH", BATCH)
        try:
            acquire_all(live / "case", offer, acknowledged)
        except PowerCut:
            return Cut(disk, acknowledged, True)
    return Cut(disk, acknowledged, False)


def resume(case: Path, offer: Path) -> None:
    """Acquire with the power back; no need to wait for a real disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda fd: None)
        acquire_all(case, offer, [])


@pytest.fixture(scope="module")
def world(quick) -> World:
    offer = documents(quick / "documents", small=100 if FULL else 40, containers=True)
    (quick / "begun").mkdir()
    case = quick / "begun" / "case"
    home_of(case).mkdir()
    with at_home(case), small_case(case, documents=3).writing() as writer:
        for number in range(225):
            writer.decline(f"{number}", "skipped", "so that the work reaches over the edge of a file")
    whole = cut_power(quick / "begun", offer, quick / "live", cut=1_000_000)
    assert not whole.cut_off
    require_safe(quick / "live" / "case", whole.acknowledged)
    return World(offer, quick / "begun", holdings(quick / "live" / "case"), whole.disk.syncs)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.mark.sweep
@pytest.mark.parametrize("share", range(4))
def test_a_power_cut_at_any_sync_loses_nothing_acknowledged(world, quick, share):
    cuts = list(range(world.syncs))
    chosen = cuts if FULL else sorted(random.Random(8).sample(cuts, len(cuts) // 10))
    acknowledging = 0
    for cut in chosen[share::4]:
        gone = cut_power(world.begun, world.offer, quick / "live", cut=cut)
        assert gone.cut_off
        acknowledging += bool(gone.acknowledged)
        for chance in (None, *(random.Random(f"{cut} {n}") for n in range(TEARS))):
            case = gone.disk.after_the_cut(fresh(quick / "after"), chance) / "case"
            try:
                require_safe(case, gone.acknowledged)
                resume(case, world.offer)
                require_whole(case, world.undisturbed)
            except AssertionError as error:
                error.add_note(f"cut before sync {cut}, {'dropped' if chance is None else 'torn'}")
                raise
    assert acknowledging, "nothing was acknowledged before any cut: the test shows nothing"


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(100 if FULL else 10))
def test_a_power_cut_while_it_mends_what_another_left_loses_nothing_acknowledged(world, quick, seed):
    chance = random.Random(seed)
    machine, acknowledged = world.begun, []
    for number in range(4):
        gone = cut_power(machine, world.offer, quick / "live", cut=chance.randrange(world.syncs // 3))
        acknowledged += gone.acknowledged
        machine = gone.disk.after_the_cut(fresh(quick / f"after-{number % 2}"), chance)
        require_safe(machine / "case", acknowledged)
    resume(machine / "case", world.offer)
    require_whole(machine / "case", world.undisturbed)


#: A build that forgets one kind of sync: name, and the files and folders it still syncs.
FORGETTING = {
    "every sync": lambda path: False,
    "the bytes of documents": lambda path: path.parent.name != ".incoming",
    "the names of documents": lambda path: not (path.is_dir() and path.parent.name == "blobs"),
    "the notes": lambda path: path.parent.name != "notes",
    "the entries": lambda path: path.parent.name != "entries",
    "the name of a new file of entries": lambda path: path.name != "entries",
    "the name of a new file of notes": lambda path: path.name != "notes",
}


@pytest.mark.parametrize("heed", FORGETTING.values(), ids=FORGETTING)
def test_a_build_that_forgets_a_sync_fails_this_test(world, quick, heed):
    gone = cut_power(world.begun, world.offer, quick / "live", cut=world.syncs - 3, heed=heed)
    assert gone.acknowledged
    case = gone.disk.after_the_cut(fresh(quick / "after")) / "case"
    with at_home(case):
        assert intolerable(checks(case)) or lost(case, gone.acknowledged)


@given(st.binary(max_size=3000), st.binary(max_size=3000), st.integers())
def test_a_torn_file_is_made_of_nothing_but_the_old_and_the_new(old, new, seed):
    made = torn(old, new, random.Random(seed))
    assert min(len(old), len(new)) <= len(made) <= max(len(old), len(new))
    assert all(byte in {*old[at : at + 1], *new[at : at + 1], 0} for at, byte in enumerate(made))
