"""The signer remembers what it signed, outside the case, and never signs another past."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.preserve.building import checks, failed, small_case, take, unchecked

from answerable.preserve import seal_keys
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint
from answerable.preserve.errors import NotWritableError
from answerable.preserve.merkle import consistency_proof, leaf_hash, root_of
from answerable.preserve.seal_keys import SealKeyDamagedError
from answerable.preserve.sealing import OtherPastError, SealMemoryDamagedError, Signer
from answerable.preserve.signed_note import check_note
from answerable.preserve.verify import Elsewhere, verify_case
from answerable.terms.errors import WrongUseError


def add(case: CaseFile, path: str = "later", data: bytes = b"later", **how) -> None:
    with CaseFile.open(case.path).writing(**how) as writer:
        take(writer, path, data)


def last(case: CaseFile) -> Checkpoint:
    path = max((case.path / "journal" / "seals").iterdir(), key=lambda p: int(p.name))
    return parse_checkpoint((path / "checkpoint").read_bytes())


def memory(case: CaseFile) -> Path:
    return seal_keys.folder_of(seal_keys.home(), origin_of(case.settings.id))


def keys_named(case: CaseFile) -> list[str]:
    return [entry.how for entry in case.entries() if entry.act == "key-changed"]


def test_every_command_that_writes_ends_with_a_seal_that_the_machine_remembers(tmp_path):
    case = small_case(tmp_path / "case")
    add(case)
    sealed = last(case)
    assert sealed.size == case.last_seq() + 1
    assert check_note(sealed.note, [case.seal_key()]) == [case.seal_key()]
    assert (memory(case) / "checkpoint").read_text() == sealed.text
    assert keys_named(case) == ["first-key"]
    assert case.seal() == sealed


def test_the_key_lies_outside_the_case_and_only_its_owner_can_read_it(tmp_path, own_home):
    case = small_case(tmp_path / "case")
    pem = memory(case) / "key.pem"
    assert pem.is_relative_to(own_home)
    assert stat.S_IMODE(pem.stat().st_mode) == 0o600
    assert stat.S_IMODE(pem.parent.stat().st_mode) == 0o700
    secret = pem.read_bytes().splitlines()[1]
    assert not [p for p in case.path.rglob("*") if p.is_file() and secret in p.read_bytes()]
    assert small_case(tmp_path / "other").seal_key().key != case.seal_key().key


def test_a_home_within_the_case_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "case" / "keys"))
    with pytest.raises(WrongUseError, match="given away"):
        small_case(tmp_path / "case")


def test_a_home_that_cannot_be_written_to_is_named_with_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "file"))
    with pytest.raises((NotWritableError, SealKeyDamagedError)) as caught:
        small_case(tmp_path / "case")
    assert str(tmp_path / "file") in str(caught.value)


def test_without_a_setting_keys_lie_where_the_platform_keeps_data(tmp_path, monkeypatch):
    monkeypatch.delenv("ANSWERABLE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert seal_keys.home() == tmp_path / ".local" / "share" / "answerable"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert seal_keys.home() == tmp_path / "data" / "answerable"
    monkeypatch.setattr("sys.platform", "darwin")
    assert seal_keys.home() == tmp_path / "Library" / "Application Support" / "answerable"


def everything(case: CaseFile) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in case.path.rglob("*") if p.is_file()}


def test_an_older_copy_is_not_added_to(tmp_path):
    case = small_case(tmp_path / "case")
    shutil.copytree(case.path, tmp_path / "older")
    add(case)
    older = CaseFile.open(tmp_path / "older")
    before = everything(older)
    with pytest.raises(OtherPastError, match=r"sealed 11 entries .* only 10") as caught:
        add(older)
    assert "--accept-loss" in caught.value.next_step
    assert everything(older) == before


def test_a_case_begun_anew_under_an_id_that_was_sealed_before_gets_another_key_and_verify_says_so(tmp_path, own_home):
    case = small_case(tmp_path / "case")
    first, toml = case.seal_key(), (case.path / "case.toml").read_bytes()
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "case.toml").write_bytes(toml)
    again = CaseFile.create(tmp_path / "again", name="Othmar bridge")
    add(again)
    assert again.seal_key() != first
    assert keys_named(again) == ["without-the-old-key"]
    found = list(verify_case(again.path, Elsewhere(home=own_home)))
    assert (failed(found), unchecked(found)) == ([], [])
    assert [c.outcome for c in found if "another past" in c.reason] == ["not checked"]
    with pytest.raises(OtherPastError):  # and the first one cannot go on beside it
        add(case)


def test_of_two_copies_only_one_goes_on_under_one_key(tmp_path):
    case = small_case(tmp_path / "case")
    shutil.copytree(case.path, tmp_path / "copy")
    copy = CaseFile.open(tmp_path / "copy")
    add(case, "a")
    with pytest.raises(OtherPastError):
        add(copy, "b")
    key = case.seal_key()
    copy.seal(accepted_loss="the laptop was stolen; this is the copy of March")
    assert copy.seal_key() != key
    assert keys_named(copy) == ["first-key", "without-the-old-key"]
    assert check_note(last(copy).note, [key]) == []
    found = checks(copy)
    assert (failed(found), unchecked(found)) == ([], [])
    assert "stolen" in dict(copy.notes())[copy.last_seq()]["reason"]
    assert b"stolen" not in b"".join(p.read_bytes() for p in (copy.path / "journal/entries").iterdir())


def test_a_copy_on_another_machine_goes_on_under_a_key_of_its_own(tmp_path, monkeypatch, own_home):
    case = small_case(tmp_path / "case")
    first = case.seal_key()
    shutil.copytree(case.path, tmp_path / "copy")
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "another machine"))
    copy = CaseFile.open(tmp_path / "copy")
    add(copy)
    assert keys_named(copy) == ["first-key", "without-the-old-key"]
    assert copy.seal_key() != first
    add(copy, "again", b"again")
    assert keys_named(copy) == ["first-key", "without-the-old-key"]
    found = checks(copy)
    assert (failed(found), unchecked(found)) == ([], [])
    monkeypatch.setenv("ANSWERABLE_HOME", str(own_home))  # and sent back
    add(copy, "back", b"back")
    assert keys_named(copy) == ["first-key", *["without-the-old-key"] * 2]
    assert copy.seal_key() == first
    found = checks(copy)
    assert (failed(found), unchecked(found)) == ([], [])


def test_a_key_change_is_sealed_by_both_keys_and_the_old_one_is_gone(tmp_path):
    case = small_case(tmp_path / "case")
    old, pem = case.seal_key(), (memory(case) / "key.pem").read_bytes()
    sealed = case.seal(new_key=True)
    new = case.seal_key()
    assert old != new
    assert check_note(sealed.note, [old, new]) == [old, new]
    assert keys_named(case) == ["first-key", "sealed-by-both"]
    assert pem not in [p.read_bytes() for p in memory(case).iterdir()]
    add(case)
    assert check_note(last(case).note, [old, new]) == [new]
    assert seal_keys.own_keys(seal_keys.home(), origin_of(case.settings.id)) == [old, new]
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


@pytest.mark.parametrize("when", ["promote_next_key", "keep_last_sealed", "make_next_key"])
def test_a_key_change_that_is_killed_is_ended_or_forgotten_by_the_next_command(tmp_path, monkeypatch, when):
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    case = small_case(tmp_path / "case")
    with monkeypatch.context() as patch:
        patch.setattr(f"answerable.preserve.seal_keys.{when}", kill)
        with pytest.raises(Killed):
            case.seal(new_key=True)
    add(case)
    add(case, "again", b"again")
    changed = when != "make_next_key"
    assert keys_named(case) == ["first-key", *["sealed-by-both"] * changed]
    assert not (memory(case) / "key-next.pem").exists()
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def old_case(folder: Path, monkeypatch) -> CaseFile:
    """A case as the first release wrote it: checkpoints, and nobody who signs them."""
    with monkeypatch.context() as patch:
        patch.setattr(Signer, "introduce", lambda *_: None)
        patch.setattr(Signer, "sign", lambda self, checkpoint, proof, keys: checkpoint)
        return small_case(folder)


def test_a_case_from_before_seal_keys_stays_valid_and_is_sealed_from_now_on(tmp_path, monkeypatch):
    case = old_case(tmp_path / "case", monkeypatch)
    assert not last(case).signatures
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])
    assert [c.item for c in found if "nobody signed" in c.reason] == ["checkpoints 9"]
    case.seal()
    assert last(case).signatures
    assert keys_named(case) == ["first-key"]
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def test_a_seal_whose_signature_was_taken_off_is_a_failure(tmp_path):
    case = small_case(tmp_path / "case")
    path = case.path / "journal" / "seals" / "10" / "checkpoint"
    path.write_text(parse_checkpoint(path.read_bytes()).body)
    assert [(c.what, c.item) for c in failed(checks(case))] == [("signature", "checkpoint 10")]


MEMORIES = {
    "half a file": lambda data: data[:50],
    "empty": lambda data: b"",
    "unsigned": lambda data: data.split(b"\n\n")[0] + b"\n",
    "another root": lambda data: data.replace(data.split(b"\n")[2][:4], b"AAAA"),
}


@pytest.mark.parametrize("change", MEMORIES.values(), ids=MEMORIES)
def test_a_damaged_memory_of_the_last_seal_stops_the_signer(tmp_path, change):
    case = small_case(tmp_path / "case")
    path = memory(case) / "checkpoint"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(SealMemoryDamagedError) as caught:
        add(case)
    assert "--accept-loss" in caught.value.next_step
    case.seal(accepted_loss="the memory of the last seal was damaged")
    assert keys_named(case)[-1] == "without-the-old-key"


@pytest.mark.parametrize("pem", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_damaged_key_is_named_and_not_replaced(tmp_path, pem):
    case = small_case(tmp_path / "case")
    (memory(case) / "key.pem").write_bytes(pem)
    with pytest.raises(SealKeyDamagedError, match=r"key\.pem"):
        add(case)
    assert (memory(case) / "key.pem").read_bytes() == pem


@given(st.integers(1, 30), st.integers(0, 30), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_signer_signs_what_begins_with_its_last_tree_and_nothing_else(tmp_path_factory, old, more, draw):
    leaves = [leaf_hash(b"%d" % n) for n in range(old + more)]
    signer = Signer(tmp_path_factory.mktemp("home"), "00" * 16)
    signer.sign(Checkpoint(signer.origin, old, root_of(leaves[:old])), (), [signer.key])
    at = draw.draw(st.integers(0, old - 1))
    other = [*leaves[:at], leaf_hash(b"other"), *leaves[at + 1 :]]
    forged = Checkpoint(signer.origin, len(other), root_of(other))
    with pytest.raises(OtherPastError):
        signer.sign(forged, consistency_proof(old, other), [signer.key])
    with pytest.raises(OtherPastError):
        signer.sign(forged, consistency_proof(old, leaves), [signer.key])
    shorter = Checkpoint(signer.origin, at, root_of(leaves[:at]))
    with pytest.raises(OtherPastError):
        signer.sign(shorter, (), [signer.key])
    good = Checkpoint(signer.origin, len(leaves), root_of(leaves))
    signed = signer.sign(good, consistency_proof(old, leaves), [signer.key])
    assert check_note(signed.note, [signer.key.public]) == [signer.key.public]
    again = Signer(signer._home, "00" * 16)
    with pytest.raises(OtherPastError):
        again.sign(forged, consistency_proof(len(leaves), other), [again.key])
