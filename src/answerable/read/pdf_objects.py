"""The objects of a PDF as far as its drawings need them: dictionaries, references, and streams under plain filters.

In:   the bytes of a PDF, whatever they are.
Out:  `Objects`, which gives the value of a number and the bytes of a stream; None for what cannot be told. `gave_up`
      says why, where a bound ended the looking: then nothing is known of what was not looked at.
Not:  the table of places (every `n g obj` in the file counts, the last of a number first), encryption, predictors.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from typing import Any

from answerable.read.pdf_values import Dictionary, Reference, TooMuchError, UnclearError, parse

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,8})[\s\0]{1,8}\d{1,5}[\s\0]{1,8}obj(?![A-Za-z])")
_STREAM = re.compile(rb"[\s\0]*stream\r?\n?")
_PIECE = 16 << 10  # bytes inflated at a time
_DEPTH = 40  # references to references
_LOOKED_INTO = 64 << 20  # bytes of all streams of one file
_TIMES = 4  # a file's bytes that are looked at for values; each object is parsed once, so an ordinary file needs 1


class Objects:
    """Every object of a file, parsed when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self._places: dict[int, tuple[bytes, int]] = {}
        self._parts = [data]  # the file, and what its object streams hold
        self._held: dict[int, tuple[Any, int]] = {}
        self._unparsed = _TIMES * len(data)
        self._left = _LOOKED_INTO
        self.gave_up = ""
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
            of = self._object(of.number)[0]
        return None

    def table(self, of: Any) -> Dictionary:
        """As `value`, of what must be a dictionary; empty when it is none."""
        found = self.value(of)
        return found if isinstance(found, dict) else {}

    def stream(self, number: int) -> bytes | None:
        """The bytes of the stream with that number, its filters undone."""
        table, end = self._object(number)
        return self._stream(self._places[number][0], end, table) if isinstance(table, dict) else None

    def _object(self, number: int) -> tuple[Any, int]:
        """The value with that number, and where it ends."""
        if number not in self._held:
            place = self._places.get(number)
            self._held[number] = (None, 0) if place is None else self._parsed(*place)
        return self._held[number]

    def _parsed(self, data: bytes, at: int) -> tuple[Any, int]:
        try:
            value, end = parse(data, at, self._unparsed)
        except UnclearError as error:
            if isinstance(error, TooMuchError):
                self.gave_up = "more values, or values deeper inside others, than are looked at"
            value, end = None, error.looked_to
        self._unparsed -= max(end - at, 0)
        return value, end

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
        elif self._left > 0:
            end = data.find(b"endstream", begins.end())
        raw = self._spent(data[begins.end() : min(end if end >= 0 else len(data), begins.end() + self._left + 1)])
        filters = self.value(table.get(b"Filter"))
        for each in filters if isinstance(filters, list) else [filters] if filters is not None else []:
            if self.value(each) not in (b"FlateDecode", b"Fl") or self._left <= 0:
                return None
            raw = self._spent(_inflated(raw, self._left + 1))
        return raw

    def _spent(self, looked_into: bytes) -> bytes:
        """The same bytes, once they are counted."""
        self._left -= len(looked_into)
        if self._left < 0:
            self.gave_up = "more in streams than is looked into"
            self._left = 0
        return looked_into

    def _unpack(self, data: bytes, at: int) -> None:
        """The objects inside an object stream."""
        table, end = self._parsed(data, at)
        if not isinstance(table, dict):
            return
        count, first = table.get(b"N"), table.get(b"First")
        if not isinstance(count, int) or not isinstance(first, int):
            return
        packed = self._stream(data, end, table)
        if packed is None:
            return
        self._parts.append(packed)
        self._unparsed += _TIMES * len(packed)
        head = packed[:first].split()[: 2 * count]
        for number, offset in zip(head[::2], head[1::2], strict=False):
            if number.isdigit() and offset.isdigit():
                self._places[int(number[:9])] = (packed, first + int(offset[:12]))


def _inflated(raw: bytes, most: int) -> bytes:
    """What can be had of deflated bytes, at most `most`: all before the first fault, as whoever draws them has it too."""
    inflater, out = zlib.decompressobj(), bytearray()
    for start in range(0, len(raw), _PIECE):
        piece, before = raw[start : start + _PIECE], inflater.copy()
        try:
            out += inflater.decompress(piece, most - len(out))
        except zlib.error:
            return bytes(out) + _up_to_the_fault(before, piece, most - len(out))
        if len(out) >= most:
            break
    return bytes(out)


def _up_to_the_fault(inflater: Any, piece: bytes, most: int) -> bytes:
    out = bytearray()
    try:
        for byte in piece:
            out += inflater.decompress(bytes([byte]), max(1, most - len(out)))
    except zlib.error:
        pass  # what came before it is what there is
    return bytes(out[:most])
