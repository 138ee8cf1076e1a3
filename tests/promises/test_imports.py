"""Imports run one way, down the river."""

from __future__ import annotations

from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parents[2]


def test_imports_run_one_way(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


STAGES = ("trace", "extract", "confront", "read", "assess", "publish")
# Every stage has one door. The second reader of confront has one of its own (docs/decisions/0016).
DOORS = {*(f"{stage}/step.py" for stage in STAGES), "confront/second_step.py"}


def test_no_stage_but_its_door_touches_the_case():
    rooms = ROOT / "src/answerable"
    files = {f.relative_to(rooms).as_posix(): f for stage in STAGES for f in (rooms / stage).rglob("*.py")}
    assert files.keys() >= DOORS
    assert len(files) > 40
    inside = {name for name, f in files.items() if "preserve.casefile" in f.read_text(encoding="utf-8")}
    assert inside <= DOORS


def test_no_web_framework_is_known_outside_the_web_room():
    files = [f for f in (ROOT / "src/answerable").rglob("*.py") if "web" not in f.parts]
    assert [f for f in files if "import django" in f.read_text(encoding="utf-8").lower()] == []
