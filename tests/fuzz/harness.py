"""What a fuzzer is, and which there are.

In:   the files `fuzz_<name>.py` beside this one.
Out:  their names, and each as a `Fuzzer`.
Not:  running them for long; `python -m tests.fuzz` does that.

To add one: a file `fuzz_<name>.py` with `seeds`, some inputs made by code, and `check`, which takes any bytes and
raises when the property does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

HERE = Path(__file__).parent

#: Inputs that once broke something, by the name of the fuzzer that found them.
KEPT = HERE.parent / "specimens" / "fuzz"


class Fuzzer(Protocol):
    """A property that must hold for any bytes, and bytes to begin with."""

    def seeds(self) -> Iterable[bytes]:
        """Well-formed inputs, and odd ones worth beginning with."""

    def check(self, data: bytes) -> None:
        """Raise when the property does not hold for `data`."""


def names() -> list[str]:
    """Every fuzzer, in order."""
    return sorted(path.stem.removeprefix("fuzz_") for path in HERE.glob("fuzz_*.py"))


def load(name: str) -> Fuzzer:
    """The fuzzer of this name, or in the module of this dotted name. Raises ModuleNotFoundError when there is none."""
    return cast(Fuzzer, import_module(name if "." in name else f"tests.fuzz.fuzz_{name}"))


def kept(name: str) -> list[Path]:
    """The inputs that once broke what `name` fuzzes."""
    return sorted(path for path in (KEPT / name).glob("*") if path.is_file())
