"""A checkpoint: one exact form or a ValueError."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint


def seeds() -> Iterator[bytes]:
    checkpoint = Checkpoint(origin_of("0" * 32), 12, bytes(range(32)))
    yield checkpoint.text.encode()
    yield (checkpoint.text + "\n— answerable.local/0 AAAA\n").encode()


def check(data: bytes) -> None:
    try:
        checkpoint = parse_checkpoint(data)
    except ValueError:
        return
    assert checkpoint.text.encode() == data
    assert len(checkpoint.root) == 32
    assert checkpoint.size >= 0
