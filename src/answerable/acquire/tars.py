"""Tape archives, packed or not, and single files under gzip, bzip2 or xz.

In:   a stream.
Out:  its members' bytes; links, devices and pipes as troubles. What comes before a break is given.
Not:  anything written under a member's name.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from answerable.acquire.members import Allowance, Member, Names, StopExpandingError, Trouble

_DAMAGE = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


def expand_tar(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """The regular files of a tape archive, read once from front to back."""
    names = Names(allowance.limits.name)
    try:
        with tarfile.open(fileobj=source, mode="r:*", errors="surrogateescape") as archive:
            for index, info in enumerate(archive, 1):
                if info.isdir():
                    continue
                name = names.unlike(info.name)
                allowance.item(index)
                if not info.isreg():
                    yield Trouble(name, "skipped", "a link, device or pipe, not a file")
                    continue
                inner = archive.extractfile(info)
                if inner is None:
                    yield Trouble(name, "refused", "it has no bytes of its own")
                    continue
                stream = allowance.metered(cast(BinaryIO, inner), allowance.size, size=info.size, damage=_DAMAGE)
                yield Member(name, stream, "archive-member")
    except StopExpandingError as stop:
        yield Trouble("", "refused", stop.reason)
    except _DAMAGE as error:
        yield Trouble("", "refused", f"the archive is broken from here on: {error}")


def _opened(source: BinaryIO, kind: str) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=source, mode="rb")
    return bz2.BZ2File(source) if kind == "bzip2" else lzma.LZMAFile(source)


def expand_single(source: BinaryIO, allowance: Allowance, kind: str, name: str) -> Iterator[Member | Trouble]:
    """The one file under a layer of compression; its name is the outer one's without the last ending."""
    inner = name.rpartition("/")[2].rpartition(".")[0] or "unpacked"
    try:
        allowance.item(1)
        with _opened(source, kind) as unpacked:
            stream = allowance.metered(cast(BinaryIO, unpacked), allowance.size, damage=_DAMAGE)
            yield Member(inner, stream, "archive-member")
    except StopExpandingError as stop:
        yield Trouble(inner, "refused", stop.reason)
    except _DAMAGE as error:
        yield Trouble(inner, "refused", f"damaged: {error}")
