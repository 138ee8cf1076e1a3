"""What the whole suite shares: the example case, examined once, and a way to call the program as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.preserve.casefile import CaseFile
from answerable.resources.examples import example_case

HOME_OF_A_RUN = tempfile.TemporaryDirectory(prefix="answerable-home-")
os.environ["ANSWERABLE_HOME"] = HOME_OF_A_RUN.name  # the suite never seals with a person's own keys

Run = subprocess.CompletedProcess[str]
HANG = 300  # seconds; tenfold of what the slowest command takes


def call(*arguments: str | Path, cwd: Path | None = None, stdin: str | None = None, **env: str) -> Run:
    """The program with these arguments, in a clean environment but for `env`."""
    command = [sys.executable, "-m", "answerable", *map(str, arguments)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd or Path.cwd()), "LANG": "C.UTF-8"}
    environment |= {"ANSWERABLE_HOME": os.environ["ANSWERABLE_HOME"]} | env
    return subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, timeout=HANG, check=False
    )


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of its own for each test: no test finds the seal keys of another."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANSWERABLE_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def answerable() -> Callable[..., Run]:
    """`answerable(*arguments, cwd=…)`, the program in a process of its own."""
    return call


@pytest.fixture(scope="session")
def example() -> Path:
    """The folder of the example case as it stands in the repository."""
    return example_case()


@pytest.fixture(scope="session")
def examined(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    """The example case after `answerable demo`. Tests that write to it copy it first."""
    folder = tmp_path_factory.mktemp("demo")
    run = call("demo", cwd=folder)
    assert run.returncode == 0, run.stderr
    return CaseFile.open(folder / "case-demo")
