"""Destroying takes two people and a reason each; the bytes go, that they existed stays."""

from __future__ import annotations

import pytest
from tests.preserve.bagging import LETTER, MAIL, SCAN, bagged, digest_of, full_case, taken_in
from tests.preserve.building import checks, failed, take, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.preserve.destroying import destroy
from answerable.preserve.errors import DestroyedError
from answerable.terms.check import Outcome
from answerable.terms.errors import WrongUseError

PAIR = [digest_of(LETTER), digest_of(MAIL)]


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def case(request, tmp_path):
    return full_case(tmp_path / "case", encrypted=request.param)


@pytest.fixture
def destroyed(case):
    destroy(case, PAIR, person="Asha Rao", reason="the witness asked for it")
    destroy(case, PAIR, person="Bo Lind", reason="I agree")
    return CaseFile.open(case.path)


def test_one_person_destroys_nothing(case):
    done = destroy(case, PAIR, person="Asha Rao", reason="the witness asked for it")
    assert done.gone == ()
    assert case.read_blob(digest_of(LETTER)) == LETTER
    assert [e.act for e in case.entries()][-1] == "destroy-asked"
    assert failed(checks(case)) == []


@pytest.mark.parametrize("again", ["Asha Rao", "asha  rao", " ASHA RAO ", "Ａsha Rao"])
def test_the_same_person_twice_is_one_person(case, again):
    destroy(case, PAIR, person="Asha Rao", reason="the witness asked for it")
    with pytest.raises(WrongUseError, match="nobody decides it alone"):
        destroy(case, PAIR, person=again, reason="again")
    assert case.read_blob(digest_of(LETTER)) == LETTER


def test_two_people_destroy_the_bytes_and_what_holds_their_words(destroyed):
    held = b"".join(p.read_bytes() for p in (destroyed.path / "blobs").rglob("*") if p.is_file())
    for words in (LETTER, MAIL, b"what the letter says"):
        assert words not in held
    for digest in PAIR:
        assert not destroyed.blob_path(digest).exists()
    assert destroyed.read_blob(digest_of(SCAN)) == SCAN


def test_the_entries_stay_and_say_who_and_why(destroyed):
    acts = {e.seq: e for e in destroyed.entries() if e.act.startswith("destroy")}
    assert [e.act for e in acts.values()] == ["destroy-asked", "destroyed"]
    assert set(PAIR) < set(list(acts.values())[1].objects)  # and the kept reading
    notes = [values for seq, values in destroyed.notes() if seq in acts]
    assert [n["reason"] for n in notes] == ["the witness asked for it", "I agree"]
    assert len({n["person"] for n in notes}) == 2
    assert "acquired" in [e.act for e in destroyed.entries() if PAIR[0] in e.objects]


def test_no_line_names_a_person(destroyed):
    lines = b"".join(p.read_bytes() for p in (destroyed.path / "journal/entries").iterdir())
    assert b"Asha" not in lines
    assert b"witness" not in lines


def test_verify_says_destroyed_and_not_missing(destroyed):
    found = checks(destroyed)
    assert (failed(found), unchecked(found)) == ([], [])
    gone = {c.item: c for c in found if c.what == "destroyed"}
    assert gone.keys() > set(PAIR)
    assert all(c.outcome is Outcome.HELD and "two people" in c.reason for c in gone.values())


def test_bytes_that_are_still_there_are_a_failure(destroyed):
    path = destroyed.blob_path(PAIR[0])
    path.write_bytes(b"back")
    assert [c.item for c in failed(checks(destroyed))] == [PAIR[0]]
    with destroyed.writing():  # a command that was killed between entry and deleting is finished by the next
        pass
    assert not path.exists()


def test_everything_derived_and_the_report_go(case):
    case.shelf("read", "read/2").put_many([("a", LETTER)])
    case.report_path.write_bytes(LETTER)
    pages = case.report_path.with_suffix("")
    pages.mkdir()
    (pages / "sources-001.html").write_bytes(LETTER)
    destroy(case, PAIR, person="Asha Rao", reason="r")
    assert case.report_path.exists()
    destroy(case, PAIR, person="Bo Lind", reason="r")
    assert list(case.layout.derived.iterdir()) == []
    assert not case.report_path.exists()
    assert list(pages.iterdir()) == []


def test_the_same_bytes_are_not_kept_again(destroyed):
    with destroyed.writing() as writer, pytest.raises(DestroyedError):
        take(writer, "again.pdf", LETTER)
    assert not destroyed.blob_path(PAIR[0]).exists()
    assert failed(checks(destroyed)) == []


def test_bytes_inside_a_container_that_would_stay_are_not_destroyed(case):
    with pytest.raises(WrongUseError, match=digest_of(MAIL)):
        destroy(case, [digest_of(LETTER)], person="Asha Rao", reason="r")


@pytest.mark.parametrize(("person", "reason"), [("", "r"), ("  ", "r"), ("Asha Rao", ""), ("Asha Rao", " ")])
def test_a_name_and_a_reason_are_needed(case, person, reason):
    with pytest.raises(WrongUseError, match="name and a reason"):
        destroy(case, PAIR, person=person, reason=reason)


def test_only_documents_can_be_destroyed(case):
    settings = next(e.objects[0] for e in case.entries() if e.act == "created")
    for digest in (settings, digest_of(b"never seen")):
        with pytest.raises(WrongUseError, match="not a document"):
            destroy(case, [digest], person="Asha Rao", reason="r")


def test_a_request_for_one_thing_confirms_no_other(case):
    destroy(case, [digest_of(MAIL)], person="Asha Rao", reason="r")
    done = destroy(case, PAIR, person="Bo Lind", reason="r")
    assert done.gone == ()


def test_a_bag_of_the_case_says_destroyed_as_well(tmp_path):
    case = full_case(tmp_path / "case")
    for person in ("Asha Rao", "Bo Lind"):
        destroy(case, PAIR, person=person, reason="r")
    bagged(case, tmp_path / "bag")
    assert LETTER not in b"".join(p.read_bytes() for p in (tmp_path / "bag" / "data").rglob("*") if p.is_file())
    copy, found = taken_in(tmp_path / "bag", tmp_path / "copy")
    assert failed([*found, *checks(copy)]) == []
    assert set(PAIR) < copy.destroyed()
