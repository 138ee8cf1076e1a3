"""Limits are the machine owner's to set, in a file; a file that cannot be used says where it is wrong."""

from __future__ import annotations

import json

import pytest


def write(folder, text):
    (folder / "limits.toml").write_text(text, encoding="utf-8")
    return {"ANSWERABLE_LIMITS": str(folder / "limits.toml")}


def test_limits_of_all_three_kinds_come_from_the_file(tmp_path, answerable):
    setting = write(tmp_path, "[acquire]\nfile_bytes = 5000\n[child]\nseconds = 7.5\n[read]\ntext_characters = 100\n")
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "large.txt").write_bytes(b"x" * 5001)
    (tmp_path / "pile" / "letter.txt").write_text("The gates were closed. " * 20, encoding="utf-8")
    assert answerable("init", tmp_path / "case").returncode == 0
    assert answerable("acquire", tmp_path / "pile", "--case", tmp_path / "case", **setting).returncode == 0
    listed = answerable("inputs", "--json", "--case", tmp_path / "case").stdout
    rows = {row["path"]: row for row in map(json.loads, listed.splitlines())}
    assert (rows["large.txt"]["outcome"], "5,000 bytes" in rows["large.txt"]["reason"]) == ("refused", True)
    assert (rows["letter.txt"]["outcome"], "100 characters" in rows["letter.txt"]["reason"]) == ("partial", True)
    assert "7.5 s" in answerable("doctor", cwd=tmp_path, **setting).stdout


WRONG = {
    "a table nobody knows": ("[red]\nblocks = 3\n", "red"),
    "a limit nobody knows": ("[read]\nblokcs = 3\n", "blokcs"),
    "a limit from another table": ("[child]\nread = 3\n", "read"),
    "words for a number": ('[read]\nblocks = "many"\n', "blocks"),
    "nothing at all": ("[acquire]\nmembers = 0\n", "members"),
    "half a document": ("[read]\nblocks = 2.5\n", "blocks"),
    "a number for a table": ("read = 3\n", "read"),
    "no TOML": ("blocks: 3\n", "cannot be read"),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_used_is_wrong_use(tmp_path, answerable, text, says):
    run = answerable("doctor", cwd=tmp_path, **write(tmp_path, text))
    assert run.returncode == 2
    assert says in run.stderr
    assert "docs/commands.md" in run.stderr


def test_a_file_that_is_not_there_is_wrong_use(tmp_path, answerable):
    run = answerable("doctor", cwd=tmp_path, ANSWERABLE_LIMITS=str(tmp_path / "nowhere.toml"))
    assert (run.returncode, "nowhere.toml" in run.stderr) == (2, True)
