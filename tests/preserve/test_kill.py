"""Killed at any moment, a case loses nothing that was acknowledged, and the next run takes up where it was."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.preserve.acquiring_child import document
from tests.preserve.building import checks, failed, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.terms.digest import digest_bytes

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"
ROUNDS, KILLS = (20, 25) if SWEEP else (3, 5)
DOCUMENTS = 400


def run_child(folder: Path, *, kill_after: float | None) -> tuple[list[int], bool]:
    """Start a child; kill it `kill_after` seconds after it is ready. Returns what it acknowledged, whether it ended."""
    command = [sys.executable, "-m", "tests.preserve.acquiring_child", str(folder), str(DOCUMENTS)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        said = child.stdout.read().decode().splitlines(keepends=True)
    whole = [line.strip() for line in said if line.endswith("\n")]  # a number cut off by the kill may be another
    return [int(line) for line in whole if line != "done"], "done" in whole


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path, seed):
    chance = random.Random(seed)
    folder = tmp_path / "case"
    acknowledged: set[int] = set()
    kills = 0
    for _ in range(KILLS):
        said, ended = run_child(folder, kill_after=chance.uniform(0, 0.25))
        kills += not ended
        acknowledged |= set(said)
        if not (folder / "journal").is_dir() or not (folder / "case.toml").is_file():
            assert not acknowledged
            continue
        case = CaseFile.open(folder)
        assert failed(checks(case)) == []
        captures = {c.path: c.digest for c in case.captures()}
        for number in acknowledged:
            digest = captures[f"veldonia/{number}"]
            assert digest == digest_bytes(document(number))
            assert case.read_blob(digest) == document(number)
    assert kills, "no child was killed while it worked: the test shows nothing"
    said, ended = run_child(folder, kill_after=None)
    assert ended
    assert not set(said) & acknowledged  # what was acknowledged is not acquired again
    case = CaseFile.open(folder)
    assert sorted((c.path, c.digest) for c in case.captures()) == sorted(
        (f"veldonia/{n}", digest_bytes(document(n))) for n in range(DOCUMENTS)
    )
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
