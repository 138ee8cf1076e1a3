"""The page that tells a stranger the format is true: its words are those of the program, its commands work."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.preserve.building import small_case

from answerable.preserve.entry import ACTS, IN_THE_NOTE, OPEN_REASONS, Entry
from answerable.preserve.note import BYTES, WTF8

PAGE = (Path(__file__).parents[2] / "docs/methods/seal.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word", sorted({*ACTS, *OPEN_REASONS - {""}, IN_THE_NOTE, *Entry.__struct_fields__, BYTES, WTF8})
)
def test_every_word_that_can_stand_in_a_journal_is_on_the_page(word):
    assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", PAGE)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the commands on the page need openssl")
@pytest.mark.parametrize("damage", [False, True])
def test_the_commands_for_a_signature_by_hand_tell_a_good_one_from_a_bad_one(tmp_path, damage):
    case = small_case(tmp_path / "mycase")
    (tmp_path / "mycase" / "key.txt").write_text(f"{case.seal_key().text}\n")
    path = case.path / "journal" / "seals" / "10" / "checkpoint"
    if damage:
        path.write_text(path.read_text().replace("\n10\n", "\n11\n"))
    commands = PAGE.split("A signature by hand", 1)[1].split("```")[1].replace("seals/9/", "seals/10/")
    run = subprocess.run(["bash", "-c", commands], cwd=case.path, capture_output=True, text=True, check=False)
    assert ("Verified Successfully" in run.stdout) == (not damage), run.stderr


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the commands on the page need sha256sum")
@pytest.mark.parametrize("damage", [None, "blob", "entry"])
def test_the_commands_on_the_page_find_what_they_say(tmp_path, damage):
    case = small_case(tmp_path / "mycase", documents=260)
    if damage == "blob":
        case.blob_path(case.captures()[0].digest).chmod(0o600)
        case.blob_path(case.captures()[0].digest).write_bytes(b"rot")
    elif damage == "entry":
        file = case.path / "journal" / "entries" / "000000.jsonl"
        file.write_bytes(file.read_bytes().replace(b'"how":"file"', b'"how":"mail"', 1))
    commands = PAGE.split("## Checking with tools that everyone has", 1)[1].split("```")[1]
    commands = commands.replace("/tmp/prev", f"'{tmp_path}/prev'")
    run = subprocess.run(["bash", "-c", commands], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ("the chain holds" in run.stdout) == (damage != "entry")
    assert ("FAILED" in run.stdout) == (damage == "blob")
