"""`answerable demo`: the first thing anybody runs says the most telling lines and where the report is."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("example")


def test_the_demo_ends_with_three_telling_lines_and_the_place_of_the_report_twice_in_a_row(tmp_path, answerable):
    first = answerable("demo", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    lines = first.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("6 points put: ")
    assert "unanswered" in lines[0]
    assert "found" in lines[1]
    assert lines[2].startswith("Named but not held: ")
    report = Path(lines[3].removeprefix("Report: "))
    assert report == tmp_path / "case-demo" / "report.html"
    assert "Was it answered?" in report.read_text(encoding="utf-8")
    again = answerable("demo", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, first.stdout)
