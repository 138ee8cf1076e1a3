"""The command line as a whole: help, versions, completion, wrong use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from answerable.cli.main import COMMANDS


def test_help_names_every_command_in_the_order_data_flows(answerable):
    run = answerable("--help")
    assert run.returncode == 0
    places = [run.stdout.find(f"\n    {command}") for command in COMMANDS]
    assert -1 not in places
    assert places == sorted(places)


def test_help_loads_no_stage():
    code = "import sys; from answerable.cli.main import run\ntry: run(['--help'])\nexcept SystemExit: pass\n"
    code += "print([m for m in sys.modules if m.split('.')[0] in ('trafilatura','lxml','msgspec','rich','sqlite3')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, answerable):
    run = answerable(command, "--help")
    assert run.returncode == 0
    assert len(run.stdout) > 80


def test_wrong_use_exits_with_two(answerable):
    assert answerable("no-such-command").returncode == 2
    assert answerable().returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_the_commands(shell, answerable):
    run = answerable("completion", shell)
    assert run.returncode == 0
    assert "examine" in run.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_disk_that_takes_no_more_is_told_in_words():
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "answerable", "doctor"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert run.returncode == 1
    assert b"space" in run.stderr
    assert b"Traceback" not in run.stderr
