"""A codebook from a file that a case names: typed, or one of the two errors it declares."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import msgspec

from answerable.resources.codebook import parse_codebook


def seeds() -> Iterator[bytes]:
    yield b'[meta]\nid = "x"\nversion = "1"\nrules = ["a"]\n[[relation]]\nid = "direct"\nname = "n"\nminor = true\n'
    yield b'[meta]\nid = "x"\nversion = 1\n[[stance]]\nid = "denies"\nexamples = ["a"]\n[stance.example]\ntext = "y"\n'
    yield b"[meta]\n"


def check(data: bytes) -> None:
    try:
        codebook = parse_codebook(data.decode("utf-8", "replace"))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError):
        return
    assert "/" in codebook.name
    for category in codebook.relations:
        assert codebook.named("relations", category.id).id in codebook.ids("relations")
