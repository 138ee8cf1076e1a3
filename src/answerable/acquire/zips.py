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

from answerable.acquire.members import Allowance, Member, Names, StopExpandingError, Trouble
from answerable.acquire.zip_salvage import salvage

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_LOCAL_HEADER = 30  # bytes before a member's name
_UTF_8 = 0x800  # flag: the name is UTF-8


def expand_zip(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """The members of a zip file in the order of its directory; without one, in the order they stand in."""
    try:
        archive = zipfile.ZipFile(source)
    except (*_DAMAGE, IndexError) as error:
        yield Trouble("", "refused", f"the zip archive's directory cannot be read: {error}")
        yield from salvage(source, allowance)
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.orig_filename.endswith("/")]
        overlapping = _overlapping(infos)
        names = Names(allowance.limits.name)
        for index, info in enumerate(infos, 1):
            name = names.unlike(name_of(info))
            try:
                allowance.item(index)
                if info.header_offset in overlapping:
                    yield Trouble(name, "refused", "its bytes overlap those of another member, as only in a bomb")
                elif info.flag_bits & 1:
                    yield Trouble(name, "refused", "encrypted; unpack it with its pass-phrase and offer the file")
                elif stat.S_ISLNK(info.external_attr >> 16):
                    yield Trouble(name, "skipped", "a link, not a file")
                else:
                    with archive.open(info) as packed:
                        stream = allowance.metered(cast(BinaryIO, packed), info.compress_size, damage=_DAMAGE)
                        yield Member(name, stream, "archive-member")
            except StopExpandingError as stop:
                yield Trouble("", "refused", stop.reason)
                return
            except _DAMAGE as error:
                yield Trouble(name, "refused", f"damaged: {error}")


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name by its own bytes: those that are not UTF-8 are surrogate-escaped, whatever page was assumed."""
    if info.flag_bits & _UTF_8:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    return raw.decode("utf-8", "surrogateescape")


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


def expand_wacz(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """The web archives in a WACZ file; its indexes and lists are skipped, they only point into those."""
    for item in expand_zip(source, allowance):
        if isinstance(item, Member) and not item.name.startswith("archive/"):
            yield Trouble(item.name, "skipped", "an index of the web archive beside it")
        else:
            yield item
