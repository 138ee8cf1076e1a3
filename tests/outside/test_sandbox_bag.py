"""A stranger's bag is handled by a child: what comes out is the same, and what kills the child refuses the bag."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from msgspec import structs
from tests.preserve.bagging import bagged, edit, full_case, retag
from tests.preserve.building import small_case, take

from answerable.outside.sandbox_bag import SandboxedTaker
from answerable.outside.sandbox_frames import ChildLimits
from answerable.outside.seccomp import refuse_all_but_threads
from answerable.preserve.age import NotForUsError, new_identity, recipient_of
from answerable.preserve.bag import Wanted
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_intake import BagLimits
from answerable.preserve.bag_manifest import PAYLOAD
from answerable.preserve.bag_taking import InProcessTaker
from answerable.preserve.bag_tar import TarWriter
from answerable.preserve.errors import PreserveError
from answerable.preserve.unbag import Taking, unbag
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import AnswerableError, WrongUseError

pytestmark = pytest.mark.xdist_group("sandbox")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with a case, its bag as a folder, as a tar, and encrypted; and the machine's home."""
    folder = tmp_path_factory.mktemp("made")
    identity = new_identity()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_HOME", str(folder / "home"))
        case = full_case(folder / "case")
        bagged(case, folder / "bag")
        bagged(case, folder / "bag.tar")
        bagged(case, folder / "bag.tar.age", Wanted(recipients=[recipient_of(identity)]))
    (folder / "identity").write_text(identity)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", ["bag", "bag.tar", "bag.tar.age"])
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_child_makes_the_same_case_of_a_bag(made, tmp_path, name, encrypted, monkeypatch):
    taking = Taking(identities=[(made / "identity").read_text()], encrypted=encrypted)
    case, checks = unbag(made / name, tmp_path / "copy", taking, SandboxedTaker())
    kept = {case.read_blob(digest) for digest in case.kept()}
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "another-home"))  # where no key of that case is yet
    again, told_here = unbag(made / name, tmp_path / "again", taking, InProcessTaker())
    assert checks == told_here
    assert kept == {again.read_blob(digest) for digest in again.kept()}
    assert tree(case.path / "journal") == tree(again.path / "journal")
    if not encrypted:
        assert tree(case.path) == tree(again.path)


def test_a_bag_spoilt_is_refused_with_the_same_words_and_nothing_is_left(made, tmp_path):
    bad = tmp_path / "bad.tar"
    with tarfile.open(made / "bag.tar") as sound, tarfile.open(bad, "w", format=tarfile.USTAR_FORMAT) as out:
        for member in sound.getmembers():
            out.addfile(member, sound.extractfile(member))
        link = tarfile.TarInfo("data/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(link)
    said = []
    for taker in (SandboxedTaker(), InProcessTaker()):
        with pytest.raises(BagRefusedError) as refused:
            unbag(bad, tmp_path / "copy", Taking(), taker)
        said.append((str(refused.value), refused.value.next_step))
    assert said[0] == said[1]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.tar"]


def test_without_the_identity_it_is_said_what_is_missing(made, tmp_path):
    with pytest.raises(WrongUseError, match="encrypted for a recipient") as wrong:
        unbag(made / "bag.tar.age", tmp_path / "copy", Taking(), SandboxedTaker())
    assert "--identity" in wrong.value.next_step
    with pytest.raises(PreserveError) as other:
        unbag(made / "bag.tar.age", tmp_path / "copy", Taking(identities=[new_identity()]), SandboxedTaker())
    assert other.value.next_step == NotForUsError.next_step


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_file_as_large_as_is_allowed_is_taken_in_though_it_is_larger_once_encrypted(tmp_path, encrypted):
    largest = b"a long film of the bridge" * 80_000
    case = small_case(tmp_path / "case")
    with case.writing() as writer:
        film = take(writer, "film.mov", largest)
    bagged(case, tmp_path / "bag")
    taking = Taking(encrypted=encrypted, limits=BagLimits(one_file=len(largest)))
    copy, _ = unbag(tmp_path / "bag", tmp_path / "copy", taking, SandboxedTaker())
    assert copy.read_blob(film.digest) == largest


def test_a_child_without_memory_refuses_the_bag(made, tmp_path):
    limits = structs.replace(ChildLimits(), memory=40 << 20)  # not even enough to import what it needs
    with pytest.raises(BagRefusedError, match="the whole of it"):
        unbag(made / "bag.tar", tmp_path / "copy", Taking(), SandboxedTaker(limits))
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def many(made, tmp_path_factory) -> Path:
    """A tar with a bag of 80,000 short texts."""
    bag = tmp_path_factory.mktemp("many") / "bag"
    shutil.copytree(made / "bag", bag)
    (bag / "seal.note").unlink()
    words = b"the gate was locked"
    texts = [f"data/readings/{number:064x}.txt" for number in range(80_000)]
    with (bag / PAYLOAD).open("a") as listing:
        listing.writelines(f"{digest_bytes(words)}  {path}\n" for path in texts)
    octets, count = re.search(r"Payload-Oxum: (\d+)\.(\d+)", (bag / "bag-info.txt").read_text()).groups()
    oxum = b"Oxum: %d.%d" % (int(octets) + len(words) * len(texts), int(count) + len(texts))
    edit(bag / "bag-info.txt", lambda data: re.sub(rb"Oxum: \S+", oxum, data))
    retag(bag)
    with bag.with_suffix(".tar").open("wb") as out:
        tar = TarWriter(out)
        for path, data in (tree(bag) | dict.fromkeys(texts, words)).items():
            tar.put(path, len(data), lambda sink, data=data: sink.write(data))
        tar.close()
    return bag.with_suffix(".tar")


def test_a_bag_of_many_files_has_the_memory_for_their_names(many, tmp_path):
    """Under a limit that is enough for the child itself, and not for so many."""
    limits = structs.replace(ChildLimits(), memory=160 << 20)
    case, _ = unbag(many, tmp_path / "copy", Taking(), SandboxedTaker(limits))
    assert case.kept()


def test_no_bag_has_memory_for_more_files_than_are_taken(many, tmp_path):
    limits = structs.replace(ChildLimits(), memory=40 << 20)
    with pytest.raises(BagRefusedError, match="the whole of it"):
        unbag(many, tmp_path / "copy", Taking(limits=BagLimits(files=100)), SandboxedTaker(limits))


@pytest.mark.parametrize("what", ["seconds", "cpu_seconds"])
def test_a_list_that_takes_for_ever_is_stopped(made, tmp_path, what, monkeypatch):
    taken_over(tmp_path / "first", monkeypatch, "while True: pass" if what == "cpu_seconds" else "time.sleep(60)")
    limits = structs.replace(ChildLimits(), **{"seconds": 60.0, "cpu_seconds": 60, what: 2})
    says = {"seconds": "stopped: it took longer than 2 seconds", "cpu_seconds": "stopped: it used more processor time"}
    with pytest.raises(BagRefusedError, match=says[what]):
        unbag(made / "bag.tar", tmp_path / "copy", Taking(), SandboxedTaker(limits))
    assert [p.name for p in tmp_path.iterdir()] == ["first"]


DEATHS = {
    "answers for ever": ("while True: os.write(answers, bytes(1 << 16))", "stopped: it answered more than 268,435,456 bytes"),
    "crashes": ("os.kill(os.getpid(), signal.SIGSEGV)", "the process that handled it crashed: SIGSEGV"),
    "exits": ("os._exit(3)", "the process that handled it died with exit status 3"),
    "leaves in silence": ("os._exit(0)", "the process that handled it died with exit status 0"),
}  # fmt: skip


@pytest.mark.parametrize(("act", "says"), DEATHS.values(), ids=DEATHS)
def test_a_child_that_a_bag_took_over_refuses_the_bag_and_why_is_said(made, tmp_path, act, says, monkeypatch):
    taken_over(tmp_path / "first", monkeypatch, act)
    limits = structs.replace(ChildLimits(), memory=256 << 20, seconds=120.0, cpu_seconds=120)
    with pytest.raises(BagRefusedError) as refused:
        unbag(made / "bag.tar", tmp_path / "copy", Taking(), SandboxedTaker(limits))
    assert says in str(refused.value)
    assert [p.name for p in tmp_path.iterdir()] == ["first"]


def taken_over(folder: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """A module of another name stands for a child that a bag has made do `act`."""
    monkeypatch.syspath_prepend(str(folder))
    folder.mkdir()
    code = "from answerable.outside import sandbox_bag_child as real\nimport json, os, signal, sys, time\n"
    code += "answers = json.loads(sys.argv[1])[3]\n"
    code += "def main():\n real._answer = act\n real.main()\ndef act(order):\n " + act + "\n"
    (folder / "child_taken_over.py").write_text(code)
    monkeypatch.setattr("answerable.outside.sandbox_bag.CHILD", "child_taken_over")


def test_a_child_that_cannot_be_started_leaves_nothing_open(made, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    before = sorted(Path("/proc/self/fd").iterdir())
    with pytest.raises(AnswerableError):
        unbag(made / "bag.tar", tmp_path / "copy", Taking(), SandboxedTaker())
    assert sorted(Path("/proc/self/fd").iterdir()) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_a_child_for_bags_may_start_threads_and_nothing_else():
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = refuse_all_but_threads()
        thread = threading.Thread(target=os.write, args=(write, b"thread "))
        thread.start()
        thread.join()
        for start in (
            os.fork,
            lambda: os.execv("/bin/true", ["true"]),
            lambda: os.posix_spawn("/bin/true", ["true"], {}),
        ):
            try:
                start()
            except OSError:
                os.write(write, b"refused ")
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"thread refused refused refused "
