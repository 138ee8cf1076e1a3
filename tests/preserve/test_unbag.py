"""A bag becomes the same case again, or nothing: each way to spoil one is refused with its reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.preserve.bagging import LETTER, SCAN, bagged, digest_of, edit, full_case, relist, retag, taken_in
from tests.preserve.building import checks, failed

from answerable.preserve.age import new_identity, recipient_of
from answerable.preserve.bag import Beside, Wanted
from answerable.preserve.bag_errors import BagRefusedError, TargetThereError
from answerable.preserve.bag_intake import BagLimits
from answerable.preserve.bag_manifest import PAYLOAD, TAGS
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of
from answerable.preserve.errors import PreserveError
from answerable.preserve.seal_keys import own_keys
from answerable.terms.check import Outcome

READING = f"readings/{digest_of(LETTER)}.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[CaseFile, Path, Path]:
    """A case, its bag as a folder, and its machine's home. Tests copy the bag before they spoil it."""
    folder = tmp_path_factory.mktemp("made")
    before = os.environ["ANSWERABLE_HOME"]
    os.environ["ANSWERABLE_HOME"] = str(folder / "home")
    try:
        case = full_case(folder / "case")
        bagged(case, folder / "bag", beside=Beside([(READING, "письмо".encode())]))
    finally:
        os.environ["ANSWERABLE_HOME"] = before
    return case, folder / "bag", folder / "home"


@pytest.fixture
def bag(made, tmp_path) -> Path:
    shutil.copytree(made[1], tmp_path / "bag")
    return tmp_path / "bag"


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# ---------------------------------------------------------------- the same case again


def test_a_round_trip_loses_nothing(made, bag, tmp_path):
    case = made[0]
    copy, _ = taken_in(bag, tmp_path / "copy")
    assert tree(copy.path / "blobs") == tree(case.path / "blobs")
    assert tree(copy.path / "journal") == {k: v for k, v in tree(case.path / "journal").items() if k != "lock"}
    assert tree(copy.path)["case.toml"] == tree(case.path)["case.toml"]
    assert (copy.captures(), copy.declined()) == (case.captures(), case.declined())
    assert (copy.path.stat().st_mode & 0o077, copy.blob_path(digest_of(SCAN)).stat().st_mode & 0o222) == (0, 0)


def test_a_copy_verifies_as_its_original_does(made, bag, tmp_path):
    copy, _ = taken_in(bag, tmp_path / "copy")
    assert sorted(map(str, checks(copy))) == sorted(map(str, checks(made[0])))
    assert failed(checks(copy)) == []


def test_a_copy_bagged_again_is_the_same_but_for_what_it_added(made, bag, tmp_path):
    copy, _ = taken_in(bag, tmp_path / "copy")
    bagged(copy, tmp_path / "bag2")
    again, _ = taken_in(tmp_path / "bag2", tmp_path / "copy2")
    first = (made[0].path / "journal/entries/000000.jsonl").read_bytes()
    assert (again.path / "journal/entries/000000.jsonl").read_bytes().startswith(first)


def test_a_tar_and_a_folder_give_the_same_case(made, monkeypatch, tmp_path, tmp_path_factory):
    case, _, home = made
    monkeypatch.setenv("ANSWERABLE_HOME", str(shutil.copytree(home, tmp_path_factory.mktemp("home") / "home")))
    copied = CaseFile.open(shutil.copytree(case.path, tmp_path / "case"))
    bagged(copied, tmp_path / "bag.tar")
    copy, _ = taken_in(tmp_path / "bag.tar", tmp_path / "copy")
    assert tree(copy.path / "blobs") == tree(copied.path / "blobs")


def test_it_can_be_taken_in_encrypted_and_nothing_lies_in_clear(bag, tmp_path):
    copy, found = taken_in(bag, tmp_path / "copy", encrypted=True)
    assert failed([*found, *checks(copy)]) == []
    assert copy.read_blob(digest_of(LETTER)) == LETTER
    assert LETTER not in b"".join(tree(copy.path / "blobs").values())
    with copy.writing() as writer:
        writer.decline("x", "refused", "y")
    assert failed(checks(copy)) == []


def test_a_folder_in_use_is_left_alone(bag, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine").write_bytes(b"x")
    with pytest.raises(TargetThereError):
        taken_in(bag, tmp_path / "copy")


def test_an_empty_folder_will_do(bag, tmp_path):
    (tmp_path / "copy").mkdir()
    copy, _ = taken_in(bag, tmp_path / "copy")
    assert copy.last_seq() > 0


# ---------------------------------------------------------------- who sealed it


def sealed(found):
    return next(c for c in found if c.what == "bag")


def test_a_key_that_only_the_bag_names_is_not_checked_and_said(bag, tmp_path):
    _, found = taken_in(bag, tmp_path / "copy")
    assert sealed(found).outcome is Outcome.NOT_CHECKED
    assert "only the bag names" in sealed(found).reason


def test_a_key_learnt_by_another_way_holds(made, bag, tmp_path):
    case, _, home = made
    (key,) = own_keys(home, origin_of(case.settings.id))
    _, found = taken_in(bag, tmp_path / "copy", keys=[key])
    assert sealed(found).outcome is Outcome.HELD


def test_a_bag_without_a_seal_is_not_checked_and_said(bag, tmp_path):
    (bag / "seal.note").unlink()
    _, found = taken_in(bag, tmp_path / "copy")
    assert (sealed(found).outcome, "there is none" in sealed(found).reason) == (Outcome.NOT_CHECKED, True)


def test_the_seal_of_a_stranger_is_not_checked(made, bag, tmp_path):
    from answerable.preserve.bag_seal import seal_bag
    from answerable.preserve.seal_keys import seal_key

    origin = origin_of(made[0].settings.id)
    note = seal_bag(origin, (bag / TAGS).read_bytes(), seal_key(tmp_path / "stranger", origin))
    (bag / "seal.note").write_bytes(note)
    _, found = taken_in(bag, tmp_path / "copy")
    assert sealed(found).outcome is Outcome.NOT_CHECKED
    assert "nobody here knows" in sealed(found).reason


# ---------------------------------------------------------------- hostile bags


def blob(bag: Path, data: bytes) -> Path:
    return bag / "data" / "blobs" / digest_of(data)[:2] / digest_of(data)


def add(path: str, data: bytes = b"x") -> Callable[[Path], None]:
    def spoil(bag: Path) -> None:
        (bag / path).parent.mkdir(parents=True, exist_ok=True)
        (bag / path).write_bytes(data)
        relist(bag)

    return spoil


def list_also(path: str, name: str = PAYLOAD) -> Callable[[Path], None]:
    def spoil(bag: Path) -> None:
        edit(bag / name, lambda data: data + f"{digest_of(b'x')}  {path}\n".encode())
        retag(bag) if name == PAYLOAD else None

    return spoil


def change(name: str, how: Callable[[bytes], bytes], *, fit: bool = True) -> Callable[[Path], None]:
    def spoil(bag: Path) -> None:
        edit(bag / name, how)
        if fit:
            retag(bag)

    return spoil


def without(name: str) -> Callable[[Path], None]:
    def spoil(bag: Path) -> None:
        (bag / name).unlink()
        if name != TAGS:
            retag(bag)

    return spoil


def link(bag: Path) -> None:
    blob(bag, LETTER).unlink()
    blob(bag, LETTER).symlink_to("/etc/hostname")


def linked_folder(bag: Path) -> None:
    (bag / "data" / "more").symlink_to("/etc")


def pipe(bag: Path) -> None:
    os.mkfifo(bag / "data" / "pipe")


def other_bytes(bag: Path) -> None:
    edit(blob(bag, LETTER), lambda data: data.replace(b"3 March", b"4 March"))
    relist(bag)


def misnamed(bag: Path) -> None:
    data = b"planted"
    path = blob(bag, LETTER).with_name(digest_of(LETTER)[:2] + "0" * 62)
    path.write_bytes(data)
    relist(bag)


def planted(bag: Path) -> None:
    path = blob(bag, b"planted")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"planted")


def gone(bag: Path) -> None:
    blob(bag, SCAN).unlink()


def gone_and_listed_anew(bag: Path) -> None:
    blob(bag, SCAN).unlink()
    relist(bag)


def journal_rewritten(bag: Path) -> None:
    edit(bag / "journal/entries/000000.jsonl", lambda data: data.replace(b'"how":"file"', b'"how":"mail"', 1))
    relist(bag)


def journal_cut(bag: Path) -> None:
    edit(bag / "journal/entries/000000.jsonl", lambda data: b"".join(data.splitlines(True)[:-1]))
    relist(bag)


def note_forged(bag: Path) -> None:
    edit(bag / "journal/notes/000000.jsonl", lambda data: data.replace(b"veldonia/1.html", b"veldonia/9.html"))
    relist(bag)


def sealed_otherwise(bag: Path) -> None:
    text = (bag / "seal.note").read_text()
    (bag / "seal.note").write_text(text.replace(digest_of((bag / TAGS).read_bytes()), "0" * 64))


def signature_flipped(bag: Path) -> None:
    import base64

    body, _, line = (bag / "seal.note").read_text().rpartition(" ")
    signature = bytearray(base64.b64decode(line))
    signature[20] ^= 1
    (bag / "seal.note").write_text(f"{body} {base64.b64encode(bytes(signature)).decode()}\n")


def seal_without_form(bag: Path) -> None:
    (bag / "seal.note").write_bytes(b"trust me\n")


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "fetch.txt": (add("fetch.txt", b"https://veldonia.example/x 1 data/x\n"), "fetch.txt.*fetched from elsewhere"),
    "an absolute path in the manifest": (list_also("/etc/passwd"), "absolute"),
    "a climbing path in the manifest": (list_also("data/../../passwd"), "climbs"),
    "a climbing path in the tag manifest": (list_also("../passwd", TAGS), "climbs"),
    "a path under a home folder": (list_also("~root/x"), "absolute"),
    "a line break in a path": (list_also("data/a%0Ab"), "line break"),
    "a carriage return in a path": (list_also("data/a%0Db"), "line break"),
    "a % that stands for nothing": (list_also("data/a%2e%2e"), "% that stands for nothing"),
    "a path with a backslash": (list_also("data\\x"), "backslash"),
    "a path that shows as another": (list_also("data/\u202egpj.exe"), "acts instead of showing"),
    "a path listed twice": (change(PAYLOAD, lambda data: data + data.splitlines(True)[0]), "second time"),
    "a file that differs only by case": (add("README.TXT"), "no file of this name"),
    "a link to a file": (link, "it is a link"),
    "a link to a folder": (linked_folder, "it is a link"),
    "a pipe": (pipe, "pipe"),
    "an unlisted document": (planted, "does not list it"),
    "a file that is no document": (add("data/run-me.sh"), "no file of this name"),
    "a document under another digest": (misnamed, "its bytes are"),
    "a document that was changed and listed anew": (other_bytes, "its bytes are"),
    "a reading that was changed": (
        lambda bag: edit(bag / "data" / READING, lambda data: data + b"!"), "lists it as"),
    "a document that is missing": (gone, "it is missing"),
    "a document that is missing and not listed": (gone_and_listed_anew, "missing"),
    "another count of bytes": (change("bag-info.txt", lambda data: data.replace(b"Oxum: ", b"Oxum: 1")), "Oxum says"),
    "no count of bytes": (change("bag-info.txt", lambda data: data.replace(b"Payload-Oxum", b"Oxum")), "0 times"),
    "a count that is none": (change("bag-info.txt", lambda data: data.replace(b"Oxum: ", b"Oxum: x")), "does not give"),
    "a manifest of another algorithm": (add("manifest-md5.txt"), "'md5' is not supported"),
    "a tag manifest of another algorithm": (add("tagmanifest-sha1.txt"), "'sha1' is not supported"),
    "only a manifest of another algorithm": (
        lambda bag: (bag / PAYLOAD).rename(bag / "manifest-sha512.txt"), "'sha512' is not supported"),
    "another version": (change("bagit.txt", lambda data: data.replace(b"1.0", b"0.97")), "BagIt-Version: 1.0"),
    "another encoding": (change("bagit.txt", lambda data: data.replace(b"UTF-8", b"UTF-7")), "UTF-8"),
    "a manifest with a byte order mark": (change(PAYLOAD, lambda data: b"\xef\xbb\xbf" + data), "byte order mark"),
    "a manifest that is not UTF-8": (change(PAYLOAD, lambda data: data + b"\xff\n"), "not UTF-8"),
    "a manifest with other line ends": (change(PAYLOAD, lambda data: data.replace(b"\n", b"\r\n")), "line 1"),
    "no manifest": (without(PAYLOAD), "it is missing"),
    "no tag manifest": (without(TAGS), "it is missing"),
    "no bagit.txt": (without("bagit.txt"), "it is missing"),
    "no bag-info.txt": (without("bag-info.txt"), "it is missing"),
    "no case.toml": (without("case.toml"), "it is missing"),
    "a case.toml that is none": (change("case.toml", lambda data: b"name ="), "case.toml"),
    "a tag file that was changed": (change("README.txt", lambda data: data + b"!", fit=False), "lists it as"),
    "an unlisted tag file": (lambda bag: (bag / "keys/00000000.pem").write_bytes(b"x"), "does not list it"),
    "lists made anew with an old seal": (change("README.txt", lambda data: data + b"!"), "changed since"),
    "a seal of another bag": (sealed_otherwise, "changed since"),
    "a signature that does not fit": (signature_flipped, "does not fit"),
    "a seal that is none": (seal_without_form, "seal.note"),
    "a journal that was rewritten": (journal_rewritten, "was chained to|are not those"),
    "a journal that was cut": (journal_cut, "counts|holds"),
    "a note that was forged": (note_forged, "commits to other values"),
    "a file that nothing in the journal covers": (add("journal/more/x"), "nothing in the journal covers"),
    "folders that never end": (add("/".join(["data", *"abcdefghijkl", "x"])), "more than 8 deep"),
    "a list of withheld things that is none": (add("withheld.json", b"[]"), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_spoilt_bag_is_refused_with_its_reason_and_nothing_is_left(bag, tmp_path, name):
    spoil, reason = HOSTILE[name]
    spoil(bag)
    with pytest.raises(BagRefusedError, match=reason):
        taken_in(bag, tmp_path / "copy")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bag"]


@pytest.mark.parametrize("name", ["Case.toml", "BAGIT.TXT", "data/blobs/../x"])
def test_a_second_spelling_of_a_file_is_refused_in_a_tar(bag, tmp_path, name):
    import io
    import tarfile

    with tarfile.open(tmp_path / "bag.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in ("bagit.txt", "case.toml"):
            info = tarfile.TarInfo(path)
            info.size = len(data := (bag / path).read_bytes())
            archive.addfile(info, io.BytesIO(data))
        archive.addfile(tarfile.TarInfo(name))
    with pytest.raises(BagRefusedError):
        taken_in(tmp_path / "bag.tar", tmp_path / "copy")


def test_the_same_file_twice_in_a_tar_is_refused(bag, tmp_path):
    import io
    import tarfile

    with tarfile.open(tmp_path / "bag.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for data in (b"one", b"two"):
            info = tarfile.TarInfo("case.toml")
            info.size = 3
            archive.addfile(info, io.BytesIO(data))
    with pytest.raises(BagRefusedError, match="twice"):
        taken_in(tmp_path / "bag.tar", tmp_path / "copy")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (BagLimits(small_file=300), "larger than 300"),
        (BagLimits(files=5), "more than 5 files"),
        (BagLimits(one_file=10), "larger than"),
    ],
)
def test_a_bag_beyond_the_limits_is_refused(bag, tmp_path, limits, reason):
    with pytest.raises(BagRefusedError, match=reason):
        taken_in(bag, tmp_path / "copy", limits=limits)
    assert not (tmp_path / "copy").exists()


def test_a_bag_that_was_changed_and_listed_anew_in_full_is_caught_by_its_seal_alone(bag, tmp_path):
    """What BagIt by itself does not see: this bag is valid to every program, and is not the one that was sealed."""
    import bagit

    edit(bag / "data" / READING, lambda data: data.replace("письмо".encode(), "подлог".encode()))
    relist(bag)
    assert bagit.Bag(str(bag)).validate()
    with pytest.raises(BagRefusedError, match="changed since"):
        taken_in(bag, tmp_path / "copy")
    (bag / TAGS).unlink()
    assert bagit.Bag(str(bag)).validate()
    with pytest.raises(BagRefusedError, match="it is missing"):
        taken_in(bag, tmp_path / "copy")


def test_an_encrypted_bag_cut_short_or_altered_is_refused_and_nothing_is_left(
    made, monkeypatch, tmp_path, tmp_path_factory
):
    case, _, home = made
    monkeypatch.setenv("ANSWERABLE_HOME", str(shutil.copytree(home, tmp_path_factory.mktemp("home") / "home")))
    copied = CaseFile.open(shutil.copytree(case.path, tmp_path / "case"))
    identity = new_identity()
    bagged(copied, tmp_path / "bag.tar.age", Wanted(recipients=[recipient_of(identity)]))
    whole = (tmp_path / "bag.tar.age").read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for spoilt in (whole[:-1], whole[: len(whole) // 2], whole[:40], bytes(flipped), whole + b"x"):
        (tmp_path / "spoilt.tar.age").write_bytes(spoilt)
        with pytest.raises(PreserveError):
            taken_in(tmp_path / "spoilt.tar.age", tmp_path / "copy", identities=[identity])
        assert sorted(p.name for p in tmp_path.iterdir()) == ["bag.tar.age", "case", "spoilt.tar.age"]


def test_an_encrypted_copy_that_is_refused_leaves_no_key(bag, own_home, tmp_path):
    other_bytes(bag)
    with pytest.raises(BagRefusedError):
        taken_in(bag, tmp_path / "copy", encrypted=True)
    assert list((own_home / "cases").iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_bit_anywhere_in_a_bag_is_found(made, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("flipped")
    bag = Path(shutil.copytree(made[1], folder / "bag"))
    files = sorted(p for p in bag.rglob("*") if p.is_file() and p.stat().st_size)
    path = data.draw(st.sampled_from(files).map(lambda p: p.relative_to(bag)))
    whole = bytearray((bag / path).read_bytes())
    whole[data.draw(st.integers(0, 10**6)) % len(whole)] ^= 1 << data.draw(st.integers(0, 7))
    (bag / path).write_bytes(bytes(whole))
    try:
        _, found = taken_in(bag, folder / "copy")
    except PreserveError:
        return
    assert path.name == "seal.note"  # a changed id or name of a key: nobody here knows such a key, and that is said
    assert sealed(found).outcome is Outcome.NOT_CHECKED
    assert "nobody here knows" in sealed(found).reason
