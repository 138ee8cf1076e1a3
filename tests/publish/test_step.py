"""The door: the report of a real case as one file and as a folder, and when it has to be made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from answerable.assess.step import decisions
from answerable.preserve.casefile import CaseFile
from answerable.publish.step import is_current, publish_report, telling
from answerable.publish.writing import start_of
from answerable.read.step import readings

pytestmark = pytest.mark.xdist_group("example")


@pytest.fixture
def case(examined: CaseFile, tmp_path: Path) -> CaseFile:
    shutil.copytree(examined.path, tmp_path / "case")
    return CaseFile.open(tmp_path / "case")


def publish(case: CaseFile, target: Path, limit: int) -> list[str]:
    return publish_report(case, readings(case), decisions(case), target, limit=limit, page=20_000)


def test_a_folder_is_current_until_any_page_of_it_is_changed_or_gone(case: CaseFile, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    assert not is_current(case, target)
    lines = publish(case, target, limit=50_000)
    assert lines == telling(case)
    assert start_of(target) == tmp_path / "out" / "index.html"
    assert is_current(case, target)
    page = tmp_path / "out" / "sources-2.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"Sule", b"Zule"))
    assert not is_current(case, target)
    page.write_bytes(whole)
    assert is_current(case, target)
    page.unlink()
    assert not is_current(case, target)


def test_the_same_case_as_one_file_says_the_same_and_takes_the_folder_away(case: CaseFile, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    in_pages = publish(case, target, limit=50_000)
    assert publish(case, target, limit=25_000_000) == in_pages
    assert start_of(target) == target
    assert not (tmp_path / "out").exists()
    assert is_current(case, target)


def test_the_report_of_one_place_is_not_taken_for_that_of_another(case: CaseFile, tmp_path: Path) -> None:
    publish(case, tmp_path / "out.html", limit=25_000_000)
    assert not is_current(case, tmp_path / "other.html")
