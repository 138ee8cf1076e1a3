"""Whether the pins can be installed on every Python we name, by resolution, without those interpreters.

In:   the requirement files beside this one.
Out:  a line per file and Python; exit 1 when one of them has no file to install.
Not:  installing anything.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13")
FROM_SOURCE = ("bagit",)  # published as source only; pure Python
HERE = Path(__file__).parent


def resolves(requirements: Path, python: str) -> str:
    """Empty when every pin has a wheel (or is built from source everywhere) for `python`; otherwise what pip said."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--ignore-installed", "--only-binary", ":all:", "--no-binary", ",".join(FROM_SOURCE)]
        command += ["--python-version", python]
        command += ["--disable-pip-version-check", "--target", target, "-r", str(requirements)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stderr.strip().splitlines()[-1]


def main() -> int:
    failed = False
    for requirements in sorted(HERE.glob("*.txt")):
        for python in PYTHONS:
            trouble = resolves(requirements, python)
            failed = failed or bool(trouble)
            print(f"{requirements.name} on Python {python}: {trouble or 'installable'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
