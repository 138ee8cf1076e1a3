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

FILES, SIZE = 2_000, 20_000
ENTRIES = 100_000
SHAPES = {"5,000 files of 20 kB": (5_000, 20_000), "60 files of 4 MB": (60, 4_000_000)}


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


def acquire(case: CaseFile, documents: list[bytes]) -> None:
    with case.writing() as writer:
        for number, data in enumerate(documents):
            kept = writer.keep(io.BytesIO(data), limit=1 << 30)
            writer.record(Capture(kept.digest, kept.size, f"pages/{number}.html", "file", now(), writer.agent.id))
            if writer.is_full:
                writer.commit()


def plain_loop(folder: Path, documents: list[bytes], batch: int) -> None:
    """Temporary name, sync, rename, sync of the folder, two appended lines, two syncs; `batch` items at a time."""
    (folder / "new").mkdir(parents=True)
    logs = [os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for name in ("notes", "entries")]

    def sync_folder(path: Path) -> None:
        fd = os.open(path, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)

    with ThreadPoolExecutor(8 if batch > 1 else 1) as pool:
        for start in range(0, len(documents), batch):
            written = []
            for data in documents[start : start + batch]:
                digest = hashlib.sha256(data).hexdigest()
                fd = os.open(folder / "new" / digest, os.O_WRONLY | os.O_CREAT)
                os.write(fd, data)
                written.append((fd, digest))
            list(pool.map(os.fsync, [fd for fd, _ in written]))
            shards = set()
            for fd, digest in written:
                os.close(fd)
                shard = folder / digest[:2]
                shard.mkdir(exist_ok=True)
                (folder / "new" / digest).rename(shard / digest)
                shards.add(shard)
            list(pool.map(sync_folder, [*shards, folder]))
            for log in logs:
                os.write(log, b"".join(b'{"objects":["%b"]}\n' % digest.encode() for _, digest in written))
                os.fsync(log)
    for log in logs:
        os.close(log)


def measure_acquiring(folder: Path) -> None:
    chance = random.Random(1)
    documents = [chance.randbytes(SIZE) for _ in range(FILES)]
    case = CaseFile.create(folder / "case", name="acquiring")
    ours, cpu = timed(lambda: acquire(case, documents))
    batched, batched_cpu = timed(lambda: plain_loop(folder / "batched", documents, 64))
    single, _ = timed(lambda: plain_loop(folder / "single", documents, 1))
    row(f"acquire {FILES:,} files of {SIZE:,} bytes, durably", f"{ours:.2f} s ({cpu:.2f} CPU)")
    row(
        "  a plain loop, same calls, batches of 64",
        f"{batched:.2f} s ({batched_cpu:.2f} CPU)",
        f"x {ours / batched:.2f}",
    )
    row("  a plain loop, one item at a time", f"{single:.2f} s", f"x {ours / single:.2f}")
    again, _ = timed(lambda: acquire(CaseFile.open(case.path), documents))
    row("  the same files offered again", f"{again:.2f} s")


def measure_verify_bytes(folder: Path) -> None:
    for name, (count, size) in SHAPES.items():
        chance = random.Random(2)
        case = CaseFile.create(folder / name.replace(" ", "-"), name=name)
        with without_sync():
            acquire(case, [chance.randbytes(size) for _ in range(count)])
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
        row("  sha256sum of the same files", f"{megabytes / theirs:,.0f} MB/s", f"x {ours / theirs:.2f}")


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
