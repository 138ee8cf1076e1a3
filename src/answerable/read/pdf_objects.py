"""The objects of a PDF as far as its drawings need them: dictionaries, references, and streams under plain filters.

In:   the bytes of a PDF, whatever they are.
Out:  `Objects`, which gives the value of a number and the bytes of a stream; None for what cannot be told.
Not:  the table of places (every `n g obj` in the file counts, the last of a number first), encryption, predictors.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,8})[\s\0]{1,8}\d{1,5}[\s\0]{1,8}obj(?![A-Za-z])")
_SPACE = re.compile(rb"(?:[\s\0]|%[^\r\n]*)*")
_NAME = re.compile(rb"/([^\s\0/<>\[\](){}%]*)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(rb"(\d{1,8})[\s\0]+\d{1,5}[\s\0]+R(?![A-Za-z])")
_WORD = re.compile(rb"[^\s\0/<>\[\](){}%]+")
_STREAM = re.compile(rb"[\s\0]*stream\r?\n?")
_BRACKET = re.compile(rb"\\.|[()]", re.S)
_HEX = re.compile(rb"<[^>]*>")
_DEPTH = 40  # values inside values
_VALUES = 20_000  # in one object
_INFLATED = 64 << 20  # bytes of all streams of one file that are looked into

Dictionary = dict[bytes, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """`number` 0 R."""

    number: int


class UnclearError(Exception):
    """The bytes are no value, or more than is looked at."""


class Objects:
    """Every object of a file, parsed when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self._places: dict[int, tuple[bytes, int]] = {}
        self._parts = [data]  # the file, and what its object streams hold
        self._held: dict[int, Any] = {}
        self._left = _INFLATED
        found = [(int(match[1]), match.end()) for match in _OBJECT.finditer(data)]
        for number, at in found:
            self._places[number] = (data, at)
        starts = [at for _, at in found]
        holding = {bisect_right(starts, place.start()) - 1 for place in re.finditer(rb"/ObjStm", data)}
        for index in sorted(holding - {-1}):
            self._unpack(data, starts[index])

    @property
    def numbers(self) -> list[int]:
        return list(self._places)

    def mention(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether anything in the file looks like `pattern`, in object streams too."""
        return any(pattern.search(part) for part in self._parts)

    def beginning(self, number: int, size: int) -> bytes:
        """The first bytes of an object, as they stand."""
        data, at = self._places[number]
        return data[at : at + size]

    def value(self, of: Any) -> Any:
        """What a value is once references are followed; None for what cannot be told."""
        for _ in range(_DEPTH):
            if not isinstance(of, Reference):
                return of
            of = self._object(of.number)
        return None

    def table(self, of: Any) -> Dictionary:
        """As `value`, of what must be a dictionary; empty when it is none."""
        found = self.value(of)
        return found if isinstance(found, dict) else {}

    def stream(self, number: int) -> bytes | None:
        """The bytes of the stream with that number, its filters undone."""
        if number not in self._places:
            return None
        data, at = self._places[number]
        try:
            table, at = parse(data, at)
        except UnclearError:
            return None
        return self._stream(data, at, table) if isinstance(table, dict) else None

    def _object(self, number: int) -> Any:
        if number not in self._held:
            place = self._places.get(number)
            try:
                self._held[number] = None if place is None else parse(*place)[0]
            except UnclearError:
                self._held[number] = None
        return self._held[number]

    def _stream(self, data: bytes, at: int, table: Dictionary) -> bytes | None:
        begins = _STREAM.match(data, at)
        if begins is None:
            return None
        length, end = self.value(table.get(b"Length")), -1
        if (
            isinstance(length, int)
            and data[begins.end() + length : begins.end() + length + 12].strip()[:9] == b"endstream"
        ):
            end = begins.end() + length
        if end < 0:
            end = data.find(b"endstream", begins.end())
        raw = data[begins.end() : end if end >= 0 else len(data)]
        filters = self.value(table.get(b"Filter"))
        for each in filters if isinstance(filters, list) else [filters] if filters is not None else []:
            if self.value(each) not in (b"FlateDecode", b"Fl") or self._left <= 0:
                return None
            raw = _inflated(raw, self._left)
            self._left -= len(raw)
        return raw

    def _unpack(self, data: bytes, at: int) -> None:
        """The objects inside an object stream."""
        try:
            table, end = parse(data, at)
        except UnclearError:
            return
        if not isinstance(table, dict):
            return
        count, first = table.get(b"N"), table.get(b"First")
        if not isinstance(count, int) or not isinstance(first, int):
            return
        packed = self._stream(data, end, table)
        if packed is None:
            return
        self._parts.append(packed)
        head = packed[:first].split()[: 2 * count]
        for number, offset in zip(head[::2], head[1::2], strict=False):
            if number.isdigit() and offset.isdigit():
                self._places[int(number[:9])] = (packed, first + int(offset[:12]))


def _inflated(raw: bytes, limit: int) -> bytes:
    """What can be had of deflated bytes."""
    try:
        return zlib.decompressobj().decompress(raw, limit)
    except zlib.error:
        return b""


def parse(data: bytes, at: int) -> tuple[Any, int]:
    """The value at `at`, and where it ends. Names are bytes, strings None. Raises UnclearError."""
    left = [_VALUES]
    return _parse(data, at, left, _DEPTH)


def _parse(data: bytes, at: int, left: list[int], depth: int) -> tuple[Any, int]:
    left[0] -= 1
    if left[0] < 0 or depth < 0:
        raise UnclearError
    at = _after_space(data, at)
    first = data[at : at + 1]
    if data[at : at + 2] == b"<<":
        return _dictionary(data, at + 2, left, depth)
    if first == b"[":
        return _array(data, at + 1, left, depth)
    if name := _NAME.match(data, at):
        return _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), name[1]), name.end()
    if first == b"(":
        return None, _after_string(data, at)
    if string := _HEX.match(data, at):
        return None, string.end()
    if reference := _REFERENCE.match(data, at):
        return Reference(int(reference[1])), reference.end()
    word = _WORD.match(data, at)
    if word is None:
        raise UnclearError
    return int(word[0]) if word[0].isdigit() and len(word[0]) < 12 else None, word.end()


def _dictionary(data: bytes, at: int, left: list[int], depth: int) -> tuple[Dictionary, int]:
    table: Dictionary = {}
    while True:
        at = _after_space(data, at)
        if data[at : at + 2] == b">>":
            return table, at + 2
        key, at = _parse(data, at, left, depth - 1)
        if not isinstance(key, bytes):
            raise UnclearError
        table[key], at = _parse(data, at, left, depth - 1)


def _array(data: bytes, at: int, left: list[int], depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while True:
        at = _after_space(data, at)
        if data[at : at + 1] == b"]":
            return items, at + 1
        item, at = _parse(data, at, left, depth - 1)
        items.append(item)


def _after_space(data: bytes, at: int) -> int:
    space = _SPACE.match(data, at)
    return space.end() if space is not None else at


def _after_string(data: bytes, at: int) -> int:
    """Behind the string in brackets that begins at `at`."""
    depth = 0
    for token in _BRACKET.finditer(data, at):
        depth += (token[0] == b"(") - (token[0] == b")")
        if depth == 0:
            return token.end()
    raise UnclearError
