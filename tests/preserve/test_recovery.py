"""After a crash: whatever was not acknowledged is moved aside and journalled, whatever was stays."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.preserve.building import checks, failed, small_case, take, unchecked, unseal

from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import JournalDamagedError
from answerable.terms.digest import digest_bytes


def unsealed_case(folder):
    """A case whose last command was killed before its checkpoint: entries 10 to 12 are committed, and no more."""
    case = small_case(folder)
    with case.writing() as writer:
        for number in range(3):
            take(writer, f"late/{number}", b"late %d" % number)
    unseal(case)
    return case


def entries_file(case):
    return case.path / "journal" / "entries" / "000000.jsonl"


def notes_file(case):
    return case.path / "journal" / "notes" / "000000.jsonl"


def append(path, data):
    with path.open("ab") as file:
        file.write(data)


def orphan_note(case):
    append(notes_file(case), notes_file(case).read_bytes().splitlines()[-1].replace(b'"seq":12', b'"seq":13') + b"\n")


def unclaimed_blob(case):
    digest = digest_bytes(b"orphan")
    case.blob_path(digest).parent.mkdir(exist_ok=True)
    case.blob_path(digest).write_bytes(b"orphan")


#: name: (what the crash left, what is moved aside)
LEFT = {
    "half a line": (lambda case: append(entries_file(case), b'{"act":"acq'), b'{"act":"acq'),
    "a page of NULs": (lambda case: append(entries_file(case), b"\0" * 4096), b"\0" * 4096),
    "NULs and then a line": (lambda case: append(entries_file(case), b"\0\0\n{}\n"), b"\0\0\n{}\n"),
    "half a note": (lambda case: append(notes_file(case), b'{"salt":"'), b'{"salt":"'),
    "a note of NULs": (lambda case: append(notes_file(case), b"\0" * 100), b"\0" * 100),
    "a note without its entry": (orphan_note, None),
    "a file of notes without entries": (lambda case: append(notes_file(case).with_name("000001.jsonl"), b"{"), b"{"),
    "a blob that no entry names": (unclaimed_blob, b"orphan"),
    "bytes half taken in": (lambda case: append(case.path / "blobs/.incoming/00", b"half"), b"half"),
    "a checkpoint half written": (
        lambda case: (
            (case.path / "journal/seals/13").mkdir(),
            append(case.path / "journal/seals/13/.checkpoint.0123456789abcdef", b"answer"),
        ),
        b"answer",
    ),
    "a half recovery": (lambda case: append(case.path / "journal/set-aside" / digest_bytes(b"torn"), b"torn"), b"torn"),
}


@pytest.mark.parametrize(("leave", "aside"), LEFT.values(), ids=LEFT)
def test_what_a_crash_left_is_reported_moved_aside_and_journalled(tmp_path, leave, aside):
    case = unsealed_case(tmp_path / "case")
    before = case.captures()
    leave(case)
    found = checks(case)
    assert failed(found) == []
    assert len(unchecked(found)) >= 2  # what was left, and the entries that no checkpoint covers
    with CaseFile.open(case.path).writing() as writer:
        take(writer, "after", b"after")
    files = {p.name: p.read_bytes() for p in (case.path / "journal" / "set-aside").iterdir()}
    assert all(digest_bytes(data) == name for name, data in files.items())
    assert [data for data in files.values() if aside is None or data == aside]
    journalled = [e for e in case.entries() if e.act == "set-aside"]
    assert {d for e in journalled for d in e.objects} == files.keys()
    assert [c.path for c in case.captures()] == [*(c.path for c in before), "after"]
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_an_empty_file_that_was_never_written_to_is_just_removed(tmp_path):
    case = small_case(tmp_path / "case")
    (case.path / "blobs" / ".incoming" / "00").touch()
    with case.writing():
        pass
    assert list((case.path / "blobs" / ".incoming").iterdir()) == []
    assert case.last_seq() == 9


def cut_entries(case):
    entries_file(case).write_bytes(b"".join(entries_file(case).read_bytes().splitlines(keepends=True)[:8]))


def blank_entry(case):
    lines = entries_file(case).read_bytes().splitlines(keepends=True)
    entries_file(case).write_bytes(b"".join([*lines[:4], b"\0" * 40 + b"\n", *lines[5:]]))


def drop_last_note(case):
    notes_file(case).write_bytes(b"".join(notes_file(case).read_bytes().splitlines(keepends=True)[:-1]))


def renumber_last_note(case):
    notes_file(case).write_bytes(notes_file(case).read_bytes().replace(b'"seq":12', b'"seq":92'))


def rename_entries(case):
    entries_file(case).rename(entries_file(case).with_name("000001.jsonl"))


#: What is damage and not the end of a torn write: it is within the checkpoint, or was acknowledged.
DAMAGED = {
    "entries cut off within the checkpoint": cut_entries,
    "NULs within the checkpoint": blank_entry,
    "the last note gone": drop_last_note,
    "the last note renumbered": renumber_last_note,
    "a line that is no entry": lambda case: append(entries_file(case), b"hello\n"),
    "the first file of entries gone": rename_entries,
    "a checkpoint of something else": lambda case: (case.path / "journal/seals/10/checkpoint").write_text("x\n10\ny\n"),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_damage_is_not_taken_for_a_crash_and_nothing_is_touched(tmp_path, damage):
    case = unsealed_case(tmp_path / "case")
    append(entries_file(case), b"torn")
    damage(case)
    before = {p: p.read_bytes() for p in case.path.rglob("*") if p.is_file()}
    with pytest.raises(JournalDamagedError) as caught, CaseFile.open(case.path).writing():
        pass
    assert "preserve verify" in caught.value.next_step
    assert {p: p.read_bytes() for p in case.path.rglob("*") if p.is_file()} == before
    assert failed(checks(case))


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_journal_cut_anywhere_behind_the_checkpoint_loses_only_what_was_cut(tmp_path_factory, draw):
    folder = tmp_path_factory.mktemp("cut")
    case = unsealed_case(folder / "case")
    data = entries_file(case).read_bytes()
    sealed = sum(len(line) for line in data.splitlines(keepends=True)[:10])
    cut = draw.draw(st.integers(sealed, len(data)))
    entries_file(case).write_bytes(data[:cut])
    assert failed(checks(case)) == []
    with CaseFile.open(case.path).writing():
        pass
    whole = data[:cut].count(b"\n")
    assert len(case.captures()) == 5 + whole - 10
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
    shutil.rmtree(folder)


def test_a_batch_over_the_edge_of_a_file_is_recovered_whole_or_not_at_all(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        for number in range(250):
            writer.decline(f"{number}", "skipped", "x")
    with case.writing() as writer:
        for number in range(10):
            take(writer, f"edge/{number}", b"edge %d" % number)
    unseal(case)
    (case.path / "journal/entries/000001.jsonl").unlink()  # killed between the two files
    assert failed(checks(case)) == []
    with CaseFile.open(case.path).writing():
        pass
    assert len(case.captures()) == 3
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
