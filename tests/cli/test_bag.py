"""`preserve bag`, `unbag`, `destroy` and `init --encrypted` as a person runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from answerable.preserve.age import new_identity, recipient_of
from answerable.preserve.casefile import CaseFile

LETTER = "Letter of 3 March 2031\n\nThe Panel asks the Ministry who knew of the cracks in the Othmar bridge.\n"
STORY = "VELDONIA, 4 May 2031 - The inspector said the bridge was unsafe. “We knew,” he said.\n"


@pytest.fixture
def world(tmp_path, answerable):
    """A folder of documents, a home of this machine, and the program called with it."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "letter.txt").write_text(LETTER)
    (docs / "story.txt").write_text(STORY)

    def run(*arguments, home: str = "home"):
        return answerable(*arguments, cwd=tmp_path, ANSWERABLE_HOME=str(tmp_path / home))

    return run


@pytest.fixture
def case(world, tmp_path) -> Path:
    assert world("init", "case").returncode == 0
    assert world("examine", "docs", "--case", "case").returncode == 0
    return tmp_path / "case"


def digest_of(world, path: str, case: str = "case") -> str:
    lines = world("inputs", "--json", "--case", case).stdout.splitlines()
    return next(row["sha256"] for row in map(json.loads, lines) if row["path"] == path)


def test_a_case_goes_to_another_machine_and_is_examined_there(case, world):
    made = world("preserve", "bag", "bag", "--case", "case")
    assert made.returncode == 0, made.stderr
    key = made.stdout.splitlines()[-1].strip()
    taken = world("preserve", "unbag", "bag", "copy", "--key", key, home="elsewhere")
    assert (taken.returncode, "held: bag seal.note" in taken.stdout) == (0, True), taken.stdout + taken.stderr
    assert world("examine", "--case", "copy", home="elsewhere").returncode == 0
    assert STORY.split("\n")[0] in world("text", digest_of(world, "story.txt", "copy"), "--case", "copy").stdout


def test_without_the_senders_key_the_bag_is_taken_in_and_what_is_not_checked_is_said(case, world):
    world("preserve", "bag", "bag", "--case", "case")
    taken = world("preserve", "unbag", "bag", "copy", home="elsewhere")
    assert taken.returncode == 3
    assert "not checked: bag seal.note: sealed by a key that only the bag names" in taken.stdout


def test_readings_lie_beside_the_documents(case, world, tmp_path):
    world("preserve", "bag", "bag", "--case", "case")
    digest = digest_of(world, "story.txt")
    assert "We knew" in (tmp_path / "bag/data/readings" / f"{digest}.txt").read_text()
    assert json.loads((tmp_path / "bag/data/readings" / f"{digest}.json").read_bytes())["capture"] == digest


def test_a_withheld_document_has_no_reading_in_the_bag(case, world, tmp_path):
    digest = digest_of(world, "story.txt")
    made = world("preserve", "bag", "bag", "--case", "case", "--without", digest)
    assert "withheld: 1 items" in made.stdout
    assert not (tmp_path / "bag/data/readings" / f"{digest}.txt").exists()
    everything = b"".join(p.read_bytes() for p in (tmp_path / "bag").rglob("*") if p.is_file())
    assert b"We knew" not in everything
    assert b"story.txt" not in everything


def test_a_digest_is_never_guessed_from_its_beginning(case, world):
    made = world("preserve", "bag", "bag", "--case", "case", "--without", digest_of(world, "story.txt")[:12])
    assert (made.returncode, "in full" in made.stderr) == (2, True)


def test_a_bag_that_was_changed_is_refused_with_one(case, world, tmp_path):
    world("preserve", "bag", "bag", "--case", "case")
    (tmp_path / "bag" / "README.txt").write_bytes(b"trust me")
    taken = world("preserve", "unbag", "bag", "copy")
    assert (taken.returncode, "refused" in taken.stderr) == (1, True)
    assert not (tmp_path / "copy").exists()


def test_a_bag_for_a_recipient_is_opened_with_their_identity(case, world, tmp_path):
    identity = new_identity()
    (tmp_path / "id").write_text(identity + "\n")
    made = world("preserve", "bag", "bag.tar.age", "--to", recipient_of(identity), "--case", "case", "--json")
    assert json.loads(made.stdout)["bag"] == "bag.tar.age"
    taken = world("preserve", "unbag", "bag.tar.age", "copy", "--identity", "id", "--encrypted", home="elsewhere")
    assert taken.returncode == 3, taken.stderr
    assert "nowhere else" in taken.stdout
    assert b"We knew" not in b"".join(p.read_bytes() for p in (tmp_path / "copy/blobs").rglob("*") if p.is_file())
    assert world("preserve", "verify", "--case", "copy", "--unanchored-ok", home="elsewhere").returncode == 0


# ---------------------------------------------------------------- the river in an encrypted case


@pytest.fixture
def encrypted(world, tmp_path) -> Path:
    made = world("init", "case", "--encrypted")
    assert (made.returncode, "nowhere else" in made.stdout) == (0, True)
    run = world("examine", "docs", "--case", "case")
    assert run.returncode == 0, run.stderr
    return tmp_path / "case"


def test_the_whole_river_works_and_leaves_nothing_in_clear_in_the_folder(encrypted, world, tmp_path):
    (private,) = (tmp_path / "home" / "cases").iterdir()
    assert "Othmar" in (private / "report.html").read_text()
    assert list((private / "lent").iterdir()) == []
    clear = b"".join(p.read_bytes() for p in encrypted.rglob("*") if p.is_file())
    for words in (b"Othmar", b"We knew", b"inspector"):
        assert words not in clear
    assert world("preserve", "verify", "--case", "case", "--unanchored-ok").returncode == 0


def test_an_encrypted_case_finds_what_a_plain_one_finds(encrypted, world, tmp_path):
    (tmp_path / "plain").mkdir()
    shutil.copy(encrypted / "case.toml", tmp_path / "plain")
    assert world("init", "plain", home="other").returncode == 0
    assert world("examine", "docs", "--case", "plain", home="other").returncode == 0
    for command in ("extract", "confront", "trace"):
        ours = world(command, "--json", "--case", "case").stdout
        theirs = world(command, "--json", "--case", "plain", home="other").stdout
        assert ours == theirs


def test_without_the_key_every_command_says_what_is_wanting(encrypted, world, tmp_path):
    (private,) = (tmp_path / "home" / "cases").iterdir()
    (private / "key").rename(tmp_path / "away")
    for command in (["examine"], ["read"], ["text", "ab"], ["inputs"], ["preserve", "bag", "bag"]):
        run = world(*command, "--case", "case")
        assert (run.returncode, "its key is not at" in run.stderr) == (1, True), command
    verified = world("preserve", "verify", "--case", "case")
    assert (verified.returncode, "0 failed" in verified.stdout) == (3, True)


def test_a_report_in_clear_is_not_put_into_an_encrypted_case(encrypted, world):
    run = world("report", "--case", "case", "--report", "case/report.html")
    assert (run.returncode, "encrypted case" in run.stderr) == (2, True)


# ---------------------------------------------------------------- damage, and destroying


def test_damaged_bytes_are_not_read_but_set_aside_and_healed_by_identical_ones(world, tmp_path):
    world("init", "case")
    world("acquire", "docs", "--later", "--case", "case")
    case = CaseFile.open(tmp_path / "case")
    digest = digest_of(world, "story.txt")
    blob = case.blob_path(digest)
    blob.chmod(0o600)
    blob.write_bytes(b"We never knew")
    run = world("examine", "--case", "case")
    assert (run.returncode, digest in run.stderr) == (1, True)
    assert not blob.exists()
    assert (tmp_path / "case/journal/set-aside").is_dir()
    assert [e.act for e in case.entries()].count("set-aside") == 1
    assert "read" in world("inputs", "--case", "case").stdout  # the other document was read
    assert world("preserve", "verify", "--case", "case").returncode == 1
    assert world("examine", "docs", "--case", "case").returncode == 0
    assert blob.read_text() == STORY
    assert [e.act for e in case.entries()].count("healed") == 1
    assert world("preserve", "verify", "--case", "case", "--unanchored-ok").returncode == 0
    assert "We knew" in world("text", digest, "--case", "case").stdout


def test_other_bytes_do_not_heal(world, tmp_path):
    world("init", "case")
    world("acquire", "docs", "--later", "--case", "case")
    case = CaseFile.open(tmp_path / "case")
    digest = digest_of(world, "story.txt")
    case.blob_path(digest).unlink()
    (tmp_path / "docs" / "story.txt").write_text(STORY + "!")
    world("acquire", "docs", "--later", "--case", "case")
    assert "healed" not in [e.act for e in case.entries()]
    assert not case.blob_path(digest).exists()


def test_two_people_destroy_a_document(case, world):
    digest = digest_of(world, "story.txt")
    first = world("preserve", "destroy", digest, "--as", "Asha Rao", "--reason", "asked for", "--case", "case")
    assert (first.returncode, "second person" in first.stdout) == (0, True)
    again = world("preserve", "destroy", digest, "--as", "asha rao", "--reason", "asked for", "--case", "case")
    assert again.returncode == 2
    second = world("preserve", "destroy", digest, "--as", "Bo Lind", "--reason", "agreed", "--case", "case")
    assert (second.returncode, "destroyed: 1 items" in second.stdout) == (0, True)
    everything = b"".join(p.read_bytes() for p in case.rglob("*") if p.is_file())
    assert b"We knew" not in everything
    verified = world("preserve", "verify", "--case", "case", "--unanchored-ok")
    assert (verified.returncode, f"held: destroyed {digest}" in verified.stdout) == (0, True)
    assert world("examine", "docs", "--case", "case").returncode == 0
    assert b"We knew" not in b"".join(p.read_bytes() for p in case.rglob("*") if p.is_file())
    rows = [json.loads(line) for line in world("inputs", "--json", "--case", "case").stdout.splitlines()]
    assert {row["path"]: row["outcome"] for row in rows}["letter.txt"] == "read"
    assert any("destroyed" in row["reason"] for row in rows if row["path"] == "story.txt")
