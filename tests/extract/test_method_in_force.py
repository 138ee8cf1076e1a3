"""The door of extract: by which method a case is read, and that other parties are read anew without a word in the journal."""

from __future__ import annotations

from answerable.extract.statement import RULES
from answerable.extract.step import choose, method_in_force, method_of_way, shelf_name
from answerable.preserve.casefile import CaseFile

PARTY = '\n[[party]]\nid = "one"\nnames = ["{name}"]\n'


def reopened(folder, name: str) -> CaseFile:
    toml = folder / "case.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").partition("\n[[party]]")[0] + PARTY.format(name=name), encoding="utf-8"
    )
    return CaseFile.open(folder)


def test_a_new_case_is_read_by_rules_and_keeps_the_way_it_was_last_told(tmp_path, answerable):
    assert answerable("init", tmp_path / "case", cwd=tmp_path).returncode == 0
    case = CaseFile.open(tmp_path / "case")
    assert method_in_force(case) == RULES
    assert choose(case, "model") == method_of_way("model")
    assert choose(case, None) == method_of_way("model")
    assert choose(case, "rules") == RULES


def test_a_case_of_an_earlier_release_goes_on_in_its_way_by_this_one(tmp_path, answerable):
    assert answerable("init", tmp_path / "case", cwd=tmp_path).returncode == 0
    case = CaseFile.open(tmp_path / "case")
    for stored, way in (("extract/rules-1", "rules"), ("extract/statements-1+rules-2", "model")):
        case.shelf("extract", "way-1").put_many([("method", stored.encode())])
        assert choose(case, None) == method_of_way(way)


def test_for_other_names_of_the_parties_statements_lie_on_another_shelf_which_does_not_tell_them(tmp_path, answerable):
    assert answerable("init", tmp_path / "case", cwd=tmp_path).returncode == 0
    cases = [reopened(tmp_path / "case", name) for name in ("Veldonia", "Casimir Oil")]
    names = [shelf_name(case) for case in [*cases, reopened(tmp_path / "case", "Veldonia")]]
    assert names[0] == names[2] != names[1]
    assert names[0].startswith(RULES)
    assert "Veldonia" not in names[0]
    assert {method_in_force(case) for case in cases} == {RULES}


def test_journal_and_report_tell_the_method_without_the_mark_of_the_names(tmp_path, answerable):
    folder = tmp_path / "case"
    assert answerable("init", folder, cwd=tmp_path).returncode == 0
    case = reopened(folder, "Veldonia")
    (tmp_path / "news.txt").write_text("The union said that Veldonia had closed the mine.", encoding="utf-8")
    run = answerable("examine", "--case", folder, tmp_path / "news.txt", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    mark = shelf_name(case).rpartition("-")[2]
    lines = "".join(path.read_text(encoding="utf-8") for path in (folder / "journal" / "entries").glob("*.jsonl"))
    for told in (lines, (folder / "report.html").read_text(encoding="utf-8")):
        assert RULES in told
        assert mark not in told
