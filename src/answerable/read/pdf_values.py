"""The values of PDF syntax: dictionaries, arrays, names, numbers, references.

In:   bytes, where a value begins, and how many bytes may be looked at.
Out:  the value, and how far was looked; names are bytes, strings None. `TooMuchError` where a bound ends it.
Not:  what a reference stands for, streams.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(rb"(?:[\s\0]|%[^\r\n]*)*")
_NAME = re.compile(rb"/([^\s\0/<>\[\](){}%]*)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(rb"(\d{1,8})[\s\0]+\d{1,5}[\s\0]+R(?![A-Za-z])")
_WORD = re.compile(rb"[^\s\0/<>\[\](){}%]+")
_BRACKET = re.compile(rb"\\.|[()]", re.S)
_HEX = re.compile(rb"<[^>]*>")
_DEPTH = 40  # values inside values
_VALUES = 20_000  # in one object

Dictionary = dict[bytes, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """`number` 0 R."""

    number: int


class UnclearError(Exception):
    """The bytes are no value."""

    def __init__(self, looked_to: int) -> None:
        self.looked_to = looked_to


class TooMuchError(UnclearError):
    """They may be one, but are more than is looked at."""


def parse(data: bytes, at: int, most: int) -> tuple[Any, int]:
    """The value at `at`, and where it ends, not more than `most` bytes on. Raises UnclearError."""
    end = min(len(data), at + most)
    parser = _Parser(data, end)
    try:
        value, at = parser.value(at, _DEPTH)
    except UnclearError as error:
        if error.looked_to >= end < len(data):
            raise TooMuchError(end) from None
        raise
    if at >= end < len(data):
        raise TooMuchError(end)
    return value, at


class _Parser:
    def __init__(self, data: bytes, end: int) -> None:
        self._data, self._end, self._left = data, end, _VALUES

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        data, end = self._data, self._end
        self._left -= 1
        if self._left < 0 or depth < 0:
            raise TooMuchError(at)
        at = self._after_space(at)
        first = data[at : at + 1]
        if data[at : at + 2] == b"<<":
            return self._dictionary(at + 2, depth)
        if first == b"[":
            return self._array(at + 1, depth)
        if name := _NAME.match(data, at, end):
            return _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), name[1]), name.end()
        if first == b"(":
            return None, self._after_string(at)
        if first == b"<":
            string = _HEX.match(data, at, end)
            if string is None:
                raise UnclearError(end)
            return None, string.end()
        if reference := _REFERENCE.match(data, at, end):
            return Reference(int(reference[1])), reference.end()
        word = _WORD.match(data, at, end)
        if word is None:
            raise UnclearError(at)
        return int(word[0]) if word[0].isdigit() and len(word[0]) < 12 else None, word.end()

    def _dictionary(self, at: int, depth: int) -> tuple[Dictionary, int]:
        table: Dictionary = {}
        while True:
            at = self._after_space(at)
            if self._data[at : at + 2] == b">>":
                return table, at + 2
            key, at = self.value(at, depth - 1)
            if not isinstance(key, bytes):
                raise UnclearError(at)
            table[key], at = self.value(at, depth - 1)

    def _array(self, at: int, depth: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        while True:
            at = self._after_space(at)
            if self._data[at : at + 1] == b"]":
                return items, at + 1
            item, at = self.value(at, depth - 1)
            items.append(item)

    def _after_space(self, at: int) -> int:
        space = _SPACE.match(self._data, at, self._end)
        return space.end() if space is not None else at

    def _after_string(self, at: int) -> int:
        """Behind the string in brackets that begins at `at`."""
        depth = 0
        for token in _BRACKET.finditer(self._data, at, self._end):
            depth += (token[0] == b"(") - (token[0] == b")")
            if depth == 0:
                return token.end()
        raise UnclearError(self._end)
