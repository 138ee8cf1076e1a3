"""A fuzzer with a fault planted in what it checks, to show that one is found. Not among those that are run."""

from __future__ import annotations

from collections.abc import Iterator


def seeds() -> Iterator[bytes]:
    yield b"gate"
    yield b"wall"


def check(data: bytes) -> None:
    if data[:2] == b"ga" and len(data) > 4:
        raise AssertionError("planted")
