"""An encrypted case: nothing in clear in its folder, everything as before with the key, *not checked* without it."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from tests.preserve.bagging import LETTER, MAIL, SCAN, digest_of, edit, full_case
from tests.preserve.building import GENEROUS, checks, failed, take, unchecked

from answerable.preserve.age import recipient_of
from answerable.preserve.at_rest import LockedError
from answerable.preserve.case_key import CaseKeyDamagedError, KeyThereError, key_file
from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import BytesChangedError, JournalDamagedError
from answerable.terms.check import Outcome
from answerable.terms.digest import digest_bytes


@pytest.fixture
def case(tmp_path):
    return full_case(tmp_path / "case", encrypted=True)


@pytest.fixture
def key(case):
    return key_file(case.private)


def everything_in(folder):
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_the_bytes_stand_nowhere_in_the_folder_and_read_the_same(case):
    assert case.read_blob(digest_of(LETTER)) == LETTER
    clear = everything_in(case.path)
    for words in (LETTER, SCAN, b"what the letter says"):
        assert words not in clear


def test_blobs_are_called_by_the_digest_of_their_plain_bytes(case):
    names = {p.name for p in (case.path / "blobs").rglob("*") if p.is_file()}
    assert f"{digest_of(LETTER)}.age" in names
    assert all(name.endswith(".age") for name in names)


def test_the_key_lies_outside_the_folder_and_is_its_owners_alone(case, key):
    assert not key.is_relative_to(case.path)
    assert key.stat().st_mode & 0o077 == 0
    assert case.private.stat().st_mode & 0o077 == 0
    assert key.read_text().strip() not in everything_in(case.path).decode("latin-1")
    assert recipient_of(key.read_text().strip()) == case.recipient


def test_what_is_derived_lies_beside_the_key(case):
    case.shelf("read", "read/2").put_many([("a", b"the inspector's words")])
    assert not (case.path / "derived").exists()
    assert (case.private / "derived" / "read.read-2.sqlite").is_file()
    assert case.report_path.parent == case.private


def test_with_the_key_everything_holds(case):
    assert (failed(checks(case)), unchecked(checks(case))) == ([], [])


def test_without_the_key_every_blob_is_not_checked_and_the_journal_holds(case, key, tmp_path):
    key.rename(tmp_path / "away")
    found = checks(case)
    assert failed(found) == []
    blobs = [c for c in found if c.what == "blob"]
    assert len(blobs) == len(case.kept())
    assert all(c.outcome is Outcome.NOT_CHECKED and "its key is not at" in c.reason for c in blobs)
    assert any(c.what == "entries" and c.outcome is Outcome.HELD for c in found)


def test_without_the_key_a_missing_blob_is_missing_all_the_same(case, key, tmp_path):
    key.rename(tmp_path / "away")
    case.blob_path(digest_of(SCAN)).unlink()
    assert [c.item for c in failed(checks(case))] == [digest_of(SCAN)]


def test_without_the_key_reading_and_writing_say_what_is_wanting(case, key, tmp_path):
    key.rename(tmp_path / "away")
    locked = CaseFile.open(case.path)
    for attempt in (
        lambda: locked.read_blob(digest_of(LETTER)),
        lambda: locked.shelf("read", "read/2"),
        lambda: locked.writing().__enter__(),
    ):
        with pytest.raises(LockedError, match="its key is not at"):
            attempt()
    assert locked.captures() == case.captures()  # the journal is read as before


def test_the_key_put_back_opens_it_again(case, key, tmp_path):
    key.rename(tmp_path / "away")
    shutil.copy(tmp_path / "away", key)
    assert CaseFile.open(case.path).read_blob(digest_of(MAIL)) == MAIL


def test_the_key_destroyed_leaves_a_copy_that_nobody_reads(case, tmp_path):
    copy = shutil.copytree(case.path, tmp_path / "backup")
    shutil.rmtree(case.private)
    with pytest.raises(LockedError):
        CaseFile.open(copy).read_blob(digest_of(LETTER))


@pytest.mark.parametrize("size", [0, 1, 65_536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_500_000])
def test_any_size_is_kept_whole(tmp_path, size):
    case = CaseFile.create(tmp_path / "case", name="x", encrypted=True)
    data = b"\x00\xffveldonia" * (size // 10 + 1)
    with case.writing() as writer:
        kept = writer.keep(io.BytesIO(data[:size]), limit=GENEROUS)
        assert (kept.size, kept.digest) == (size, digest_bytes(data[:size]))
        assert not writer.keep(io.BytesIO(data[:size]), limit=GENEROUS).new
    assert case.read_blob(kept.digest) == data[:size]
    assert failed(checks(case)) == []


def test_a_changed_file_is_found_and_the_item_named(case):
    edit(case.blob_path(digest_of(LETTER)), lambda data: data[:-1] + bytes([data[-1] ^ 1]))
    (found,) = failed(checks(case))
    assert (found.item, "no longer decrypts" in found.reason) == (digest_of(LETTER), True)
    with pytest.raises(BytesChangedError):
        case.read_blob(digest_of(LETTER))


def test_a_file_put_in_the_place_of_another_is_found(case):
    other = case.blob_path(digest_of(SCAN)).read_bytes()
    edit(case.blob_path(digest_of(LETTER)), lambda data: other)
    (found,) = failed(checks(case))
    assert (found.item, digest_of(SCAN) in found.reason) == (digest_of(LETTER), True)


def test_damage_is_healed_by_identical_bytes(case):
    edit(case.blob_path(digest_of(LETTER)), lambda data: data[:-1])
    with case.writing() as writer:
        take(writer, "again/letter.pdf", LETTER)
    assert failed(checks(case)) == []
    assert [e.act for e in case.entries()][-3:] == ["set-aside", "healed", "seen-again"]


def test_another_recipient_in_the_folder_is_found_and_nothing_is_written_to_it(case, tmp_path):
    other = CaseFile.create(tmp_path / "other", name="y", encrypted=True)
    shutil.copy(other.path / "recipient", case.path / "recipient")
    with pytest.raises(CaseKeyDamagedError, match="another case"):
        CaseFile.open(case.path)


def test_a_case_that_lost_its_recipient_takes_nothing_in_clear(case):
    (case.path / "recipient").unlink()
    bare = CaseFile.open(case.path)
    with pytest.raises(JournalDamagedError, match="encrypted to"), bare.writing():
        pass
    assert any(c.what == "encryption" and c.outcome is Outcome.FAILED for c in checks(case))


def test_a_key_that_is_there_is_never_written_over(case, tmp_path):
    (tmp_path / "twin").mkdir()
    shutil.copy(case.path / "case.toml", tmp_path / "twin" / "case.toml")
    with pytest.raises(KeyThereError):
        CaseFile.create(tmp_path / "twin", name="x", encrypted=True)


def test_what_is_lent_is_checked_private_and_taken_back(case):
    with case.lent as lent:
        path = lent.lend(digest_of(LETTER))
        assert path.read_bytes() == LETTER
        assert path.stat().st_mode & 0o077 == 0
        assert not path.is_relative_to(case.path)
    assert not path.exists()


def test_what_a_killed_command_left_lent_is_deleted_by_the_next(case):
    left = case.private / "lent" / "1-00"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(LETTER)
    with case.writing():
        pass
    assert not left.exists()


def test_damaged_bytes_are_never_lent(case):
    edit(case.blob_path(digest_of(LETTER)), lambda data: data[:-1])
    with case.lent as lent, pytest.raises(BytesChangedError):
        lent.lend(digest_of(LETTER))
    assert list((case.private / "lent").iterdir()) == []


@pytest.mark.skipif(shutil.which("age") is None, reason="the ordinary age tool is not installed")
def test_the_ordinary_tool_opens_a_blob_with_the_key(case, key):
    command = ["age", "-d", "-i", key, case.blob_path(digest_of(LETTER))]
    assert subprocess.run(command, capture_output=True, check=True).stdout == LETTER
