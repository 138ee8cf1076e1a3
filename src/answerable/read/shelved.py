"""The readings of a case without all of them in memory: a long one is decoded whenever it is asked for.

In:   the shelf that they lie on.
Out:  a mapping from capture digest to `Reading`, in order of digest.
Not:  noticing what is put on the shelf later; ask anew for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from answerable.preserve.shelf import Shelf
from answerable.read.reading import Reading
from answerable.terms.digest import Digest

_LONG = 256 << 10  # bytes of a reading on the shelf that is not held
_decode = msgspec.msgpack.Decoder(Reading).decode

K = TypeVar("K")
V = TypeVar("V")


class ShelvedReadings(Mapping[Digest, Reading]):
    """Every reading on a shelf. Short ones are held once they were asked for, of the long ones only the last."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._keys = [Digest(key) for key in sorted(shelf.keys())]
        self._there = frozenset(self._keys)
        self._held: dict[Digest, Reading] = {}
        self._last: tuple[Digest, Reading] | None = None

    def __getitem__(self, key: Digest) -> Reading:
        if key in self._held:
            return self._held[key]
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        row = self._shelf.get(key) if key in self._there else None
        if row is None:
            raise KeyError(key)
        reading = _decode(row)
        if len(row) > _LONG:
            self._last = key, reading
        else:
            self._held[key] = reading
        return reading

    def __iter__(self) -> Iterator[Digest]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._there


class Part(Mapping[K, V]):
    """Some of the items of a mapping, asked for there each time."""

    def __init__(self, whole: Mapping[K, V], keys: Iterable[K]) -> None:
        self._whole, self._keys = whole, dict.fromkeys(keys)

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._whole[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
