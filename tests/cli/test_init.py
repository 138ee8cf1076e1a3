"""`init` on a terminal asks, elsewhere it does not; either way the case.toml is one a person can go on writing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from answerable.preserve.casefile import CaseFile

HANG = 60  # seconds; a run takes about one


def on_a_terminal(folder: Path, typed: str, *options: str) -> tuple[int, str, str]:
    """`init` with a terminal for input and remarks: exit code, result, what the terminal showed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "answerable", "init", str(folder), *options]
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, text=True) as run:
        os.close(theirs)
        os.write(ours, typed.encode())
        out, _ = run.communicate(timeout=HANG)
    seen = b""
    try:
        while chunk := os.read(ours, 65_536):
            seen += chunk
    except OSError:  # the other end is closed: all has been read
        pass
    os.close(ours)
    return run.returncode, out, seen.decode()


def test_on_a_terminal_the_answers_become_the_case(tmp_path):
    typed = "Kestrel Quay\nWas it lawful?\nMinistry of Ports\naccused\n\nThe quay was cleared.\n\n\n"
    code, out, seen = on_a_terminal(tmp_path / "quay", typed)
    assert code == 0
    assert "Name of the case [quay]" in seen
    assert "write" not in out.splitlines()[-1]
    settings = CaseFile.open(tmp_path / "quay").settings
    assert (settings.name, settings.question, settings.parties[0].role) == ("Kestrel Quay", "Was it lawful?", "accused")
    assert settings.allegations[0].text == "The quay was cleared."


def test_no_questions_means_none(tmp_path):
    code, out, seen = on_a_terminal(tmp_path / "quay", "", "--no-questions", "--name", "Kestrel Quay")
    assert (code, seen) == (0, "")
    assert "write parties and points into" in out
    assert CaseFile.open(tmp_path / "quay").settings.name == "Kestrel Quay"


def test_without_a_terminal_nothing_is_asked_and_the_remarks_are_there(tmp_path, answerable):
    run = answerable("init", tmp_path / "quay", "--question", "Who knew?")
    assert (run.returncode, run.stderr) == (0, "")
    text = (tmp_path / "quay" / "case.toml").read_text()
    assert 'question = "Who knew?"' in text
    assert "# [[allegation]]" in text
    assert answerable("preserve", "verify", "--unanchored-ok", "--case", tmp_path / "quay").returncode == 0


def test_a_case_toml_that_was_there_before_is_kept_and_nothing_is_asked(tmp_path):
    folder = tmp_path / "quay"
    folder.mkdir()
    own = 'id = "00112233445566778899aabbccddeeff"\nname = "Mine"\n'
    (folder / "case.toml").write_text(own)
    code, _, seen = on_a_terminal(folder, "")
    assert (code, seen) == (0, "")
    assert (folder / "case.toml").read_text() == own
