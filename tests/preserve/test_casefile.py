"""A case folder from making to reading again, as the other stages use it."""

from __future__ import annotations

import io
import stat
import time

import pytest
from tests.preserve.building import NOON, checks, entry_lines, failed, small_case, take, unchecked

from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import (
    BytesChangedError,
    BytesMissingError,
    JournalDamagedError,
    NotACaseError,
    NotEmptyError,
)
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import ExitCode, WrongUseError


def acts(case: CaseFile) -> list[str]:
    return [entry.act for entry in case.entries()]


# ---------------------------------------------------------------- making and opening


def test_a_new_case_is_empty_private_and_ready(tmp_path):
    case = CaseFile.create(tmp_path / "a" / "case", name="桥", question="谁?")
    assert (case.settings.name, case.settings.question, case.last_seq()) == ("桥", "谁?", -1)
    assert stat.S_IMODE(case.path.stat().st_mode) == 0o700
    assert (case.captures(), case.declined(), list(case.notes())) == ([], [], [])
    assert failed(checks(case)) == []


def test_a_folder_with_other_things_in_it_does_not_become_a_case(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotEmptyError) as caught:
        CaseFile.create(tmp_path, name="x")
    assert caught.value.exit_code is ExitCode.WRONG_USE
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_case_toml_written_by_hand_becomes_a_case_as_it_is(tmp_path):
    text = 'id = "00112233445566778899aabbccddeeff"\nname = "By hand"\n'
    (tmp_path / "case.toml").write_text(text)
    assert CaseFile.create(tmp_path, name="ignored").settings.name == "By hand"
    assert (tmp_path / "case.toml").read_text() == text


def test_a_case_is_not_made_twice(tmp_path):
    small_case(tmp_path / "case")
    with pytest.raises(WrongUseError, match="already"):
        CaseFile.create(tmp_path / "case", name="x")


def test_what_is_not_a_case_is_named_with_what_to_do(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "case.toml").write_text("")
    for folder, words in (("none", "no such folder"), ("empty", "no case.toml"), ("half", "no journal")):
        with pytest.raises(NotACaseError, match=words) as caught:
            CaseFile.open(tmp_path / folder)
        assert "answerable init" in caught.value.next_step


def test_a_case_copied_without_its_empty_folders_works(tmp_path):
    case = small_case(tmp_path / "case")
    for name in ("journal/set-aside", "blobs/.incoming", "derived"):
        (case.path / name).rmdir()
    with CaseFile.open(case.path).writing() as writer:
        take(writer, "new.html", b"new")
    assert failed(checks(case)) == []


# ---------------------------------------------------------------- what is written


def test_what_was_acquired_is_told_in_order_with_its_facts(tmp_path):
    case = small_case(tmp_path / "case")
    assert [c.path for c in case.captures()] == [f"veldonia/{n}.html" for n in range(5)]
    assert case.declined() == [("veldonia/loop", "skipped", "a loop of folders")]
    assert acts(case) == ["created", "named", "key-changed", *["acquired"] * 5, "skipped", "ran"]
    assert case.last_seq() == 9
    assert case.read_blob(case.captures()[2].digest) == b"report 2 on the bridge"
    assert [e.seq for e in case.entries()] == list(range(10))


def test_the_same_bytes_elsewhere_are_seen_again(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        take(writer, "a", b"same")
        take(writer, "b", b"same")
        writer.commit()
        take(writer, "c", b"same")
    assert acts(case)[3:] == ["acquired", "seen-again", "seen-again"]
    assert [c.path for c in case.captures()] == ["a", "b", "c"]


def test_a_command_that_adds_nothing_writes_nothing(tmp_path):
    case = small_case(tmp_path / "case")
    before = {p: p.stat().st_mtime_ns for p in sorted(case.path.rglob("*"))}
    with CaseFile.open(case.path).writing():
        pass
    assert {p: p.stat().st_mtime_ns for p in sorted(case.path.rglob("*"))} == before


def test_no_path_name_address_or_reason_stands_in_a_line(tmp_path):
    planted = "YsoldeMarn"
    case = CaseFile.create(tmp_path / "case", name=f"case of {planted}", question=f"Who heard {planted}?")
    with case.writing() as writer:
        take(
            writer,
            f"{planted}/{planted}.html",
            f"testimony of {planted}".encode(),
            address=f"https://{planted}.example/",
            declared_type=f"text/{planted}",
            claimed_at=planted,
            facts=((planted, planted),),
        )
        writer.decline(planted, "refused", f"{planted} is a link")
        kept = writer.keep_bytes(planted.encode())
        writer.append("judged", objects=[kept.digest], reason=f"{planted} saw it", note={"coder": planted})
    lines = b"\n".join(entry_lines(case))
    assert planted.lower() not in lines.decode().lower()
    notes = b"".join(p.read_bytes() for p in (case.path / "journal" / "notes").iterdir())
    assert notes.count(planted.encode()) >= 8
    assert not any(planted in str(p.relative_to(tmp_path)) for p in case.path.rglob("*"))


def test_a_reason_in_words_goes_to_the_note(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        writer.append("undone", reason="Othmar was right", note={"decision": "d"})
    seq = case.last_seq()
    assert [e.reason for e in case.entries()][seq] == "see-note"
    assert dict(case.notes())[seq] == {"decision": "d", "reason": "Othmar was right"}


UNFIT = {
    "an act that is not in the list": {"act": "leaked"},
    "a name for a tool": {"act": "ran", "tool": "Ysolde's own, from the stick"},
    "an object that is not kept": {"act": "ran", "objects": [digest_bytes(b"nowhere")]},
    "too many objects": {"act": "ran", "objects": [digest_bytes(b"x")] * 901},
    "two reasons": {"act": "undone", "reason": "one", "note": {"reason": "two"}},
    "a note of bytes": {"act": "undone", "note": {"a": b"x"}},
}


@pytest.mark.parametrize("arguments", UNFIT.values(), ids=UNFIT)
def test_what_a_line_must_not_say_is_refused_before_anything_is_written(tmp_path, arguments):
    case = small_case(tmp_path / "case")
    size = case.last_seq()
    with case.writing() as writer, pytest.raises(ValueError):
        writer.append(**arguments)
    assert case.last_seq() == size


def test_bytes_kept_and_named_by_no_entry_get_one_at_the_end(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        loose = [writer.keep_bytes(b"%d" % n).digest for n in range(1000)]
    assert acts(case)[-2:] == ["kept", "kept"]
    assert {d for e in case.entries() if e.act == "kept" for d in e.objects} == set(loose)
    assert (failed(checks(case)), unchecked(checks(case))) == ([], [])


def test_blobs_are_named_by_digest_and_not_writable(tmp_path):
    case = small_case(tmp_path / "case")
    digest = case.captures()[0].digest
    path = case.blob_path(digest)
    assert path == case.path / "blobs" / digest[:2] / digest
    assert stat.S_IMODE(path.stat().st_mode) == 0o440


def test_a_batch_is_full_after_sixty_four_entries_or_a_fifth_of_a_second(tmp_path):
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        writer.commit()
        assert (writer.pending, writer.pending_seconds, writer.is_full) == (0, 0.0, False)
        for number in range(64):
            writer.decline(f"{number}", "skipped", "x")
        assert (writer.pending, writer.is_full) == (64, True)
        writer.commit()
        writer.decline("one", "skipped", "x")
        time.sleep(0.21)
        assert (writer.pending, writer.is_full) == (1, True)


# ---------------------------------------------------------------- settings and people


def test_a_changed_case_toml_is_kept_with_an_entry_and_an_unchanged_one_is_not(tmp_path):
    case = small_case(tmp_path / "case")
    path = case.path / "case.toml"
    path.write_text(path.read_text() + 'languages = ["ug"]\n')
    for _ in range(2):
        with CaseFile.open(case.path).writing():
            pass
    assert acts(case)[-1:] == ["settings-changed"]
    assert acts(case).count("settings-changed") == 1
    kept = [e.objects[0] for e in case.entries() if e.act in ("created", "settings-changed")]
    assert case.read_blob(kept[1]) == path.read_bytes()
    assert b"languages" not in case.read_blob(kept[0])


def test_a_changed_case_id_is_refused(tmp_path):
    case = small_case(tmp_path / "case")
    path = case.path / "case.toml"
    path.write_text(path.read_text().replace(case.settings.id, "f" * 32))
    with pytest.raises(WrongUseError, match="id"), CaseFile.open(case.path).writing():
        pass


def test_one_person_at_one_machine_has_one_id_in_a_case_and_another_in_the_next(tmp_path, monkeypatch):
    case = small_case(tmp_path / "case")
    with case.writing() as writer:
        first = writer.agent.id
    with CaseFile.open(case.path).writing() as writer:
        assert writer.agent.id == first
    with small_case(tmp_path / "other").writing() as writer:
        assert writer.agent.id != first
    monkeypatch.setattr("getpass.getuser", lambda: "othmar")
    with case.writing() as writer:
        second = writer.agent.id
    assert second != first
    assert {e.actor for e in case.entries()} == {first, second}
    assert [v["id"] for _, v in case.notes() if "name" in v] == [first, second]


# ---------------------------------------------------------------- reading again


def test_changed_bytes_are_not_given_out(tmp_path):
    case = small_case(tmp_path / "case")
    digest = case.captures()[0].digest
    case.blob_path(digest).chmod(0o640)
    case.blob_path(digest).write_bytes(b"a kinder report")
    with pytest.raises(BytesChangedError) as caught:
        case.read_blob(digest)
    assert (digest in str(caught.value), digest_bytes(b"a kinder report") in str(caught.value)) == (True, True)


def test_missing_bytes_are_named(tmp_path):
    case = small_case(tmp_path / "case")
    with pytest.raises(BytesMissingError, match=digest_bytes(b"never")):
        case.read_blob(digest_bytes(b"never"))


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_acquiring_again_heals_damaged_bytes_and_says_so(tmp_path, damage):
    case = small_case(tmp_path / "case")
    digest = case.captures()[0].digest
    path = case.blob_path(digest)
    path.unlink()
    if damage == "changed":
        path.write_bytes(b"rot")
    with case.writing() as writer:
        take(writer, "backup/0.html", b"report 0 on the bridge")
    assert case.read_blob(digest) == b"report 0 on the bridge"
    assert [e.reason for e in case.entries() if e.act == "healed"] == [damage]
    assert (failed(checks(case)), unchecked(checks(case))) == ([], [])
    aside = {p.name: p.read_bytes() for p in (case.path / "journal" / "set-aside").iterdir()}
    assert aside == ({digest_bytes(b"rot"): b"rot"} if damage == "changed" else {})


def test_a_reader_beside_a_writer_sees_what_is_committed(tmp_path):
    case = small_case(tmp_path / "case")
    reader = CaseFile.open(case.path)
    assert len(reader.captures()) == 5
    with case.writing() as writer:
        take(writer, "six", b"six")
        assert len(reader.captures()) == 5
        writer.commit()
        assert [c.path for c in reader.captures()][5:] == ["six"]


def test_what_was_recorded_before_an_error_is_kept_and_the_error_goes_on(tmp_path):
    case = small_case(tmp_path / "case")

    def stage() -> None:
        with case.writing() as writer:
            take(writer, "before", b"before")
            raise KeyError("a fault of the stage")

    with pytest.raises(KeyError):
        stage()
    assert [c.path for c in case.captures()][5:] == ["before"]
    assert (failed(checks(case)), unchecked(checks(case))) == ([], [])


def test_a_journal_that_was_altered_is_not_added_to(tmp_path):
    case = small_case(tmp_path / "case")
    file = case.path / "journal" / "entries" / "000000.jsonl"
    altered = file.read_bytes().replace(b'"act":"skipped"', b'"act":"refused"')
    file.write_bytes(altered)
    with pytest.raises(JournalDamagedError), case.writing():
        pass
    assert file.read_bytes() == altered


def test_ten_thousand_captures_are_told_in_half_a_second(tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda fd: None)  # the disk is not what is measured
    case = CaseFile.create(tmp_path / "case", name="x")
    with case.writing() as writer:
        kept = writer.keep(io.BytesIO(b"x"), limit=1)
        from answerable.acquire.capture import Capture

        for number in range(10_000):
            facts = (("status", "200"), ("server", "veldonia"))
            writer.record(Capture(kept.digest, 1, f"a/{number}.html", "file", NOON, writer.agent.id, facts=facts))
    fresh = CaseFile.open(case.path)
    start = time.process_time()
    captures = fresh.captures()
    spent = time.process_time() - start
    assert len(captures) == 10_000
    assert spent < 0.5
