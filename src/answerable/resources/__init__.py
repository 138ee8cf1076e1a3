"""Lexicons and codebooks: vocabulary in files that a linguist can edit, and their loaders.

In:   nothing but the files beside this module.
Out:  read-only tables, loaded once a process.
Not:  rules. What a word means for a verdict is said by the stage that uses it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(language: str, name: str) -> dict[str, Any]:
    """`lexicons/<language>/<name>.toml` as a table; an empty one when that language has no such file."""
    path = files(__package__) / "lexicons" / language / f"{name}.toml"
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def languages(name: str) -> tuple[str, ...]:
    """The languages that have a lexicon of this name, in order."""
    root = files(__package__) / "lexicons"
    return tuple(sorted(d.name for d in root.iterdir() if (d / f"{name}.toml").is_file()))
