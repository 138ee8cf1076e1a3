"""Readings are the same whether they are held or decoded each time, and long ones are not held."""

from __future__ import annotations

import gc

import msgspec
import pytest
from tests.read.making import read

from answerable.preserve.shelf import Shelf
from answerable.read.reading import Reading
from answerable.read.shelved import Part, ShelvedReadings
from answerable.terms.digest import Digest


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    made = Shelf(tmp_path / "read.sqlite", stage="read", method="read/2")
    texts = ["Short.", "Длинный текст. " * 40_000, "Also short.", "A long one, too. " * 40_000]
    readings = [read(text) for text in texts]
    made.put_many((reading.capture, msgspec.msgpack.encode(reading)) for reading in readings)
    return made


def test_they_are_what_lies_on_the_shelf_in_order_of_digest(shelf):
    whole = {Digest(key): msgspec.msgpack.decode(row, type=Reading) for key, row in shelf.items()}
    lazy = ShelvedReadings(shelf)
    assert dict(lazy) == whole
    assert list(lazy) == list(whole)
    assert [lazy[key] for key in reversed(list(lazy))] == [whole[key] for key in reversed(list(whole))]
    with pytest.raises(KeyError):
        lazy[Digest("0" * 64)]


def test_of_the_long_ones_only_the_last_is_held(shelf):
    lazy = ShelvedReadings(shelf)
    assert sum(len(reading.text) > 100_000 for reading in lazy.values()) == 2
    gc.collect()
    held = [thing for thing in gc.get_objects() if isinstance(thing, Reading) and len(thing.text) > 100_000]
    assert len(held) <= 1


def test_a_part_gives_what_the_whole_gives_and_no_more():
    part = Part({"a": 1, "b": 2, "c": 3}, ["c", "a"])
    assert dict(part) == {"c": 3, "a": 1}
    with pytest.raises(KeyError):
        part["b"]
