"""What verify says of keys and seals: anchored by whom, until where, and never held on the journal's word alone."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.preserve.building import GENEROUS, failed, small_case, take

from answerable.preserve import seal_keys
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of, parse_checkpoint
from answerable.preserve.signed_note import SealKey
from answerable.preserve.verify import ANCHOR, Elsewhere, KeptSeal, verify_case
from answerable.preserve.verify_seals import parse_kept_seal
from answerable.terms.check import Check, Outcome

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"
HELD, FAILED, NOT_CHECKED = Outcome.HELD, Outcome.FAILED, Outcome.NOT_CHECKED


@pytest.fixture
def case(tmp_path) -> CaseFile:
    """A case of two seals: over 10 entries and over 13."""
    made = small_case(tmp_path / "case")
    with made.writing() as writer:
        for number in range(3):
            take(writer, f"later/{number}", b"later %d" % number)
    return made


def seal_of(case: CaseFile, size: int) -> KeptSeal:
    data = (case.path / "journal" / "seals" / str(size) / "checkpoint").read_bytes()
    return KeptSeal("letter.txt", parse_checkpoint(data))


def found(case: CaseFile, *seals: KeptSeal, home: Path | None = None) -> list[Check]:
    return list(verify_case(case.path, Elsewhere(seals, home)))


def anchors(checks: list[Check]) -> list[tuple[str, Outcome]]:
    return [(c.item, c.outcome) for c in checks if c.what == ANCHOR and not c.item.startswith("key ")]


def test_without_anything_from_elsewhere_nothing_is_anchored_and_no_key_is_held(case):
    checks = found(case)
    assert failed(checks) == []
    assert anchors(checks) == [("entries 0–12", NOT_CHECKED)]
    key = next(c for c in checks if c.item == f"key {case.seal_key().id.hex()}")
    assert (key.what, key.outcome) == (ANCHOR, NOT_CHECKED)
    assert "signed 10–13 (2 checkpoints)" in key.reason
    assert "only the journal itself names this key" in key.reason


def test_the_machine_that_sealed_it_knows_the_key_and_is_still_no_anchor(case, own_home):
    checks = found(case, home=own_home)
    assert failed(checks) == []
    key = next(c for c in checks if c.item == f"key {case.seal_key().id.hex()}")
    assert (key.what, key.outcome) == ("key", HELD)
    assert [(c.item, c.outcome) for c in checks if c.what == "seal"] == [("the last seal made on this machine", HELD)]
    assert anchors(checks) == [("entries 0–12", NOT_CHECKED)]


def test_a_seal_kept_elsewhere_anchors_until_its_last_entry(case):
    assert anchors(found(case, seal_of(case, 10))) == [("letter.txt", HELD), ("entries 10–12", NOT_CHECKED)]
    assert anchors(found(case, seal_of(case, 13), seal_of(case, 10))) == [("letter.txt", HELD)] * 2
    until = next(c for c in found(case, seal_of(case, 10)) if c.item == "letter.txt")
    assert until.reason.startswith("anchored until entry 9 ")


def test_three_lines_from_a_letter_are_enough(case):
    body = seal_of(case, 10).checkpoint.body
    for typed in (body, body.rstrip(), "\n\n  " + body.replace("\n", "  \r\n") + "\n\n"):
        letter = KeptSeal("letter.txt", parse_kept_seal(typed.encode()))
        assert ("letter.txt", HELD) in anchors(found(case, letter))


@pytest.mark.parametrize("typed", ["", "hello", "a\nb\nc\n", "a\n1\nAAAA\n"])
def test_what_is_no_seal_is_refused_with_a_reason(typed):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_kept_seal(typed.encode())


def altered(seal: KeptSeal, old: str, new: str) -> KeptSeal:
    return KeptSeal(seal.name, parse_checkpoint(seal.checkpoint.text.replace(old, new, 1).encode()))


def test_a_seal_of_another_case_of_more_entries_or_with_a_bad_signature_fails(case):
    seal = seal_of(case, 10)
    body = parse_checkpoint(seal.checkpoint.body.encode())
    other = "0" * 32
    wrong = {
        "not of this case": KeptSeal("x", parse_checkpoint(body.text.replace(case.settings.id, other).encode())),
        "the journal holds 13": KeptSeal("x", parse_checkpoint(body.text.replace("\n10\n", "\n14\n").encode())),
        "not those it was made of": KeptSeal("x", parse_checkpoint(body.text.replace("\n10\n", "\n9\n").encode())),
        "does not fit": altered(seal, "\n10\n", "\n9\n"),
    }
    for words, kept in wrong.items():
        faults = failed(found(case, kept))
        assert [c.item for c in faults] == ["x" if kept.name == "x" else "letter.txt"]
        assert words in faults[0].reason


def test_an_older_copy_on_the_machine_that_sealed_more_is_not_checked(tmp_path, own_home):
    older = small_case(tmp_path / "case")
    shutil.copytree(older.path, tmp_path / "older")
    with older.writing() as writer:
        take(writer, "later", b"later")
    checks = found(CaseFile.open(tmp_path / "older"), home=own_home)
    assert failed(checks) == []
    told = next(c for c in checks if c.what == "seal")
    assert (told.outcome, "older copy, or cut off" in told.reason) == (NOT_CHECKED, True)


def test_a_damaged_memory_of_this_machine_is_said_and_stops_nothing(case, own_home):
    folder = seal_keys.folder_of(own_home, origin_of(case.settings.id))
    (folder / "checkpoint").write_bytes(b"garbage")
    checks = found(case, home=own_home)
    assert failed(checks) == []
    assert next(c for c in checks if c.what == "seal").outcome is NOT_CHECKED


def test_a_key_that_came_without_the_old_one_is_told_by_entry(case, tmp_path, monkeypatch):
    first = case.seal_key()
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "another machine"))
    with CaseFile.open(case.path).writing() as writer:
        take(writer, "elsewhere", b"elsewhere")
    second = case.seal_key()
    checks = found(case, home=tmp_path / "another machine")
    told = {c.item: (c.what, c.outcome, c.reason) for c in checks if c.item.startswith("key ")}
    assert told[f"key {first.id.hex()}"][:2] == (ANCHOR, NOT_CHECKED)
    assert told[f"key {second.id.hex()}"][:2] == ("key", HELD)
    assert "entry 13 (without-the-old-key)" in told[f"key {second.id.hex()}"][2]
    assert failed(checks) == []


def test_a_key_change_that_the_old_key_did_not_seal_is_a_failure(case):
    first = case.seal_key()
    sealed = case.seal(new_key=True)
    path = case.path / "journal" / "seals" / str(sealed.size) / "checkpoint"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:4] + lines[5:]))
    faults = failed(found(case))
    assert [c.what for c in faults] == ["signature"]
    assert f"key {first.id.hex()} before it did not sign that" in faults[0].reason


def test_lines_that_a_witness_added_are_passed_over(case):
    path = case.path / "journal" / "seals" / "13" / "checkpoint"
    witness = SealKey("witness.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    body = parse_checkpoint(path.read_bytes()).body
    with path.open("a") as file:
        file.writelines(f"{witness.sign(body)}\n" for _ in range(16))
    assert failed(found(case)) == []


def test_a_public_key_that_cannot_be_read_leaves_its_seals_not_checked(case):
    digest = next(e.objects[0] for e in case.entries() if e.act == "key-changed")
    case.blob_path(digest).unlink()
    checks = found(case)
    assert {c.what for c in failed(checks)} == {"key", "blob"}
    assert [c.item for c in checks if c.what == "signature" and c.outcome is NOT_CHECKED] == [
        "checkpoint 10",
        "checkpoint 13",
    ]


def rebuild(case: CaseFile, chance: random.Random) -> CaseFile:
    """What an administrator can do who holds the disk and the seal key: the same case, told otherwise, sealed anew."""
    told = [(c.path, case.read_blob(c.digest)) for c in case.captures()]
    victim = chance.randrange(len(told))
    what = chance.choice(["left out", "altered", "moved", "added"])
    if what == "left out":
        del told[victim]
    elif what == "altered":
        told[victim] = (told[victim][0], told[victim][1] + b".")
    elif what == "moved":
        told.insert(chance.choice([n for n in range(len(told)) if n != victim]), told.pop(victim))
    else:
        told.insert(victim, ("planted.html", b"they knew of nothing"))
    toml = (case.path / "case.toml").read_bytes()
    memory = seal_keys.folder_of(seal_keys.home(), origin_of(case.settings.id))
    (memory / "checkpoint").unlink()
    shutil.rmtree(case.path)
    case.path.mkdir()
    (case.path / "case.toml").write_bytes(toml)
    again = CaseFile.create(case.path, name="Othmar bridge")
    with again.writing() as writer:
        for path, data in told:
            take(writer, path, data)
    assert sum(1 for _ in again.entries()) < GENEROUS
    return CaseFile.open(case.path)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(100 if SWEEP else 20))
def test_a_journal_rebuilt_with_the_seal_key_is_caught_by_any_older_seal_and_unanchored_without(
    tmp_path, own_home, seed, monkeypatch
):
    monkeypatch.setattr("os.fsync", lambda fd: None)  # nothing here is about the disk
    chance = random.Random(seed)
    case = small_case(tmp_path / "case", documents=4 + seed % 7)
    with case.writing() as writer:
        take(writer, "later", b"later %d" % seed)
    sizes = sorted(int(p.name) for p in (case.path / "journal" / "seals").iterdir())
    kept = [seal_of(case, size) for size in sizes]
    key = case.seal_key()
    rebuilt = rebuild(case, chance)
    assert rebuilt.seal_key() == key
    for seal in kept:
        checks = found(rebuilt, seal, home=own_home)
        assert [c.item for c in failed(checks)] == ["letter.txt"]
    checks = found(rebuilt, home=own_home)
    assert failed(checks) == []  # it is flawless in itself
    assert anchors(checks) == [(f"entries 0–{rebuilt.last_seq()}", NOT_CHECKED)]
    assert "could have rebuilt it" in next(c.reason for c in checks if c.item.startswith("entries 0–"))
