"""Imports run one way, down the river."""

from __future__ import annotations

from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parents[2]


def test_imports_run_one_way(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


# The second reader of confront has a door of its own, in two files: it asks someone, and keeps what cannot be made again.
DOORS = ("step.py", "second_step.py", "second_kept.py")


def test_no_stage_but_its_door_touches_the_case():
    stages = ("trace", "extract", "confront", "read", "assess", "publish")
    files = [f for stage in stages for f in (ROOT / "src/answerable" / stage).glob("*.py") if f.name not in DOORS]
    assert len(files) > 40
    inside = [f for f in files if "preserve.casefile" in f.read_text(encoding="utf-8")]
    assert inside == []


def test_no_web_framework_is_known_outside_the_web_room():
    files = [f for f in (ROOT / "src/answerable").rglob("*.py") if "web" not in f.parts]
    assert [f for f in files if "import django" in f.read_text(encoding="utf-8").lower()] == []
