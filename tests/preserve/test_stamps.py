"""The files of time-stamps beside a seal: journalled with it, set aside when a crash left them, never lost in silence."""

from __future__ import annotations

import pytest
from tests.preserve.building import checks, failed, small_case, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.preserve.settings import Authority
from answerable.preserve.stamps import last_stamped, pinned_certificates, spoken_print
from answerable.preserve.writer import Writer
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import WrongUseError

FILES = {"coast.tsq": b"query", "coast.tsr": b"reply", "coast.pem": b"certificate"}


class Killed(BaseException):
    pass


def kill(*_: object, **__: object) -> None:
    raise Killed


def test_what_is_kept_beside_a_seal_is_named_by_an_entry_that_the_next_seal_covers(tmp_path):
    case = small_case(tmp_path / "case")
    assert last_stamped(case) is None
    with case.writing() as writer:
        writer.keep_beside_seal(10, FILES)
    *_, entry = case.entries()
    assert (entry.act, entry.how, entry.note) == ("stamped", "rfc3161", "")
    assert set(entry.objects) == {digest_bytes(data) for data in FILES.values()}
    assert last_stamped(case) == entry.time
    assert (case.path / "journal" / "seals" / "11" / "checkpoint").is_file()
    found = checks(case)
    assert failed(found) == []
    assert [c.item for c in unchecked(found)] == ["seals/10/coast.tsr"]  # no judge was given


def test_files_of_a_time_stamp_that_was_not_journalled_are_set_aside(tmp_path, monkeypatch):
    case = small_case(tmp_path / "case")
    with monkeypatch.context() as patch, case.writing() as writer:
        patch.setattr(Writer, "append", kill)
        with pytest.raises(Killed):
            writer.keep_beside_seal(10, FILES)
    found = checks(case)
    assert failed(found) == []
    assert sorted(c.item for c in unchecked(found)) == sorted(f"seals/10/{name}" for name in FILES)
    with CaseFile.open(case.path).writing():
        pass
    aside = {p.read_bytes() for p in (case.path / "journal" / "set-aside").iterdir()}
    assert aside == set(FILES.values())
    found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


@pytest.mark.parametrize("name", FILES)
def test_of_two_time_stamps_by_one_certificate_a_changed_file_of_one_fails_and_stays_where_it_is(tmp_path, name):
    case = small_case(tmp_path / "case")
    with case.writing() as writer:
        writer.keep_beside_seal(10, FILES)
    with case.writing() as writer:
        writer.keep_beside_seal(11, {"coast.tsq": b"query 2", "coast.tsr": b"reply 2", "coast.pem": b"certificate"})
    path = case.path / "journal" / "seals" / "10" / name
    path.write_bytes(b"changed")
    assert f"seals/10/{name}" in [c.item for c in failed(checks(case))]
    with CaseFile.open(case.path).writing():
        pass
    assert path.read_bytes() == b"changed"
    assert f"seals/10/{name}" in [c.item for c in failed(checks(case))]


def test_a_disk_that_does_not_take_a_time_stamp_is_said(tmp_path):
    case = small_case(tmp_path / "case")
    with case.writing() as writer, pytest.raises(Exception, match=r"not kept: coast\.tsq") as caught:
        writer.keep_beside_seal(99, FILES)  # no seal of that size, so no folder
    assert "Check the disk" in caught.value.next_step


def test_a_fingerprint_is_written_as_authorities_publish_it():
    assert spoken_print("00ff1a") == "00:FF:1A"


@pytest.mark.parametrize("text", ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "nowhere.pem"])
def test_a_certificate_that_cannot_be_read_is_said(tmp_path, text):
    with pytest.raises(WrongUseError, match="certificate of coast"):
        pinned_certificates(tmp_path, Authority("coast", "https://coast.example/", text))
