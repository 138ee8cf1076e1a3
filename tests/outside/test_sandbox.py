"""Child processes: a reader may die in any way; the reason is said and the next document is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.read.making import PAGE, docx, page, paragraph

from answerable.outside.sandbox import ChildLimits, SandboxedReaders
from answerable.read.documents import Hints
from answerable.read.limits import ReadLimits
from answerable.read.reading import Reading
from answerable.read.reading_many import InProcessReaders, ReadJob
from answerable.terms.digest import digest_bytes

ROOT = Path(__file__).parents[2]
SPECIMENS = ROOT / "tests" / "specimens" / "hostile"
TIGHT = ChildLimits(seconds=1.5, cpu_seconds=1, output=1 << 20)

pytestmark = pytest.mark.xdist_group("sandbox")  # it counts processes of the whole machine


def job(folder: Path, data: bytes | str, **hints: str) -> ReadJob:
    raw = data.encode() if isinstance(data, str) else data
    digest = digest_bytes(raw)
    path = folder / digest
    path.write_bytes(raw)
    return ReadJob(digest, path, Hints(**hints))  # type: ignore[arg-type]


def read_each(readers: SandboxedReaders | InProcessReaders, jobs: list[ReadJob]) -> list[Reading]:
    return [reading for _, reading, _ in readers.read_all(jobs)]


@pytest.fixture(scope="module")
def readers() -> Iterator[SandboxedReaders]:
    with SandboxedReaders(workers=2) as made:
        yield made


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxedReaders]:
    """Readers whose plain-text reader does what the document says, under tight limits."""
    monkeypatch.setattr("answerable.outside.sandbox_line.SERVER", "tests.outside.faulty_server")
    monkeypatch.syspath_prepend(str(ROOT))
    with SandboxedReaders(TIGHT, workers=2, ocr=False) as made:
        yield made


def test_documents_come_back_in_order_and_as_if_read_here(readers: SandboxedReaders, tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"Letter number {n}\n\nПисьмо номер {n}, 第{n}封信。\n", path=f"{n}.txt") for n in range(30)]
    jobs += [job(tmp_path, PAGE), job(tmp_path, docx(paragraph("Words"))), job(tmp_path, b"\x00\x01\x02" * 40)]
    there = read_each(readers, jobs)
    assert there == read_each(InProcessReaders(), jobs)
    assert [r.capture for r in there] == [j.capture for j in jobs]


def test_names_that_are_no_utf_8_reach_the_reader(readers: SandboxedReaders, tmp_path: Path) -> None:
    odd = os.fsdecode(b"\xff\xfe.html")
    (reading,) = read_each(readers, [job(tmp_path, "Words <b>of</b> a letter", path=odd)])
    assert reading.media_type == "text/html"


DEATHS = {
    "eats-memory": "memory",
    "sleeps": "longer than 1.5 seconds",
    "burns": "",
    "kills-itself": "stopped",
    "crashes": "SIGSEGV",
    "exits": "exit status 3",
    "overflows": "output",
}


@pytest.mark.parametrize(("death", "says"), DEATHS.items(), ids=DEATHS.keys())
def test_a_reader_that_dies_is_said_and_the_next_document_is_read(
    faulty: SandboxedReaders, tmp_path: Path, death: str, says: str
) -> None:
    dead, alive = read_each(faulty, [job(tmp_path, death), job(tmp_path, "still-here")])
    assert (dead.outcome, dead.text) == ("unreadable", "")
    assert dead.reason
    assert says in dead.reason
    assert alive.text == "still-here"


def test_a_reader_opens_no_more_files_than_the_limit(faulty: SandboxedReaders, tmp_path: Path) -> None:
    (reading,) = read_each(faulty, [job(tmp_path, "opens-files")])
    assert "Too many open files" in reading.reason


def test_only_a_reader_that_recognises_pictures_gets_the_time_for_them(
    faulty: SandboxedReaders, tmp_path: Path
) -> None:
    with SandboxedReaders(structs.replace(TIGHT, ocr_seconds=60.0), workers=1, ocr=True) as readers:
        slow, picture = read_each(readers, [job(tmp_path, "sleeps"), job(tmp_path, "recognises")])
    assert "longer than 1.5 seconds" in slow.reason
    assert picture.text == "recognises"


def test_the_limits_of_reading_reach_the_child(tmp_path: Path) -> None:
    with SandboxedReaders(ChildLimits(read=ReadLimits(text_characters=100)), workers=1, ocr=False) as readers:
        (reading,) = read_each(readers, [job(tmp_path, "words of a letter " * 50)])
    assert (reading.outcome, len(reading.text) <= 100) == ("partial", True)


def test_the_server_itself_may_die_and_work_goes_on(faulty: SandboxedReaders, tmp_path: Path) -> None:
    dead, alive = read_each(faulty, [job(tmp_path, "kills-the-server"), job(tmp_path, "still-here")])
    assert dead.outcome == "unreadable"
    assert alive.text == "still-here"


def test_a_reader_that_needs_no_other_program_can_start_none(faulty: SandboxedReaders, tmp_path: Path) -> None:
    if not faulty.enforced()["processes"].startswith("enforced"):
        pytest.skip("this kernel takes no filter of its calls")
    (reading,) = read_each(faulty, [job(tmp_path, "leaves-a-child")])
    assert "not permitted" in reading.reason


def test_what_a_reader_started_dies_with_it(faulty: SandboxedReaders, tmp_path: Path) -> None:
    with SandboxedReaders(TIGHT, workers=1, ocr=True) as readers:  # one that may start Tesseract
        readers.enforced()
        before = _sleepers()
        assert before
        (reading,) = read_each(readers, [job(tmp_path, "leaves-a-child")])
        assert "longer than" in reading.reason
        time.sleep(0.2)
        assert _sleepers() <= before  # a server that was ending anyway may have gone meanwhile


def _sleepers() -> int:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return listed.count("faulty_server")


def test_a_child_has_no_network_no_environment_and_an_empty_folder(faulty: SandboxedReaders, tmp_path: Path) -> None:
    net, around = read_each(faulty, [job(tmp_path, "asks-the-net"), job(tmp_path, "looks-around")])
    if faulty.enforced()["network"].startswith("enforced"):
        # not permitted by the filter, or unreachable: not even the loopback is up
        assert net.text in ("refused 1", "refused 101")
    assert around.text.startswith("[] [] ")
    assert int(around.text.split()[2]) <= 6
    assert around.text.split()[3] == "0"


def test_every_limit_says_whether_it_is_enforced(readers: SandboxedReaders) -> None:
    states = readers.enforced()
    assert {"network", "memory", "time", "output", "open files", "core dumps"} <= set(states)
    assert all(state.startswith(("enforced", "not enforced: ")) for state in states.values())


def test_a_link_a_folder_and_a_missing_file_are_failures_with_reasons(
    readers: SandboxedReaders, tmp_path: Path
) -> None:
    whole = job(tmp_path, "Words of a letter.\n")
    link = tmp_path / "link"
    link.symlink_to(whole.path)
    odd = [ReadJob(whole.capture, path, Hints()) for path in (link, tmp_path, tmp_path / "nowhere")]
    *failures, last = read_each(readers, [*odd, whole])
    assert [f.outcome for f in failures] == ["unreadable"] * 3
    assert all("cannot be opened" in f.reason for f in failures)
    assert last.text == "Words of a letter."


def test_traps_for_readers_leave_the_others_alone(readers: SandboxedReaders, tmp_path: Path) -> None:
    traps = [
        "<html><body>" + "<div>" * 1_000_000,
        "<html>" + "<a " * 20_000,
        page("<p>" * 40_000),
        "%PDF-1.7\n" + "1 0 obj <<" * 50_000,
    ]
    *trapped, last = read_each(readers, [*(job(tmp_path, t) for t in traps), job(tmp_path, PAGE)])
    assert all(r.reason for r in trapped if r.outcome != "read")
    assert last.outcome == "read"


MENDED = {
    "pdf-drawn-by-itself.pdf": "a page draws a form that draws itself, or forms too deep inside others; not drawn",
}


def test_of_each_specimen_that_once_crashed_its_reader_it_is_known_what_is_said_now() -> None:
    assert {path.name for path in SPECIMENS.iterdir()} == set(MENDED)


@pytest.mark.parametrize(("specimen", "says"), MENDED.items(), ids=MENDED)
def test_a_specimen_that_once_crashed_its_reader_no_longer_does_and_the_next_document_is_read(
    readers: SandboxedReaders, tmp_path: Path, specimen: str, says: str
) -> None:
    mended, last = read_each(readers, [job(tmp_path, (SPECIMENS / specimen).read_bytes()), job(tmp_path, PAGE)])
    assert mended.reason == says
    assert last.outcome == "read"


def test_the_process_of_the_readers_ends_with_them(tmp_path: Path) -> None:
    code = (
        "from answerable.outside.sandbox import SandboxedReaders\n"
        "import os\nr = SandboxedReaders(workers=1, ocr=False)\nr.enforced()\n"
        "print(r._server._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    server = int(done.stdout)
    until = time.monotonic() + 5
    while time.monotonic() < until and _alive(server):
        time.sleep(0.05)
    assert not _alive(server)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except OSError:
        return False
