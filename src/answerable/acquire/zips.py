"""Zip archives and WACZ, member by member.

In:   a zip file as a stream.
Out:  its members' bytes; encrypted, overlapping, linked and bomb-like ones as troubles with their reasons.
Not:  trusting declared sizes, or writing anything under a member's name.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from answerable.acquire.members import Budget, Member, Names, StopExpandingError, Trouble

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_LOCAL_HEADER = 30  # bytes before a member's name


def expand_zip(source: BinaryIO, budget: Budget) -> Iterator[Member | Trouble]:
    """The members of a zip file in the order of its directory."""
    try:
        archive = zipfile.ZipFile(source)
    except (*_DAMAGE, UnicodeDecodeError, IndexError) as error:
        yield Trouble("", "refused", f"the zip archive cannot be opened: {error}")
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        overlapping = _overlapping(infos)
        names = Names(budget.limits.name)
        for index, info in enumerate(infos, 1):
            name = names.unlike(info.filename)
            try:
                budget.item(index)
                if info.header_offset in overlapping:
                    yield Trouble(name, "refused", "its bytes overlap those of another member, as only in a bomb")
                elif info.flag_bits & 1:
                    yield Trouble(name, "refused", "encrypted; unpack it with its pass-phrase and offer the file")
                elif stat.S_ISLNK(info.external_attr >> 16):
                    yield Trouble(name, "skipped", "a link, not a file")
                else:
                    yield _member(archive, info, name, budget)
            except StopExpandingError as stop:
                yield Trouble("" if stop.whole else name, "refused", stop.reason)
                if stop.whole:
                    return
            except _DAMAGE as error:
                yield Trouble(name, "refused", f"damaged: {error}")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    with archive.open(info) as packed:
        stream = budget.unpack(cast(BinaryIO, packed), info.compress_size)
    return Member(name, stream, "archive-member")


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Offsets of members whose packed bytes reach into the next one's."""
    found: set[int] = set()
    ordered = sorted(infos, key=lambda info: info.header_offset)
    reached, holder = -1, None
    for info in ordered:
        if holder is not None and info.header_offset < reached:
            found |= {holder.header_offset, info.header_offset}
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
        if end > reached:
            reached, holder = end, info
    return found


def expand_wacz(source: BinaryIO, budget: Budget) -> Iterator[Member | Trouble]:
    """The web archives in a WACZ file; its indexes and lists are skipped, they only point into those."""
    for item in expand_zip(source, budget):
        if isinstance(item, Member) and not item.name.startswith("archive/"):
            item.stream.close()
            yield Trouble(item.name, "skipped", "an index of the web archive beside it")
        else:
            yield item
