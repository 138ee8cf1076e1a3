"""XML that is nothing we know: its words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_sound


def seeds() -> Iterator[bytes]:
    yield b"<?xml version='1.0' encoding='koi8-r'?><a x='1'><b>The gates</b> were <c/>closed.<![CDATA[ & ]]></a>"
    yield b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"


def check(data: bytes) -> None:
    require_sound("application/xml", data)
