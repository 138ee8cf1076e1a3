"""The limits on what strangers' documents may cost, as this machine's owner wants them.

In:   a TOML file that the environment variable ANSWERABLE_LIMITS names; without it the defaults.
Out:  the limits of acquiring, of child processes, of reading and of asking a language model.
Not:  keeping them; each has its place.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from answerable.acquire.limits import Limits
from answerable.confront.second_reader import ModelLimits
from answerable.outside.sandbox_frames import ChildLimits
from answerable.read.limits import ReadLimits
from answerable.terms.errors import WrongUseError

_VARIABLE = "ANSWERABLE_LIMITS"
_NEXT = "docs/commands.md lists every limit with its table, its unit and its default."

T = TypeVar("T", Limits, ChildLimits, ReadLimits, ModelLimits)


@dataclass(frozen=True, slots=True)
class AllLimits:
    """What is acquired, what a child process may use and what it reads, what a model's answer may cost."""

    acquire: Limits = field(default_factory=Limits)
    child: ChildLimits = field(default_factory=ChildLimits)
    model: ModelLimits = field(default_factory=ModelLimits)


def wanted_limits() -> AllLimits:
    """The limits in force. Raises WrongUseError for a file that cannot be used."""
    named = os.environ.get(_VARIABLE)
    if not named:
        return AllLimits()
    try:
        tables = tomllib.loads(Path(named).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUseError(f"{_VARIABLE} names {named}, which cannot be read: {error}", next_step=_NEXT) from error
    if unknown := sorted(tables.keys() - {"acquire", "child", "read", "model"}):
        raise WrongUseError(f"{named}: no table of limits is called {unknown[0]!r}", next_step=_NEXT)
    read = _limits(ReadLimits, "read", tables, named)
    child = _limits(ChildLimits, "child", tables, named)
    model = _limits(ModelLimits, "model", tables, named)
    return AllLimits(_limits(Limits, "acquire", tables, named), structs.replace(child, read=read), model)


def _limits(kind: type[T], table: str, tables: dict[str, Any], named: str) -> T:
    """The limits of one table: every key known, every value a number above nothing."""
    given = tables.get(table, {})
    if not isinstance(given, dict):
        raise WrongUseError(f"{named}: {table} must be a table of limits", next_step=_NEXT)
    names = {one.name for one in (structs.fields(kind) if issubclass(kind, msgspec.Struct) else fields(kind))}
    for key, value in given.items():
        if key not in names - {"read"}:
            raise WrongUseError(f"{named}: no limit is called {key!r} in [{table}]", next_step=_NEXT)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise WrongUseError(f"{named}: [{table}] {key} must be a number above 0", next_step=_NEXT)
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise WrongUseError(f"{named}: [{table}] {error}", next_step=_NEXT) from error
