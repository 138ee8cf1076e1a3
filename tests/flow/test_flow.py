"""The verbs in order, each run only when something it depends on has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from answerable.assess.step import settled
from answerable.confront.shipped import method_in_force
from answerable.flow import VERBS
from answerable.preserve.casefile import CaseFile

SHELVES = (
    ("read", "read/2"),
    ("trace", "trace/3"),
    ("extract", "extract/rules-3"),
    ("confront", method_in_force()),
)
TOML = """id = "{id}"
name = "gates"
[[allegation]]
id = "a1"
text = "Workers were held in the cannery of Veldonia."
[[document]]
path = "reply.txt"
is = "reply"
"""
DOCUMENTS = {
    "reply.txt": "Reply\n\nVeldonia rejects the claim that workers were held in the cannery. The gates were closed.\n",
    "news.txt": "Gates closed\n\nBy Ann Odell\n\n3 June 2019\n\nVeldonia denied on Monday that workers had been held.\n",
    "copy.txt": "Gates closed\n\nBy the desk\n\n4 June 2019\n\nVeldonia denied on Monday that workers had been held.\n",
    "中文.txt": "维尔多尼亚外交部发言人表示，该厂没有关押工人。记者安娜报道，大门已经关闭。\n",
}


class Case:
    """A case in a folder, and the program that works on it."""

    def __init__(self, folder: Path, call: Callable[..., Any]) -> None:
        self.folder, self.call = folder, call
        self.path, self.offer = folder / "case", folder / "documents"
        self.path.mkdir(parents=True)
        self.offer.mkdir()
        (self.path / "case.toml").write_text(TOML.replace("{id}", "5a" * 16))
        assert call("init", self.path, cwd=folder).returncode == 0

    def examine(self, *names: str) -> list[tuple[str, int, int]]:
        """Examine documents by name; the stages that ran, each with how many records went in and came out."""
        for name in names:
            (self.offer / name).write_text(DOCUMENTS[name])
        before = self.file.last_seq()
        run = self.call("examine", "--case", self.path, *(self.offer / name for name in names), cwd=self.folder)
        assert run.returncode == 0, run.stderr
        return [self._manifest(e.objects[0]) for e in self.file.entries() if e.act == "ran" and e.seq > before]

    @property
    def file(self) -> CaseFile:
        return CaseFile.open(self.path)

    def rows(self) -> dict[str, list[tuple[str, bytes]]]:
        found = {stage: list(self.file.shelf(stage, method).items()) for stage, method in SHELVES}
        assert all(found.values()), "a shelf is empty: its method has another name by now"
        return found

    def _manifest(self, digest: Any) -> tuple[str, int, int]:
        manifest = msgspec.json.decode(self.file.read_blob(digest))
        return manifest["stage"], len(manifest["in"]), len(manifest["out"])


@pytest.fixture
def case(tmp_path, answerable) -> Case:
    return Case(tmp_path / "first", answerable)


def test_every_verb_stands_once_and_in_the_order_data_flows():
    assert len(set(VERBS)) == len(VERBS)
    assert VERBS.index("preserve") < VERBS.index("read") < VERBS.index("confront") < VERBS.index("assess")


def test_a_second_run_does_only_what_is_new(case):
    first = case.examine("news.txt", "reply.txt")
    assert [stage for stage, _, _ in first] == ["read", "trace", "extract", "confront"]
    size, report = case.file.last_seq(), (case.path / "report.html").read_bytes()
    assert case.examine("news.txt", "reply.txt") == []
    assert case.file.last_seq() == size  # nothing happened, so nothing is journalled
    assert (case.path / "report.html").read_bytes() == report
    counts = {stage: went_in for stage, went_in, _ in case.examine("copy.txt")}
    assert counts == {"read": 1, "extract": 1, "trace": 3, "confront": 3}


def test_what_a_person_changed_runs_again_and_what_stands_before_it_does_not(case):
    case.examine("news.txt", "reply.txt")
    toml = case.path / "case.toml"
    toml.write_text(toml.read_text() + '[[allegation]]\nid = "a2"\ntext = "The gates were locked."\n')
    assert [stage for stage, _, _ in case.examine()] == ["confront"]
    assert {cell.allegation for cell in settled(case.file).cells} == {"a1", "a2"}
    answer = next(a for a in settled(case.file).answers if a.allegation == "a1")
    before = (case.path / "report.html").read_bytes()
    judged = case.call(
        "assess", "set", answer.id, "--stance", "no-position", "--reason", "read again", "--case", case.path
    )
    assert judged.returncode == 0, judged.stderr
    assert case.examine() == []  # a judgement is laid on; no stage before the report depends on it
    assert (case.path / "report.html").read_bytes() != before


def test_a_deleted_shelf_is_made_again_with_all_that_stands_on_it(case):
    case.examine("news.txt", "reply.txt")
    rows = case.rows()
    (case.path / "derived" / "extract.extract-rules-3.sqlite").unlink()
    assert "extract" in [stage for stage, _, _ in case.examine()]
    assert case.rows() == rows


def test_documents_one_by_one_in_any_order_give_what_all_at_once_give(case, tmp_path, answerable):
    case.examine(*sorted(DOCUMENTS))
    other = Case(tmp_path / "second", answerable)
    for name in sorted(DOCUMENTS, reverse=True):
        other.examine(name)
    assert other.rows() == case.rows()
    shutil.rmtree(other.path / "derived")
    other.examine()
    assert other.rows() == case.rows()
