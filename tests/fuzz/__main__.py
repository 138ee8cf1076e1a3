"""Run fuzzers, each in a process of its own, and stop at the first input that breaks something.

    python -m tests.fuzz [--seconds 10] [--at-once 2] [NAME...]

In:   names (all when none is given) and for how long each.
Out:  a line per fuzzer; an input that broke something is kept in tests/specimens/fuzz/NAME/ and named.
Not:  saying that what was not found is not there.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.fuzz.harness import HERE, KEPT, load, names

ROOT = HERE.parents[1]
GRACE = 300  # seconds beyond its time in which a fuzzer loads, finishes its last input, and ends
_RUNS = re.compile(r"Done (\d+) runs")


@dataclass(frozen=True)
class Result:
    """How one fuzzer ended. `found` is the input it keeps; `report` the end of what it said when it broke."""

    name: str
    runs: int
    found: Path | None
    report: str

    @property
    def broke(self) -> bool:
        return bool(self.report)


def run_one(name: str, seconds: int, keep: Path = KEPT) -> Result:
    """Run the fuzzer `name` for `seconds`; keep what breaks it under `keep`."""
    with tempfile.TemporaryDirectory(prefix="answerable-fuzz-") as folder:
        corpus, found = Path(folder, "corpus"), Path(folder, "found")
        corpus.mkdir()
        found.mkdir()
        for number, seed in enumerate(load(name).seeds()):
            (corpus / f"seed-{number:03}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.one", name, str(seconds), str(corpus), str(found)]
        run = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds + GRACE,
            check=False,
        )
        said = run.stdout.decode("utf-8", "replace")
        runs = int(match[1]) if (match := _RUNS.search(said)) else 0
        if run.returncode == 0 and runs:
            return Result(name, runs, None, "")
        return Result(name, runs, _kept(found, keep / name), said[-6000:] or "it ended without a word")


def _kept(found: Path, keep: Path) -> Path | None:
    """Keep what was found under what it did (crash, timeout, oom) and the beginning of its digest."""
    first = min(found.iterdir(), default=None)
    if first is None:
        return None
    keep.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(first, keep / first.name[:20]))


def run_all(wanted: Sequence[str], seconds: int, at_once: int) -> list[Result]:
    """Run them, some at a time; once one breaks, those not yet begun are left."""
    broken = Event()

    def attempt(name: str) -> Result | None:
        if broken.is_set():
            return None
        result = run_one(name, seconds)
        if result.broke:
            broken.set()
            print(f"{name}: broke after {result.runs:,} runs\n{result.report}", flush=True)
            print(f"{name}: kept as {result.found or 'nothing: it broke before its first input'}", flush=True)
        else:
            print(f"{name}: {result.runs:,} runs in {seconds} s, nothing broke", flush=True)
        return result

    with ThreadPoolExecutor(at_once) as pool:
        return [result for result in pool.map(attempt, wanted) if result is not None]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz readers and parsers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names())} (default: all)")
    parser.add_argument("--seconds", type=int, default=10, help="how long each runs (default 10)")
    parser.add_argument("--at-once", type=int, default=2, help="how many run side by side (default 2)")
    args = parser.parse_args()
    unknown = sorted(set(args.names) - set(names()))
    if unknown:
        parser.error(f"there is no fuzzer {', '.join(unknown)}; there are {', '.join(names())}")
    results = run_all(args.names or names(), args.seconds, args.at_once)
    return int(any(result.broke for result in results))


if __name__ == "__main__":
    sys.exit(main())
