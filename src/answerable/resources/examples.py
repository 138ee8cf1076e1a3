"""Where the example case is: inside the installed package, or beside the source it runs from."""

from __future__ import annotations

from pathlib import Path


def example_case() -> Path:
    """The folder of the example case, with `case.toml` and `documents/`. Raises FileNotFoundError."""
    here = Path(__file__).resolve().parent
    for root in (here / "examples", here.parents[2] / "examples"):
        for folder in sorted(root.glob("*/case.toml")):
            return folder.parent
    raise FileNotFoundError("the example case is not part of this installation")
