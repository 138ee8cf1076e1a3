"""Three hundred hostile files in one folder with good ones: what `examine` makes of them.

In:   a seed; `--keep DIR` to look at what was made; `--trace` to have strace list every file opened for writing.
Out:  a table of what was asked and what was measured; exit code 1 when one of them does not hold.
Not:  the quality of what was read.

    python benchmarks/hostile_files.py [--seed 1] [--trace] [--keep DIR]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from hostile_making import make_pile
from hostile_pieces import MARKER

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "examples" / "sule-point" / "documents"
READ_SECONDS, OCR_SECONDS, MEMORY = 20.0, 120.0, 1 << 30
SLACK = 2.0  # seconds that killing and telling may take on a machine that does other things
_OPENED = re.compile(
    r'open(?:at)?\((?:AT_FDCWD|\d+<[^>]*>), "((?:[^"\\]|\\.)*)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)[^)]*\) = \d'
)


def fingerprint(folder: Path) -> str:
    """Everything below `folder` that a reader could have changed, as one digest."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=os.fsencode):
        facts = path.lstat()
        total.update(os.fsencode(path) + f" {facts.st_mode} {facts.st_size}".encode())
        if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK):
            total.update(path.read_bytes())
    return total.hexdigest()


def run(work: Path, *arguments: str, trace: bool = False) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(work / "home"),
        "TMPDIR": str(work / "temporary"),
        "ANSWERABLE_HOME": str(work / "keys"),
        "LANG": "C.UTF-8",
    }
    watched = (
        ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,creat", "-o", str(work / "trace")]
        if trace
        else []
    )
    command = [*watched, sys.executable, "-m", "answerable", *arguments]
    return subprocess.run(
        command, cwd=work, env=environment, capture_output=True, text=True, check=False, errors="replace"
    )


class Watch(threading.Thread):
    """The largest memory of this process's descendants, readers and openers apart from the program itself."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.readers = self.program = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self._look()

    def _look(self) -> None:
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        for pid in parents:
            above = pid
            while above and above != os.getpid():
                above = parents.get(above, 0)
            if not above or pid == above:
                continue
            with contextlib.suppress(OSError, IndexError):
                peak = int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) * 1024
                if b"sandbox_server" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    self.readers = max(self.readers, peak)
                else:
                    self.program = max(self.program, peak)


def written_outside(work: Path) -> list[str]:
    """Files opened for writing outside the case, the temporary folder and the keys, as strace saw them."""
    allowed = (*(str(work / part) for part in ("case", "temporary", "keys")), "/dev/null", "/dev/tty")
    found = set()
    for line in (work / "trace").read_text(errors="replace").splitlines():
        if match := _OPENED.search(line):
            path = match[1] if match[1].startswith("/") else str(work / match[1])
            if not path.startswith(allowed):
                found.add(path)
    return sorted(found)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--trace", action="store_true")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = wanted.keep or Path(temporary)
        for name in ("pile", "home", "temporary", "keys"):
            (work / name).mkdir(parents=True)
        hostile, good = make_pile(work / "pile", GOOD, wanted.seed)
        return judge(work, hostile, good, trace=wanted.trace)


def judge(work: Path, hostile: int, good: int, *, trace: bool) -> int:
    before, began, watch = fingerprint(work / "pile"), time.monotonic(), Watch()
    watch.start()
    examined = run(work, "examine", "pile", "--case", "case", "--json", trace=trace)
    took = time.monotonic() - began
    watch.over.set()
    watch.join()
    listed = run(work, "inputs", "--json", "--case", "case")
    rows = {row["path"]: row for row in map(json.loads, listed.stdout.splitlines())}
    told = [json.loads(line) for line in examined.stdout.splitlines()]
    takings = {item["path"]: item["seconds"] for item in told if "seconds" in item}
    verified = run(work, "preserve", "verify", "--unanchored-ok", "--case", "case")

    offered = sorted(
        str(p.relative_to(work / "pile")) for p in (work / "pile").rglob("*") if not p.is_dir() or p.is_symlink()
    )
    missing = [path for path in offered if path not in rows]
    silent = [path for path, row in rows.items() if not row["reason"] and row["outcome"] != "read"]
    lost = [path for path, row in rows.items() if path.startswith("good-") and row["outcome"] not in ("read", "kept")]
    pictures = {path for path in rows if path.endswith((".png", ".jpg", ".gif", ".tif", ".bmp", ".webp", ".pdf"))}
    slow = {
        path: row["seconds"]
        for path, row in rows.items()
        if row["seconds"] > (OCR_SECONDS if path in pictures else READ_SECONDS) + SLACK
    }
    stuck = {path: seconds for path, seconds in takings.items() if seconds > READ_SECONDS + SLACK}
    crashes = [path for path, row in rows.items() if "crashed" in row["reason"] or "exit status" in row["reason"]]
    homeless = [str(p) for place in ("home", "temporary") for p in (work / place).rglob("*")]
    homeless += [str(p) for p in (Path("/tmp") / MARKER, work.parent / MARKER, Path("/") / MARKER) if p.exists()]
    if trace:
        homeless += written_outside(work)
    checks = {
        f"{hostile} hostile files, {good} good ones; examine ended well": (
            examined.returncode == 0 and "Traceback" not in examined.stderr,
            f"exit {examined.returncode}, {took:.0f} s",
        ),
        "no reader crashed": (
            not crashes,
            f"{len(crashes)}: {crashes}",
        ),
        "none took over 20 s to read (pictures 120 s)": (
            not slow,
            f"slowest {max((r['seconds'], p) for p, r in rows.items())}; over: {slow}",
        ),
        "none took over 20 s to take apart": (
            not stuck,
            f"slowest {max((s, p) for p, s in takings.items())}; over: {stuck}",
        ),
        "no read over 1 GB": (
            0 < watch.readers < MEMORY,
            f"largest {watch.readers >> 20} MiB (the program itself {watch.program >> 20} MiB)",
        ),
        "nothing written outside the case": (
            not homeless,
            f"{len(homeless)} {homeless[:3]}" + (" (strace)" if trace else ""),
        ),
        "nothing changed in what was offered": (fingerprint(work / "pile") == before, ""),
        "no good document lost": (not lost and rows != {}, f"{len(lost)} {lost[:3]}"),
        "every one in `inputs`": (not missing, f"{len(rows)} lines, {len(missing)} missing {missing[:3]}"),
        "every outcome but read has its reason": (not silent, f"{len(silent)} {silent[:3]}"),
        "nothing a terminal obeys was printed": ("\x1b" not in examined.stderr + examined.stdout, ""),
        "verify holds": (verified.returncode == 0, f"exit {verified.returncode}"),
    }
    for what, (holds, measured) in checks.items():
        print(f"{'holds ' if holds else 'FAILS '} {what:<68} {measured}")
    print("outcomes:", dict(sorted(Counter(row["outcome"] for row in rows.values()).items())))
    return 0 if all(holds for holds, _ in checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
