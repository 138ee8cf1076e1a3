"""Tape archives, packed or not, and single files under gzip, bzip2 or xz.

In:   a stream.
Out:  its members' bytes; links, devices and pipes as troubles. What comes before a break is given.
Not:  anything written under a member's name.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from answerable.acquire.members import Budget, Member, Names, StopExpandingError, Trouble

_DAMAGE = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


def expand_tar(source: BinaryIO, budget: Budget) -> Iterator[Member | Trouble]:
    """The regular files of a tape archive, read once from front to back."""
    packed = _size(source)
    names = Names(budget.limits.name)
    try:
        with tarfile.open(fileobj=source, mode="r:*", errors="surrogateescape") as archive:
            for index, info in enumerate(archive, 1):
                if info.isdir():
                    continue
                name = names.unlike(info.name)
                budget.item(index)
                if not info.isreg():
                    yield Trouble(name, "skipped", "a link, device or pipe, not a file")
                    continue
                inner = archive.extractfile(info)
                if inner is None:
                    yield Trouble(name, "refused", "it has no bytes of its own")
                    continue
                stream = budget.unpack(cast(BinaryIO, inner), packed)
                if stream.seek(0, os.SEEK_END) != info.size:
                    stream.close()
                    yield Trouble(name, "refused", "the archive ends in the middle of it")
                    continue
                stream.seek(0)
                yield Member(name, stream, "archive-member")
    except StopExpandingError as stop:
        yield Trouble("", "refused", stop.reason)
    except _DAMAGE as error:
        yield Trouble("", "refused", f"the archive is broken from here on: {error}")


def _opened(source: BinaryIO, kind: str) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=source, mode="rb")
    return bz2.BZ2File(source) if kind == "bzip2" else lzma.LZMAFile(source)


def expand_single(source: BinaryIO, budget: Budget, kind: str, name: str) -> Iterator[Member | Trouble]:
    """The one file under a layer of compression; its name is the outer one's without the last ending."""
    packed = _size(source)
    inner = name.rpartition("/")[2].rpartition(".")[0] or "unpacked"
    try:
        budget.item(1)
        with _opened(source, kind) as unpacked:
            yield Member(inner, budget.unpack(cast(BinaryIO, unpacked), packed), "archive-member")
    except StopExpandingError as stop:
        yield Trouble(inner, "refused", stop.reason)
    except _DAMAGE as error:
        yield Trouble(inner, "refused", f"damaged: {error}")


def _size(source: BinaryIO) -> int:
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    return size
