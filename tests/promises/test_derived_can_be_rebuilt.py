"""What is derived comes out the same again: after it was deleted, and whichever way the documents came in."""

from __future__ import annotations

import shutil

import pytest

from answerable.confront.shipped import method_in_force
from answerable.preserve.casefile import CaseFile

pytestmark = pytest.mark.xdist_group("example")

SHELVES = (
    ("read", "read/2"),
    ("trace", "trace/3"),
    ("extract", "extract/rules-3"),
    ("confront", method_in_force()),
)


def rows(case: CaseFile) -> dict[tuple[str, str], list[tuple[str, bytes]]]:
    return {shelf: list(case.shelf(*shelf).items()) for shelf in SHELVES}


def test_a_deleted_derived_folder_comes_back_the_same(examined, tmp_path, answerable):
    copy = tmp_path / "copy"
    shutil.copytree(examined.path, copy)
    before = rows(CaseFile.open(copy))
    shutil.rmtree(copy / "derived")
    assert answerable("report", "--case", copy).returncode == 0
    assert rows(CaseFile.open(copy)) == before


def test_first_one_folder_then_the_other_gives_what_both_at_once_give(example, tmp_path, answerable):
    parts = sorted(p for p in (example / "documents").iterdir() if p.is_dir())[:6]
    for name in ("together", "one-by-one"):
        case = CaseFile.create(tmp_path / name, name="same")
        settings = (tmp_path / "together" / "case.toml").read_bytes()
        (case.path / "case.toml").write_bytes(settings)
    assert answerable("examine", "--case", tmp_path / "together", *parts).returncode == 0
    for part in parts:
        assert answerable("examine", "--case", tmp_path / "one-by-one", part).returncode == 0
    assert rows(CaseFile.open(tmp_path / "one-by-one")) == rows(CaseFile.open(tmp_path / "together"))
