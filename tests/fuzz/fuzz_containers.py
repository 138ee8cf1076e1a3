"""Containers of every kind: told by their first bytes, then taken apart."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import warnings
import zipfile
from collections.abc import Iterator

from tests.fuzz.members import require_members

from answerable.acquire.sniff import container_kind


def seeds() -> Iterator[bytes]:
    packed, taped = io.BytesIO(), io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of the same name twice, which is what is odd about it
        archive.writestr("a/b.txt", "gate " * 20)
        archive.writestr("a/b.txt", "again")
    with tarfile.open(fileobj=taped, mode="w") as tape:
        about = tarfile.TarInfo("../gate.txt")
        about.size = 4
        tape.addfile(about, io.BytesIO(b"gate"))
        tape.addfile(tarfile.TarInfo("link"))
    yield packed.getvalue()
    yield taped.getvalue()
    yield from (gzip.compress(b"gate" * 9, mtime=0), bz2.compress(b"gate" * 9), lzma.compress(taped.getvalue()))
    yield b"From ann@ledger.example Thu Mar 14 09:20:00 2019\nSubject: a\nTo: b\n\nwords\n\nFrom x 10:00\nSubject: c\n\n"


def check(data: bytes) -> None:
    stream = io.BytesIO(data)
    kind = container_kind(stream)
    assert stream.tell() == 0
    if kind is not None:
        require_members(kind, stream)
