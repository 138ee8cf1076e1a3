"""What people decide stands in the journal, is laid on by passage, and can be taken back."""

from __future__ import annotations

import json
import shutil

import pytest

from answerable.assess.step import decisions, settled
from answerable.preserve.casefile import CaseFile

pytestmark = pytest.mark.xdist_group("example")


def test_a_judgement_is_journalled_laid_on_and_taken_back(examined, tmp_path, answerable):
    copy = tmp_path / "copy"
    shutil.copytree(examined.path, copy)
    case = CaseFile.open(copy)
    answer = next(a for a in settled(case).answers if a.relation == "addresses-directly" and a.allegation)
    words = ("--relation", "tangential", "--stance", "no-position", "--code", "legalism", "--coder", "Planted Name")
    run = answerable("assess", "set", answer.id[:16], *words, "--reason", "Planted Reason", "--json", "--case", copy)
    assert run.returncode == 0, run.stderr
    decided = json.loads(run.stdout)["id"]
    after = settled(CaseFile.open(copy))
    assert any(a.relation == "tangential" and a.passage.exact == answer.passage.exact for a in after.answers)
    lines = b"".join(f.read_bytes() for f in (copy / "journal" / "entries").iterdir())
    assert b"Planted" not in lines
    assert answerable("assess", "undo", decided[:12], "--reason", "mistaken", "--case", copy).returncode == 0
    assert decisions(CaseFile.open(copy)).judgements == ()
    assert settled(CaseFile.open(copy)).cells == settled(examined).cells


def test_a_decision_without_a_reason_or_of_an_unknown_category_is_wrong_use(examined, tmp_path, answerable):
    copy = tmp_path / "copy"
    shutil.copytree(examined.path, copy)
    answer = settled(CaseFile.open(copy)).answers[0]
    set_it = ("assess", "set", answer.id[:16], "--case", copy)
    assert answerable(*set_it, "--reason", " ").returncode == 2
    assert answerable(*set_it, "--reason", "why", "--code", "no-such-code").returncode == 2
