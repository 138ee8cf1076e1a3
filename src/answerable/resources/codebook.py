"""The response codebook: relations, stances, codes, states, with their definitions and worked examples.

In:   `codebooks/answerable-0.2.toml`, or a file of the same shape that a case names.
Out:  `Codebook`, typed.
Not:  coding; `confront` does that.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

DEFAULT = "answerable-0.2"


class Category(msgspec.Struct, frozen=True):
    """One entry of a codebook list. Absent fields are empty."""

    id: str
    name: str = ""
    definition: str = ""
    test: str = ""
    example: dict[str, str] = {}
    family: str = ""
    kind: str = ""
    use_when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    usual_relation: tuple[str, ...] = ()
    usual_stance: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    hint: str = ""
    minor: bool = False
    order: int = 0
    reply_window_days: int = 0


class _Meta(msgspec.Struct, frozen=True):
    """What a codebook says of itself."""

    id: str
    version: str | int | float
    rules: tuple[str, ...] = ()


class Codebook(msgspec.Struct, frozen=True):
    """A codebook by list. `name` is what judgements cite: `answerable-codebook/0.2`."""

    name: str
    rules: tuple[str, ...]
    relations: tuple[Category, ...]
    stances: tuple[Category, ...]
    codes: tuple[Category, ...]
    characters: tuple[Category, ...]
    standards: tuple[Category, ...]
    communications: tuple[Category, ...]
    access: tuple[Category, ...]
    states: tuple[Category, ...]
    elements: tuple[Category, ...]
    acts: tuple[Category, ...]

    def ids(self, which: str) -> frozenset[str]:
        """The ids of one list, by its field name."""
        return frozenset(c.id for c in getattr(self, which))

    def named(self, which: str, id: str) -> Category:
        """The category `id` of one list. Raises KeyError when there is none."""
        for category in getattr(self, which):
            if category.id == id:
                return category  # type: ignore[no-any-return]
        raise KeyError(f"{id!r} is not in the codebook's {which}")


_LISTS = {
    "relations": "relation",
    "stances": "stance",
    "codes": "response_code",
    "characters": "character_of_reply",
    "standards": "standard_of_proof",
    "communications": "communication_type",
    "access": "access_status",
    "states": "answer_status",
    "elements": "element_type",
    "acts": "act",
}


def parse_codebook(toml: str) -> Codebook:
    """A codebook from TOML text. Raises tomllib.TOMLDecodeError or msgspec.ValidationError."""
    try:
        table: dict[str, Any] = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # also a number, or a nesting, beyond what Python reads
        raise tomllib.TOMLDecodeError(str(error)) from error
    lists = {field: msgspec.convert(table.get(key, []), tuple[Category, ...]) for field, key in _LISTS.items()}
    meta = msgspec.convert(table.get("meta"), _Meta)
    return Codebook(name=f"{meta.id}/{meta.version}", rules=meta.rules, **lists)


@cache
def load_codebook(name: str = DEFAULT) -> Codebook:
    """A codebook shipped with the program, by file name without ending. Raises FileNotFoundError."""
    path = files(__package__) / "codebooks" / f"{name}.toml"
    return parse_codebook(path.read_text(encoding="utf-8"))


def load_codebook_file(path: Path) -> Codebook:
    """A codebook from a file of the same shape."""
    return parse_codebook(path.read_text(encoding="utf-8"))
