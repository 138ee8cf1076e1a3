"""A disk that says no: the item is named, the others are safe, and nothing is said to be there that is not."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from tests.preserve.building import GENEROUS, NOON, acquire_into, checks, failed, small_case, take, unchecked
from tests.preserve.sweeping import Holdings, acquiring, documents, holdings, new_case, require_resumed, require_safe

from answerable.acquire.capture import Capture
from answerable.acquire.step import Acquired
from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import JournalWriteError, NotKeptError, NotWritableError, PreserveError
from answerable.terms.digest import digest_bytes


class FailingSync:
    """`os.fsync`, but for files whose bytes or name hold a given word it fails as a dying disk does."""

    def __init__(self, word: bytes) -> None:
        self.word, self.real, self.times = word, os.fsync, 0

    def __call__(self, fd: int) -> None:
        path = Path(f"/proc/self/fd/{fd}").readlink()
        if self.word in os.fsencode(path) or (path.is_file() and self.word in path.read_bytes()):
            self.times += 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self.real(fd)


def test_a_failed_sync_is_an_error_of_that_item_and_of_no_other(tmp_path, monkeypatch):
    case = small_case(tmp_path / "case")
    failing = FailingSync(b"unlucky")
    monkeypatch.setattr("os.fsync", failing)
    with case.writing() as writer:
        for path, data in (("a", b"one"), ("b", b"unlucky"), ("c", b"three"), ("d", b"unlucky")):
            take(writer, path, data)
        with pytest.raises(NotKeptError) as caught:
            writer.commit()
        assert [path for path, _ in caught.value.items] == ["b", "d"]
        assert failing.times == 1  # it is not tried again
        assert not writer.knows("b", digest_bytes(b"unlucky"))
        assert not case.blob_path(digest_bytes(b"unlucky")).exists()
        monkeypatch.undo()
        take(writer, "b", b"unlucky")
    assert [c.path for c in case.captures()][5:] == ["a", "c", "b"]
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def offered(case: CaseFile, folder: Path) -> list[Acquired]:
    """What `acquire` acknowledges of a folder, by whichever error it ends."""
    told: list[Acquired] = []
    with suppress(PreserveError), case.writing() as writer:
        acquire_into(writer, folder, told.append)
    return told


def bundle(folder: Path) -> Path:
    """A folder with an archive one of whose members is unlucky, and more files than one batch holds."""
    folder.mkdir()
    for number in range(70):
        (folder / f"lucky-{number}.txt").write_bytes(b"gate %d" % number)
    with zipfile.ZipFile(folder / "bundle.zip", "w") as archive:
        archive.writestr("a.txt", "a member")
        archive.writestr("b.txt", "an " + "unlucky member " * 50, zipfile.ZIP_DEFLATED)
    return folder


def test_an_item_that_the_disk_did_not_take_is_never_acknowledged(tmp_path, monkeypatch):
    case, folder = small_case(tmp_path / "case"), bundle(tmp_path / "folder")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", FailingSync(b"unlucky member unlucky"))
        told = offered(case, folder)
    kept = {(c.path, c.digest) for c in CaseFile.open(case.path).captures()}
    assert {(item.path, item.digest) for item in told} <= kept
    assert failed(checks(case)) == []


def test_a_container_of_which_a_member_was_not_kept_is_opened_again(tmp_path, monkeypatch):
    case, folder = small_case(tmp_path / "case"), bundle(tmp_path / "folder")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", FailingSync(b"unlucky member unlucky"))
        offered(case, folder)
    assert "bundle.zip" not in {c.path for c in CaseFile.open(case.path).captures()}
    told = offered(CaseFile.open(case.path), folder)
    assert [item.path for item in told if item.new and item.path.startswith("bundle")] == [
        "bundle.zip!/b.txt",
        "bundle.zip",
    ]
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_whoever_stops_listening_does_not_make_a_file_unreadable(tmp_path):
    case, folder = small_case(tmp_path / "case"), bundle(tmp_path / "folder")

    def gone(item: Acquired) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError), case.writing() as writer:
        acquire_into(writer, folder, gone)
    assert [path for path, _, _ in CaseFile.open(case.path).declined()] == ["veldonia/loop"]


@pytest.mark.parametrize("part", [b"journal/entries", b"journal/notes"])
def test_a_journal_that_cannot_be_synced_acknowledges_nothing_and_takes_nothing_more(tmp_path, monkeypatch, part):
    case = small_case(tmp_path / "case")

    def command() -> None:
        with monkeypatch.context() as patch, case.writing() as writer:
            patch.setattr("os.fsync", FailingSync(part))
            take(writer, "a", b"one")
            with pytest.raises(JournalWriteError):
                writer.commit()
            patch.undo()
            take(writer, "b", b"two")  # the block's end cannot commit it: the file's state is not known any more

    with pytest.raises(JournalWriteError):
        command()
    assert [c.path for c in CaseFile.open(case.path).captures()] == [f"veldonia/{n}.html" for n in range(5)]
    assert failed(checks(case)) == []
    with CaseFile.open(case.path).writing() as writer:
        take(writer, "a", b"one")
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_the_first_error_of_a_command_is_the_one_that_is_told(tmp_path, monkeypatch):
    case = small_case(tmp_path / "case")

    def command() -> None:
        with case.writing() as writer:
            take(writer, "a", b"one")
            monkeypatch.setattr("os.fsync", FailingSync(b"journal/notes"))
            raise KeyError("a fault of the stage")

    with pytest.raises(KeyError) as caught:
        command()
    assert any("could not be written" in note for note in caught.value.__notes__)


def test_a_checkpoint_that_cannot_be_written_leaves_the_entries_safe(tmp_path, monkeypatch):
    case = small_case(tmp_path / "case")

    def command() -> None:
        with monkeypatch.context() as patch, case.writing() as writer:  # leaves the patch last
            take(writer, "a", b"one")
            patch.setattr("os.fsync", FailingSync(b"journal/seals"))

    with pytest.raises(NotWritableError):
        command()
    assert [c.path for c in case.captures()][5:] == ["a"]
    assert failed(checks(case)) == []


def fill(case: CaseFile) -> tuple[list[str], PreserveError | None]:
    """Acquire until the disk is full. Returns what was acknowledged, and what was said then."""
    acknowledged: list[str] = []
    try:
        with case.writing() as writer:
            for number in range(1000):
                kept = writer.keep(io.BytesIO(os.urandom(30_000)), limit=GENEROUS)
                path = f"{number}"
                writer.record(Capture(kept.digest, kept.size, path, "file", NOON, writer.agent.id))
                writer.commit()
                acknowledged.append(path)
    except PreserveError as error:
        return acknowledged, error
    return acknowledged, None


def test_a_full_disk_is_said_in_words_and_loses_nothing_acknowledged(small_disk):
    case = CaseFile.create(small_disk / "case", name="full")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 1_000_000)
    acknowledged, error = fill(case)
    assert len(acknowledged) > 50
    assert error is not None
    assert "space" in f"{error}".lower()
    assert [c.path for c in CaseFile.open(case.path).captures()][: len(acknowledged)] == acknowledged
    assert failed(checks(case)) == []
    ballast.unlink()
    with CaseFile.open(case.path).writing() as writer:
        take(writer, "after", b"after")
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_a_command_on_a_full_disk_ends_in_words_and_goes_on_when_there_is_room(small_disk, tmp_path):
    offer = documents(tmp_path / "documents", small=20)
    undisturbed = whole_run(tmp_path / "elsewhere", offer)
    case = new_case(small_disk / "case")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (os.statvfs(small_disk).f_bavail - 100) * 4096)  # room for the small files alone
    run = acquiring(case, offer)
    assert run.code() == 1
    assert "space" in run.complaint()
    assert "Traceback" not in run.complaint()
    require_safe(case, run.lines())
    ballast.unlink()
    require_resumed(case, offer, run.lines(), undisturbed)


def whole_run(case: Path, offer: Path) -> Holdings:
    run = acquiring(new_case(case), offer)
    assert run.code() == 0, run.complaint()
    return holdings(case)


def test_a_disk_full_before_the_first_entry_is_said_in_words(small_disk):
    case = CaseFile.create(small_disk / "case", name="full")
    fd = os.open(small_disk / "ballast", os.O_WRONLY | os.O_CREAT)
    while os.statvfs(small_disk).f_bavail:
        os.write(fd, b"x" * 4096)
    os.close(fd)
    with pytest.raises(PreserveError, match=r"(?i)space"), case.writing() as writer:
        take(writer, "a", b"x" * 100)


@pytest.mark.parametrize("part", [b".checkpoint.", b".key.pem."])
def test_a_seal_that_cannot_be_remembered_is_said_and_made_by_the_next_command(tmp_path, monkeypatch, own_home, part):
    case = CaseFile.create(tmp_path / "case", name="x")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", FailingSync(part))
        with pytest.raises(NotWritableError, match=r"cannot be written to"), case.writing() as writer:
            take(writer, "a", b"one")
    assert not list((case.path / "journal" / "seals").rglob("checkpoint"))
    with case.writing() as writer:
        take(writer, "a", b"one")
    assert list((case.path / "journal" / "seals").rglob("checkpoint"))
    assert [c.path for c in case.captures()] == ["a"] or part == b".checkpoint."
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
