"""A bag is valid to other people's programs, holds all of the case, and lacks what was withheld."""

from __future__ import annotations

import json
import shutil
import subprocess

import bagit
import pytest
from rocrate.rocrate import ROCrate
from tests.preserve.bagging import LETTER, MAIL, SCAN, bagged, digest_of, edit, full_case, taken_in
from tests.preserve.building import checks, failed, small_case

from answerable.preserve.age import new_identity, recipient_of
from answerable.preserve.bag import Beside, Wanted
from answerable.preserve.bag_errors import InTheClearError, TargetThereError
from answerable.preserve.errors import BytesChangedError, BytesMissingError
from answerable.preserve.known import last_checkpoint
from answerable.terms.errors import WrongUseError


@pytest.fixture
def case(tmp_path):
    return full_case(tmp_path / "case")


@pytest.fixture
def bag(case, tmp_path):
    bagged(case, tmp_path / "bag", beside=Beside([(f"readings/{digest_of(LETTER)}.txt", "письмо".encode())]))
    return tmp_path / "bag"


def names(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_the_program_of_the_library_of_congress_finds_it_valid(bag):
    assert bagit.Bag(str(bag)).validate()


def test_a_program_for_research_objects_loads_it(bag, case):
    crate = ROCrate(str(bag))
    assert crate.name == "Othmar bridge"
    assert {e.id for e in crate.get_entities() if e.type == "File"} >= {f"data/blobs/{d[:2]}/{d}" for d in case.kept()}
    assert all((bag / e.id).is_file() for e in crate.get_entities() if e.type == "File")


def test_it_holds_every_byte_of_the_case_and_nothing_of_its_own(bag, case):
    assert {p.name for p in (bag / "data" / "blobs").rglob("*") if p.is_file()} == case.kept()
    for digest in case.kept():
        assert (bag / "data" / "blobs" / digest[:2] / digest).read_bytes() == case.read_blob(digest)
    for name in names(case.path / "journal") - {"lock"}:
        assert (bag / "journal" / name).read_bytes() == (case.path / "journal" / name).read_bytes()
    assert (bag / "case.toml").read_bytes() == (case.path / "case.toml").read_bytes()
    assert "fetch.txt" not in names(bag)


def test_the_export_is_journalled_and_sealed_before_it_is_made(bag, case):
    last = list(case.entries())[-1]
    assert (last.act, last.how, last.objects) == ("exported", "bag/1", ())
    assert last_checkpoint(case.layout).size == last.seq + 1
    assert (bag / "journal" / "seals" / str(last.seq + 1) / "checkpoint").is_file()


def test_the_entry_of_an_export_names_no_place(bag, case):
    assert str(bag) not in "".join(str(values) for _, values in case.notes())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("damage", [None, "document", "relisted", "entry", "added"])
def test_the_commands_of_its_readme_find_what_they_say(bag, damage):
    from tests.preserve.bagging import relist

    document = bag / "data" / "blobs" / digest_of(MAIL)[:2] / digest_of(MAIL)
    if damage in ("document", "relisted"):
        edit(document, lambda data: data + b"!")
    if damage == "relisted":
        relist(bag)
    if damage == "entry":
        edit(bag / "journal/entries/000000.jsonl", lambda data: data.replace(b'"how":"file"', b'"how":"mail"', 1))
    if damage == "added":
        (bag / "data" / "planted.txt").write_bytes(b"x")
    text = (bag / "README.txt").read_text()
    commands = [
        line[4:]
        for line in text.split("HOW TO CHECK")[1].split("With our program")[0].splitlines()
        if line.startswith("    ")
    ]
    commands = [line for line in commands if not line.startswith("answerable.local")]
    script = "\n".join(commands).replace("/tmp/", f"{bag.parent}/")
    run = subprocess.run(["bash", "-c", script], cwd=bag, capture_output=True, text=True, check=False)
    said = {line for line in run.stdout.splitlines() if line in WORDS}
    assert said == WORDS - FOUND[damage], run.stderr
    assert ("> data/planted.txt" in run.stdout or "< data/planted.txt" in run.stdout) == (damage == "added")


WORDS = {
    "files: unchanged",
    "list: as sealed",
    "Signature Verified Successfully",
    "the chain holds",
    "documents: unchanged",
}
FOUND = {
    None: set(),
    "document": {"files: unchanged", "documents: unchanged"},
    "relisted": {"list: as sealed", "documents: unchanged"},
    "entry": {"files: unchanged", "the chain holds"},
    "added": set(),
}


# ---------------------------------------------------------------- withholding


@pytest.fixture
def redacted(case, tmp_path):
    bagged(case, tmp_path / "bag", Wanted(without=[digest_of(LETTER)]))
    return tmp_path / "bag"


def test_a_withheld_document_is_nowhere_in_the_bag_nor_what_speaks_of_it(redacted):
    everything = b"".join(p.read_bytes() for p in redacted.rglob("*") if p.is_file())
    for words in (LETTER, b"letter.pdf", b"what the letter says", b"the inspector's letter", b"half a document"):
        assert words not in everything
    assert SCAN in everything  # what came in the same mail stays


def test_its_container_is_withheld_with_it(redacted):
    assert digest_of(MAIL) not in {p.name for p in (redacted / "data").rglob("*")}
    assert b"box.mbox!/0001!/loop" not in (redacted / "journal/notes/000000.jsonl").read_bytes()


def test_a_redacted_bag_says_so_everywhere(redacted):
    withheld = json.loads((redacted / "withheld.json").read_bytes())
    assert digest_of(LETTER) in withheld["digests"]
    assert digest_of(MAIL) in withheld["digests"]
    assert f"Withheld-Items: {len(withheld['digests'])}\n" in (redacted / "bag-info.txt").read_text()
    assert "Notes: some\n" in (redacted / "bag-info.txt").read_text()
    assert "THIS COPY IS NOT WHOLE" in (redacted / "README.txt").read_text()


def test_a_redacted_bag_is_a_valid_one(redacted):
    assert bagit.Bag(str(redacted)).validate()


def test_the_copy_made_of_it_says_not_checked_and_never_missing(redacted, tmp_path):
    copy, found = taken_in(redacted, tmp_path / "copy")
    assert failed(found) == []
    reasons = {c.item: c.reason for c in checks(copy) if "withheld" in c.reason}
    assert digest_of(LETTER) in reasons
    assert "notes/000000.jsonl" in reasons
    assert {c.path for c in copy.captures()} == {f"veldonia/{n}.html" for n in range(5)} | {"证词.txt"}
    assert copy.read_blob(digest_of(SCAN)) == SCAN  # its bytes stay; its note named the mail it came in


def test_a_withheld_document_is_told_apart_from_one_that_is_gone(redacted, tmp_path):
    copy, _ = taken_in(redacted, tmp_path / "copy")
    there = copy.captures()[0].digest
    copy.blob_path(there).unlink()
    assert [c.item for c in failed(checks(copy))] == [there]


def test_a_list_of_withheld_things_does_not_excuse_what_no_export_withheld(tmp_path):
    case = small_case(tmp_path / "case")
    gone = case.captures()[0].digest
    case.blob_path(gone).unlink()
    (case.path / "received").mkdir()
    (case.path / "received" / "withheld.json").write_text(f'{{"all_notes":false,"digests":["{gone}"],"notes":[]}}\n')
    assert [c.item for c in failed(checks(case))] == [gone]


def test_a_redacted_copy_can_be_worked_on(redacted, tmp_path):
    copy, _ = taken_in(redacted, tmp_path / "copy")
    with copy.writing() as writer:
        writer.append("undone", note={"decision": "x", "reason": "y"})
    assert failed(checks(copy)) == []


def test_a_bag_without_notes_has_no_names(case, tmp_path):
    bagged(case, tmp_path / "bag", Wanted(notes=False))
    everything = b"".join(p.read_bytes() for p in (tmp_path / "bag" / "journal").rglob("*") if p.is_file())
    assert b"veldonia" not in everything
    assert not (tmp_path / "bag" / "journal" / "notes").exists()
    copy, found = taken_in(tmp_path / "bag", tmp_path / "copy")
    assert (failed(found), copy.captures()) == ([], [])
    assert "None of the notes is" in (tmp_path / "bag" / "README.txt").read_text()


def test_what_the_case_does_not_have_cannot_be_withheld(case, tmp_path):
    before = case.last_seq()
    with pytest.raises(WrongUseError, match="not in this case"):
        bagged(case, tmp_path / "bag", Wanted(without=[digest_of(b"never seen")]))
    assert case.last_seq() == before


# ---------------------------------------------------------------- where, and for whom


@pytest.mark.parametrize("where", ["there", "case/inside", "nowhere/bag", "bag.tar.age"])
def test_a_place_that_will_not_do_is_refused_before_anything_is_journalled(case, tmp_path, where):
    (tmp_path / "there").write_bytes(b"mine")
    before = case.last_seq()
    with pytest.raises(WrongUseError):
        bagged(case, tmp_path / where)
    assert case.last_seq() == before
    assert (tmp_path / "there").read_bytes() == b"mine"


def test_a_bag_for_a_recipient_must_be_called_an_encrypted_one(case, tmp_path):
    with pytest.raises(WrongUseError, match="one encrypted file"):
        bagged(case, tmp_path / "bag", Wanted(recipients=[recipient_of(new_identity())]))


def test_each_recipient_alone_takes_it_in_and_nobody_else(case, tmp_path):
    asha, bo = new_identity(), new_identity()
    bag = tmp_path / "bag.tar.age"
    bagged(case, bag, Wanted(recipients=[recipient_of(asha), recipient_of(bo)]))
    for number, identity in enumerate((asha, bo)):
        copy, _ = taken_in(bag, tmp_path / f"copy{number}", identities=[identity])
        assert copy.kept() == case.kept()
    with pytest.raises(Exception, match="none of the keys"):
        taken_in(bag, tmp_path / "copy2", identities=[new_identity()])
    with pytest.raises(WrongUseError, match="encrypted for a recipient"):
        taken_in(bag, tmp_path / "copy2")
    assert not (tmp_path / "copy2").exists()
    assert MAIL not in bag.read_bytes()


@pytest.mark.skipif(shutil.which("age") is None, reason="the ordinary age tool is not installed")
def test_a_recipient_needs_nothing_but_age_and_tar(case, tmp_path):
    identity = new_identity()
    (tmp_path / "id").write_text(identity + "\n")
    bagged(case, tmp_path / "bag.tar.age", Wanted(recipients=[recipient_of(identity)]))
    (tmp_path / "open").mkdir()
    command = f"age -d -i '{tmp_path}/id' '{tmp_path}/bag.tar.age' | tar -x -C '{tmp_path}/open'"
    subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True)
    assert bagit.Bag(str(tmp_path / "open")).validate()


def test_a_bag_that_cannot_be_finished_leaves_nothing(case, tmp_path):
    edit(case.blob_path(digest_of(SCAN)), lambda data: data + b"!")
    for name in ("bag", "bag.tar"):
        with pytest.raises(BytesChangedError):
            bagged(case, tmp_path / name)
    case.blob_path(digest_of(SCAN)).unlink()
    with pytest.raises(BytesMissingError):
        bagged(case, tmp_path / "bag.tar.age", Wanted(recipients=[recipient_of(new_identity())]))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case"]


def test_a_target_is_never_written_over(case, tmp_path):
    (tmp_path / "bag").symlink_to("/nowhere")
    with pytest.raises(TargetThereError):
        bagged(case, tmp_path / "bag")


def test_an_encrypted_case_is_not_bagged_in_clear_by_accident(tmp_path):
    case = full_case(tmp_path / "case", encrypted=True)
    with pytest.raises(InTheClearError):
        bagged(case, tmp_path / "bag")
    identity = new_identity()
    bagged(case, tmp_path / "bag.tar.age", Wanted(recipients=[recipient_of(identity)]))
    copy, _ = taken_in(tmp_path / "bag.tar.age", tmp_path / "copy", identities=[identity])
    assert copy.read_blob(digest_of(LETTER)) == LETTER
    bagged(case, tmp_path / "bag", Wanted(in_the_clear=True))
    assert bagit.Bag(str(tmp_path / "bag")).validate()
