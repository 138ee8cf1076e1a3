"""Every lexicon says each thing once, and no word stands both in a list and in the list of what is not."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(str(files("answerable.resources") / "lexicons"))
FILES = sorted(ROOT.glob("*/*.toml"))
IDS = [str(path.relative_to(ROOT)) for path in FILES]


def lists_in(value: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words within a table, with where it stands; the four forms of a verb are no list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if name == "irregular":
                assert len(inner) == 4  # its past and its participle are often the same
                continue
            yield from lists_in(inner, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield name, value
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from lists_in(inner, f"{name}[{index}]")


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_list_says_a_word_twice(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    twice = {name: [w for w, n in Counter(words).items() if n > 1] for name, words in lists_in(table)}
    assert not {name: words for name, words in twice.items() if words}


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_word_is_both_a_thing_and_none(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    both = {
        name: set(words) & set(table[f"not_{name}"])
        for name, words in table.items()
        if isinstance(words, list) and isinstance(table.get(f"not_{name}"), list)
    }
    assert not any(both.values()), both
