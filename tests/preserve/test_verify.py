"""Verify finds every changed bit and names what it is in; it stops at nothing and changes nothing."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.preserve.building import checks, entry_lines, failed, small_case, take, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import NotACaseError
from answerable.preserve.verify import ANCHOR, verify_case
from answerable.terms.check import Outcome

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> CaseFile:
    """A case of two files of entries, two checkpoints, something set aside, and a derived table."""
    case = small_case(tmp_path_factory.mktemp("whole") / "case", documents=20)
    with case.writing() as writer:
        for number in range(250):
            writer.decline(f"loop/{number}", "skipped", "a loop of folders")
    stray = case.path / "blobs" / ".incoming" / "00"
    stray.write_bytes(b"half a document")
    with case.writing() as writer:
        take(writer, "证词.txt", "裂缝".encode())
    case.shelf("read", "read/2").put_many([("a", b"1")])
    case.shelf("read", "read/2").applied = 3
    return case


@pytest.fixture
def copy(whole, tmp_path) -> CaseFile:
    shutil.copytree(whole.path, tmp_path / "case")
    return CaseFile.open(tmp_path / "case")


def evidence(case: CaseFile) -> list[Path]:
    """Every file whose bytes the journal vouches for; case.toml is the person's to change."""
    files = [p for part in ("blobs", "journal") for p in (case.path / part).rglob("*") if p.is_file()]
    return sorted(p for p in files if p.stat().st_size)


def test_a_sound_case_holds_in_everything_but_its_anchors(whole):
    found = checks(whole)
    assert (failed(found), unchecked(found)) == ([], [])
    anchors = [c for c in found if c.what == ANCHOR]
    assert all(c.outcome is Outcome.NOT_CHECKED for c in anchors)
    assert ["only the journal itself names this key" in anchors[0].reason, "unanchored" in anchors[1].reason] == [
        True,
        True,
    ]
    assert len(anchors) == 2
    assert {c.what for c in found} == {
        "entries", "notes", "checkpoint", ANCHOR, "blob", "set-aside", "settings", "derived",
    }  # fmt: skip
    assert sum(c.what == "blob" for c in found) == 24
    assert sum(c.what == "checkpoint" for c in found) == 3


def test_verify_changes_nothing(whole):
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in whole.path.rglob("*")}
    checks(whole)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in whole.path.rglob("*")} == before


def test_an_empty_case_has_nothing_that_fails(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    found = checks(case)
    assert failed(found) == []
    assert [c.what for c in unchecked(found)] == ["settings"]


def test_a_folder_without_a_journal_is_not_a_case(tmp_path):
    with pytest.raises(NotACaseError):
        list(verify_case(tmp_path))


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(data)
    path.chmod(mode)


def names(check, path: Path) -> bool:
    """Whether a failed check points at the file that was changed, or at a line of it."""
    text = f"{check.item} {check.reason}"
    kinds = {"entries": ("entry", "checkpoint"), "notes": ("note",), "seals": ("checkpoint",)}
    folder = path.parent.parent.name if path.name == "checkpoint" else path.parent.name
    return path.name in text or any(word in f"{check.what} {text}" for word in kinds.get(folder, ()))


@given(st.data())
@settings(max_examples=2000 if SWEEP else 150, deadline=None)
@pytest.mark.sweep
def test_any_flipped_bit_is_found_and_named(whole, draw):
    path = draw.draw(st.sampled_from(evidence(whole)), label="file")
    bit = draw.draw(st.integers(0, path.stat().st_size * 8 - 1), label="bit")
    flip(path, bit)
    try:
        assert any(names(check, path) for check in failed(checks(whole)))
    finally:
        flip(path, bit)


def rewrite(case, part, old, new, count=1):
    path = case.path / part
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, count))


def drop_line(case, part, number):
    path = case.path / part
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))


def swap_lines(case, part, number):
    path = case.path / part
    lines = path.read_bytes().splitlines(keepends=True)
    lines[number], lines[number + 1] = lines[number + 1], lines[number]
    path.write_bytes(b"".join(lines))


def first_blob(case):
    return case.blob_path(case.captures()[0].digest)


def replace_by(case, make):
    path = first_blob(case)
    data = path.read_bytes()
    path.unlink()
    make(path, data)


ENTRIES, NOTES = "journal/entries/000000.jsonl", "journal/notes/000000.jsonl"

#: name: (what is done, the kind of check that fails, words of its item or reason)
DONE = {
    "an entry is removed": (lambda c: drop_line(c, ENTRIES, 5), "entry", "entry 6 stands in its place"),
    "two entries are swapped": (lambda c: swap_lines(c, ENTRIES, 5), "entry", "entry 6"),
    "the last file of entries is removed": (
        lambda c: (c.path / "journal/entries/000001.jsonl").unlink(),
        "checkpoint",
        "the journal holds 256",
    ),
    "a file of entries in the middle is removed": (
        lambda c: (c.path / ENTRIES).unlink(),
        "entries",
        "000000.jsonl is missing",
    ),
    "entries follow that no one chained": (
        lambda c: (c.path / "journal/entries/000002.jsonl").write_bytes(b"{}\n"),
        "entries",
        "instead of 256",
    ),
    "an act is altered": (lambda c: rewrite(c, ENTRIES, b'"skipped"', b'"refused"'), "entry", "chained"),
    "a note is removed": (lambda c: drop_line(c, NOTES, 3), "note", "not there"),
    "two notes are swapped": (lambda c: swap_lines(c, NOTES, 3), "note", "stands after"),
    "a note is doubled": (
        lambda c: rewrite(c, NOTES, (n := (c.path / NOTES).read_bytes().splitlines(True)[2]), n + n),
        "note",
        "stands after",
    ),
    "a path in a note is altered": (
        lambda c: rewrite(c, NOTES, b"veldonia/3.html", b"veldonia/4.html"),
        "note",
        "commits to other values",
    ),
    "a file of notes is removed": (lambda c: (c.path / NOTES).unlink(), "note", "not there"),
    "a checkpoint of another case": (
        lambda c: rewrite(c, "journal/seals/25/checkpoint", c.settings.id.encode(), b"f" * 32),
        "checkpoint",
        "not of this case",
    ),
    "a checkpoint under another size": (
        lambda c: (c.path / "journal/seals/25").rename(c.path / "journal/seals/26"),
        "checkpoint",
        "it says 25 entries",
    ),
    "a checkpoint with its root altered": (
        lambda c: rewrite(c, "journal/seals/25/checkpoint", b"=\n", b"=x\n"),
        "checkpoint",
        "checkpoint 25",
    ),
    "a blob is altered": (lambda c: replace_by(c, lambda p, d: p.write_bytes(d + b".")), "blob", "changed"),
    "a blob is emptied": (lambda c: replace_by(c, lambda p, d: p.touch()), "blob", "changed"),
    "a blob is removed": (lambda c: replace_by(c, lambda p, d: None), "blob", "missing"),
    "a blob is a folder": (lambda c: replace_by(c, lambda p, d: p.mkdir()), "blob", "no file"),
    "a blob is a pipe": (lambda c: replace_by(c, lambda p, d: os.mkfifo(p)), "blob", "no file"),
    "a blob is a link to the same bytes": (
        lambda c: replace_by(c, lambda p, d: (p.with_name("x").write_bytes(d), p.symlink_to("x"))),
        "blob",
        "no file",
    ),
    "a file of entries is a pipe": (
        lambda c: ((c.path / ENTRIES).unlink(), os.mkfifo(c.path / ENTRIES)),
        "file",
        "covers",
    ),
    "a file lies in the journal": (lambda c: (c.path / "journal/x.txt").write_text("x"), "file", "covers"),
    "a file lies among the entries": (lambda c: (c.path / "journal/entries/x").write_text("x"), "file", "covers"),
    "the lock holds something": (lambda c: (c.path / "journal/lock").write_text("x"), "file", "covers"),
    "what was set aside is removed": (
        lambda c: next((c.path / "journal/set-aside").iterdir()).unlink(),
        "set-aside",
        "missing",
    ),
    "what was set aside is altered": (
        lambda c: next((c.path / "journal/set-aside").iterdir()).write_bytes(b"x"),
        "set-aside",
        "changed",
    ),
    "case.toml is removed": (lambda c: (c.path / "case.toml").unlink(), "settings", "cannot be read"),
    "a derived table is of a longer journal": (
        lambda c: setattr(c.shelf("read", "read/2"), "applied", 999),
        "derived",
        "entry 999",
    ),
    "a derived table is no table": (
        lambda c: (c.path / "derived/read.read-2.sqlite").write_bytes(b"x" * 9000),
        "derived",
        "delete",
    ),
    "a derived table has another's name": (
        lambda c: (c.path / "derived/read.read-2.sqlite").rename(c.path / "derived/trace.read-2.sqlite"),
        "derived",
        "another stage",
    ),
}


@pytest.mark.parametrize(("change", "what", "words"), DONE.values(), ids=DONE)
def test_what_was_done_to_a_case_is_told(copy, change, what, words):
    change(copy)
    found = checks(copy)
    assert [c for c in failed(found) if c.what == what and words in f"{c.item} {c.reason}"], failed(found)
    assert sum(c.outcome is Outcome.HELD for c in found) >= 3  # the rest was looked at all the same


#: What cannot be vouched for and is yet no damage.
LOOSE = {
    "case.toml is changed": (lambda c: (c.path / "case.toml").open("a").write("# x\n"), "settings"),
    "a file lies among the blobs": (lambda c: (c.path / "blobs/notes.txt").write_text("x"), "file"),
    "a blob that no entry names": (
        lambda c: (first_blob(c).with_name(first_blob(c).name[:2] + "0" * 62)).write_bytes(b""),
        None,
    ),
    "the last checkpoint is gone": (lambda c: shutil.rmtree(c.path / "journal/seals/277"), "checkpoint"),
}


@pytest.mark.parametrize(("change", "what"), LOOSE.values(), ids=LOOSE)
def test_what_nothing_vouches_for_is_not_checked_and_never_held(copy, change, what):
    change(copy)
    found = checks(copy)
    assert failed(found) == []
    assert [c.what for c in unchecked(found)] == ([what] if what else [])


def test_a_stranger_can_recompute_the_chain_and_the_root_with_hashes_alone(whole):
    lines = entry_lines(whole)
    for before, line in pairwise(lines):
        assert hashlib.sha256(before).hexdigest().encode() in line
    level = [hashlib.sha256(b"\0" + line).digest() for line in lines]

    def root(nodes: list[bytes]) -> bytes:
        if len(nodes) == 1:
            return nodes[0]
        half = 1 << (len(nodes) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + root(nodes[:half]) + root(nodes[half:])).digest()

    text = (whole.path / "journal" / "seals" / str(len(lines)) / "checkpoint").read_text()
    assert text.split("\n")[:3] == [
        f"answerable.local/{whole.settings.id}",
        str(len(lines)),
        base64.b64encode(root(level)).decode(),
    ]
