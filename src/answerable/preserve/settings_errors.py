"""What can be wrong in a case.toml, with the line it stands on.

In:   the text, and the place in it as keys and indexes.
Out:  errors that name line, fault and remedy.
Not:  correcting anything.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from answerable.terms.errors import WrongUseError

Place = tuple[str | int, ...]

_STEP = re.compile(r"\.([^.\[\]`]{1,200})|\[(\d{1,9})\]")
_AT = " - at `$"


class SettingsError(WrongUseError):
    """case.toml is not as it must be. `line` counts from 1; None when it could not be found."""

    def __init__(self, line: int | None, wrong: str, next_step: str) -> None:
        self.line = line
        where = "case.toml" if line is None else f"case.toml, line {line}"
        super().__init__(f"{where}: {wrong}", next_step=next_step)


class NotTomlError(SettingsError):
    """case.toml cannot be read as TOML."""

    def __init__(self, message: str) -> None:
        found = re.search(r"at line (\d+)", message)
        line = int(found[1]) if found else None
        super().__init__(line, f"this is not TOML: {message}", "Look for a missing quotation mark or bracket there.")


class UnknownKeyError(SettingsError):
    """case.toml has keys that this version does not know; all those of one table are named."""

    def __init__(self, text: str, table: Place, unknown: Sequence[str], known: Sequence[str]) -> None:
        names = ", ".join(repr(key) for key in unknown)
        close = difflib.get_close_matches(unknown[0], known, n=1)
        ask = f"Did you mean {close[0]!r}? " if close else ""
        keys = "key" if len(unknown) == 1 else "keys"
        wrong = f"unknown {keys} {names} in {spoken(table)}"
        super().__init__(line_of(text, (*table, unknown[0])), wrong, f"{ask}Known keys there: {', '.join(known)}.")


class BadValueError(SettingsError):
    """A value in case.toml is not one that can stand there."""

    def __init__(self, text: str, place: Place, wrong: str, next_step: str) -> None:
        super().__init__(line_of(text, place), wrong, next_step)

    @classmethod
    def from_msgspec(cls, text: str, message: str) -> BadValueError:
        """From the message of a validation error, which ends with the place as `$.party[0].names`."""
        wrong, _, at = message.partition(_AT)
        place: Place = tuple(name or int(index) for name, index in _STEP.findall(at))
        missing = re.search(r"missing required field `([^`]{1,100})`", wrong)
        if missing:
            return cls(text, place, f"{spoken(place)} has no {missing[1]}", f"Add a line `{missing[1]} = …` there.")
        return cls(text, place, f"{spoken(place)}: {wrong}", "Correct the value on that line.")


def spoken(place: Place) -> str:
    """A place in words: `[[party]] number 2, names`."""
    words: list[str] = []
    for step in place:
        if isinstance(step, int):
            words[-1] = f"[[{words[-1]}]] number {step + 1}"
        else:
            words.append(step)
    return ", ".join(words) or "the file"


def line_of(text: str, place: Place) -> int | None:
    """The line on which the value at `place` is complete: the first up to which the text parses and holds it.

    None when `place` is nowhere in the text.
    """
    lines = text.splitlines(keepends=True)
    if not place or not _holds(_parsed(lines), place):
        return None
    low, high, best = 1, len(lines), len(lines)
    while low < high:
        middle = low + (high - low) // 2
        probe = middle
        while probe < high and (table := _parsed(lines[:probe])) is None:  # inside a value of several lines
            probe += 1
        if probe == high:
            high = middle
        elif _holds(table, place):
            best, high = probe, middle
        else:
            low = probe + 1
    return best


def _parsed(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _holds(table: Any, place: Place) -> bool:
    for step in place:
        if isinstance(step, int):
            if not (isinstance(table, list) and step < len(table)):
                return False
        elif not (isinstance(table, dict) and step in table):
            return False
        table = table[step]
    return True
