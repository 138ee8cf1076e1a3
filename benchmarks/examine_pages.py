"""What `examine` costs beside the main-text library alone, on the same pages in the same run.

In:   one or more zip files or folders of web pages (never part of this repository).
Out:  CPU-seconds of the process tree, the ratio, the peak of proportional memory (PSS), and the second run's share.
Not:  absolute speed; machines differ, ratios travel.

    python benchmarks/examine_pages.py PAGES.zip [PAGES.zip …] [--pages 1000] [--rounds 1]
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ALONE = """
import sys
from pathlib import Path
from trafilatura import extract
for page in sorted(Path(sys.argv[1]).iterdir()):
    extract(page.read_bytes(), with_metadata=True, output_format="json")
"""


def pages_in(sources: list[Path]) -> Iterator[bytes]:
    for source in sources:
        if source.is_dir():
            yield from (p.read_bytes() for p in sorted(source.rglob("*")) if p.is_file())
            continue
        with zipfile.ZipFile(source) as archive:
            yield from (archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/"))


def lay_out(sources: list[Path], target: Path, count: int) -> None:
    """`count` pages; when there are fewer, again from the first with a comment that makes other bytes of them."""
    pages = list(pages_in(sources))
    for number in range(count):
        again = b"" if number < len(pages) else f"\n<!-- again {number} -->".encode()
        (target / f"{number:05}.html").write_bytes(pages[number % len(pages)] + again)


def tree_pss(root: int) -> int:
    """Proportional memory of a process and all its descendants, in bytes."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
            except OSError:
                continue
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        todo += children.get(pid, [])
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total


def measured(command: list[str], cwd: Path) -> tuple[float, float, int]:
    """CPU-seconds of the tree, wall seconds, peak PSS in bytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    peak = 0
    done = threading.Event()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.25):
            peak = max(peak, tree_pss(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    done.set()
    watcher.join()
    if process.returncode != 0:
        sys.exit(f"{command[:4]} ended with {process.returncode}:\n{errors.decode()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - began, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    os.environ["PYTHONHASHSEED"] = "0"
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "pages"
        folder.mkdir()
        lay_out(args.sources, folder, args.pages)
        ratios, shares = [], []
        for number in range(1, args.rounds + 1):
            case = Path(work) / "case-pages"
            shutil.rmtree(case, ignore_errors=True)
            alone, alone_wall, _ = measured([sys.executable, "-c", ALONE, str(folder)], Path(work))
            examine = [sys.executable, "-m", "answerable", "examine", str(folder)]
            first, wall, pss = measured(examine, Path(work))
            second, second_wall, _ = measured(examine, Path(work))
            ratios.append(first / alone)
            shares.append(second / first)
            print(f"round {number}: {args.pages} pages")
            print(f"  main-text library alone   {alone:7.1f} CPU-s  {alone_wall:7.1f} s")
            print(f"  examine, first run        {first:7.1f} CPU-s  {wall:7.1f} s   peak PSS {pss / 1e6:,.0f} MB")
            print(f"  examine, second run       {second:7.1f} CPU-s  {second_wall:7.1f} s")
        print(f"ratio of CPU-seconds, median of {args.rounds}: {statistics.median(ratios):.2f} (at most 3)")
        print(f"second run, share of the first: {100 * statistics.median(shares):.1f} % (under 5)")


if __name__ == "__main__":
    main()
