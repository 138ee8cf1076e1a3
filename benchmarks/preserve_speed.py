"""How fast a case is written and verified, beside the plainest programs that do the same to the disk.

Run:  python benchmarks/preserve_speed.py [FOLDER]   (a folder on the disk to be measured; default: a temporary one)
Out:  a table. Seconds are wall-clock; CPU is of this process and its children.

The plain loop for acquiring makes the same durable calls without journal logic, digests of lines, notes or tree:
once with the batches that acquiring uses, once item by item, as a program without batches would.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from answerable.acquire.capture import Capture
from answerable.preserve.casefile import CaseFile
from answerable.preserve.verify import verify_case
from answerable.terms.check import Outcome
from answerable.terms.moment import now

ACQUIRED = {"10,000 files of 20 kB": (10_000, 20_000), "20 files of 500 MB": (20, 500_000_000)}
VERIFIED = {"10,000 files of 20 kB": (10_000, 20_000), "60 files of 4 MB": (60, 4_000_000)}
ENTRIES = 100_000
BLOCK = random.Random(1).randbytes(1 << 20)


def row(what: str, value: str, limit: str = "") -> None:
    print(f"{what:<58} {value:>22}  {limit}")


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and CPU seconds of `act`."""
    wall, cpu = time.perf_counter(), os.times()
    act()
    after = os.times()
    return time.perf_counter() - wall, sum(after[:4]) - sum(cpu[:4])


@contextmanager
def without_sync() -> Iterator[None]:
    """For building what is then measured."""
    with patch("os.fsync", lambda fd: None):
        yield


class Document(io.RawIOBase):
    """A stream of `size` bytes that no other `number` gives; reading costs a copy of memory, and nothing on any disk."""

    def __init__(self, number: int, size: int) -> None:
        self.head, self.left = b"%016d" % number, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(self.left, len(BLOCK) if size < 0 else size, len(BLOCK))
        piece = self.head + BLOCK[: size - len(self.head)] if self.head else BLOCK[:size]
        self.head, self.left = b"", self.left - len(piece)
        return piece


def acquire(case: CaseFile, count: int, size: int) -> None:
    with case.writing() as writer:
        for number in range(count):
            kept = writer.keep(Document(number, size), limit=1 << 30)
            writer.record(Capture(kept.digest, kept.size, f"pages/{number}.html", "file", now(), writer.agent.id))
            if writer.is_full:
                writer.commit()


def plain_loop(folder: Path, count: int, size: int, batch: int) -> None:
    """Temporary name, sync, rename, sync of the folder, two appended lines, two syncs; `batch` items at a time."""
    (folder / "new").mkdir(parents=True)
    logs = [os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for name in ("notes", "entries")]

    def sync_folder(path: Path) -> None:
        fd = os.open(path, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)

    with ThreadPoolExecutor(8 if batch > 1 else 1) as pool:
        for start in range(0, count, batch):
            written = []
            for number in range(start, min(start + batch, count)):
                temporary, digest, document = folder / "new" / str(number), hashlib.sha256(), Document(number, size)
                fd = os.open(temporary, os.O_WRONLY | os.O_CREAT)
                while piece := document.read(1 << 20):
                    digest.update(piece)
                    os.write(fd, piece)
                written.append((fd, temporary, digest.hexdigest()))
            list(pool.map(os.fsync, [fd for fd, _, _ in written]))
            shards = set()
            for fd, temporary, digest in written:
                os.close(fd)
                shard = folder / digest[:2]
                shard.mkdir(exist_ok=True)
                temporary.rename(shard / digest)
                shards.add(shard)
            list(pool.map(sync_folder, [*shards, folder]))
            for log in logs:
                os.write(log, b"".join(b'{"objects":["%b"]}\n' % digest.encode() for _, _, digest in written))
                os.fsync(log)
    for log in logs:
        os.close(log)


def measure_acquiring(folder: Path) -> None:
    for name, (count, size) in ACQUIRED.items():
        acquire_beside_a_loop(folder / name.replace(" ", "-"), name, count, size)


def acquire_beside_a_loop(folder: Path, name: str, count: int, size: int) -> None:
    """Ours, the loop, the loop, ours, each on a disk with nothing left to write: what one leaves behind slows the next."""
    ours, loops = [], []
    for turn in ("ours", "loop", "loop", "ours"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.sync()
        if turn == "ours":
            case = CaseFile.create(folder / "case", name="acquiring")
            ours.append(timed(lambda case=case: acquire(case, count, size)))
        else:
            loops.append(timed(lambda: plain_loop(folder / "loop", count, size, 64 if size < 1 << 20 else 1)))
    again, _ = timed(lambda: acquire(CaseFile.open(folder / "case"), count, size))
    told = [" + ".join(f"{wall:.2f}" for wall, _ in runs) + f" s ({runs[0][1]:.2f} CPU)" for runs in (ours, loops)]
    ratio = sum(wall for wall, _ in ours) / sum(wall for wall, _ in loops)
    row(f"acquire {name}, durably", told[0])
    row("  a plain loop, same calls", told[1], f"x {ratio:.2f}, at most 1.3")
    row("  the same files offered again", f"{again:.2f} s")
    shutil.rmtree(folder)


def measure_verify_bytes(folder: Path) -> None:
    for name, (count, size) in VERIFIED.items():
        case = CaseFile.create(folder / name.replace(" ", "-"), name=name)
        with without_sync():
            acquire(case, count, size)
        blobs = [str(p) for p in (case.path / "blobs").rglob("*") if p.is_file()]
        megabytes = count * size / 1e6

        def sha256sum(blobs: list[str] = blobs) -> None:
            subprocess.run(["sha256sum", *blobs], stdout=subprocess.DEVNULL, check=True)

        def verify(case: CaseFile = case) -> None:
            assert not [c for c in verify_case(case.path) if c.outcome is Outcome.FAILED]

        verify()  # both then read from memory
        theirs, _ = min(timed(sha256sum) for _ in range(3))
        ours, cpu = min(timed(verify) for _ in range(3))
        row(f"verify {name}", f"{megabytes / ours:,.0f} MB/s ({cpu:.2f} CPU)", "at least 200 MB/s")
        row(
            "  sha256sum of the same files",
            f"{megabytes / theirs:,.0f} MB/s",
            f"x {theirs / ours:.2f} its speed, at least 0.8",
        )


def measure_entries(folder: Path) -> None:
    case = CaseFile.create(folder / "entries", name="entries")
    with without_sync(), case.writing() as writer:
        kept = writer.keep(io.BytesIO(b"x"), limit=1)
        facts = (("status", "200"), ("content-type", "text/html"))
        for number in range(ENTRIES):
            path = f"pages/{number}.html"
            writer.record(Capture(kept.digest, 1, path, "file", now(), writer.agent.id, facts=facts))
            if number % 1000 == 999:
                writer.commit()
    # in a process of its own, so that the memory is that of verifying alone
    script = (
        "import sys, time; from answerable.preserve.verify import verify_case; from pathlib import Path\n"
        "start = time.perf_counter(); n = sum(1 for _ in verify_case(Path(sys.argv[1])))\n"
        "high = next(s for s in Path('/proc/self/status').read_text().splitlines() if s.startswith('VmHWM'))\n"
        "print(time.perf_counter() - start, int(high.split()[1]) / 1024)\n"
    )
    out = subprocess.run([sys.executable, "-c", script, str(case.path)], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, out.stdout.split())
    row(f"verify {ENTRIES:,} entries with notes", f"{seconds:.2f} s", "at most 5 s")
    row("  memory, largest", f"{megabytes:.0f} MB", "at most 300 MB")

    def open_to_write() -> None:
        with CaseFile.open(case.path).writing():
            pass

    row(f"open a case of {ENTRIES:,} entries for writing", f"{timed(open_to_write)[0]:.2f} s")
    row(f"tell {ENTRIES:,} captures", f"{timed(lambda: CaseFile.open(case.path).captures())[0]:.2f} s")


def main() -> None:
    base = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    folder = Path(tempfile.mkdtemp(dir=base))
    try:
        for part in (measure_acquiring, measure_verify_bytes, measure_entries):
            part(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
