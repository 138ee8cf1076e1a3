"""After a crash: what no entry covers is moved to set-aside/, whole, and journalled there. Nothing is dropped.

In:   a case folder that its one writer has just opened.
Out:  the folder without torn tails, orphaned notes, unclaimed blobs and unfinished files; what was moved, and why.
Not:  repair. A journal that was altered is refused before anything here is touched.

What is moved was never acknowledged: an acknowledged entry is a finished line, and its note and bytes were on the
disk before it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from answerable.preserve.blobs import hash_file, stored
from answerable.preserve.durable import sync, sync_folder, write_file
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.known import Known, Torn, without_torn
from answerable.preserve.layout import SEGMENT, Layout, segments, stamp_files
from answerable.preserve.lines import read_segment
from answerable.preserve.note import decode_note
from answerable.preserve.received import read_withheld
from answerable.terms.digest import Digest, digest_bytes, is_digest


@dataclass(frozen=True, slots=True)
class Moved:
    """A file in set-aside/, named by its digest, that the journal does not mention yet. `reason` is an open one."""

    digest: Digest
    reason: str


def recover(layout: Layout, known: Known) -> tuple[list[Moved], set[Digest]]:
    """Move aside what no entry covers; return that, and the digests of the blobs that are left.

    Killed half way, the next call does the rest: a copy is on the disk before anything is cut off.
    """
    torn = [*_orphaned_notes(layout, known), *([known.torn] if known.torn is not None else ())]
    moved = {_cut(layout, one): "torn-tail" for one in torn}
    for path in _unfinished(layout):
        if path.stat().st_size == 0:
            path.unlink()
        else:
            moved[_move(layout, path)] = "unfinished"
    for path in _unnamed_stamps(layout, known):
        moved[_move(layout, path)] = "unfinished"
    blobs = stored(layout) - known.destroyed
    for digest in sorted(blobs - known.claimed):
        moved[_move(layout, layout.blob(digest))] = "unclaimed"
    for path in layout.set_aside.iterdir():
        if is_digest(path.name):
            moved.setdefault(Digest(path.name), "unclaimed")
    fresh = [Moved(digest, reason) for digest, reason in sorted(moved.items()) if digest not in known.set_aside]
    return fresh, blobs & known.claimed


def _orphaned_notes(layout: Layout, known: Known) -> list[Torn]:
    """Notes whose entry was never written, and unfinished ones.

    They can only stand at the very end. Raises JournalDamagedError when they do not, or when one that must be there
    is not among those that stay.
    """
    tails = []
    withheld = read_withheld(layout)
    missing = {seq for seq in known.committed if not withheld.hides_note(seq)}
    for path in segments(layout.notes):
        if int(path.stem) < max(0, known.size - 1) // SEGMENT:
            continue
        segment = read_segment(path)
        good, torn = without_torn(segment, protected=len(missing))
        numbers = [_seq(path, line) for line in good]
        staying = next((i for i, seq in enumerate(numbers) if seq >= known.size), len(numbers))
        if numbers != sorted(numbers):
            raise JournalDamagedError(f"{path}: its notes are not in order")
        missing -= set(numbers)
        start = sum(len(line) + 1 for line in good[:staying])
        tail = b"".join(line + b"\n" for line in good[staying:]) + (torn.tail if torn is not None else b"")
        if tail:
            tails.append(Torn(path, start, tail))
    if missing:
        raise JournalDamagedError(f"entry {min(missing)} commits to a note that is not there")
    return tails


def _seq(path: Path, line: bytes) -> int:
    try:
        return decode_note(line).seq
    except ValueError as error:
        raise JournalDamagedError(f"{path}: a note is damaged: {error}") from error


def _unnamed_stamps(layout: Layout, known: Known) -> list[Path]:
    """Files of time-stamps of which no entry names query or reply; certificates may be those of several."""
    files = stamp_files(layout)
    named = {p.with_suffix("") for p in files if p.suffix != ".pem" and hash_file(p) in known.stamps}
    return [path for path in files if path.with_suffix("") not in named]


def _unfinished(layout: Layout) -> list[Path]:
    """Files under names that only a write in progress uses."""
    places = [layout.incoming, *(layout.seals.iterdir() if layout.seals.is_dir() else ()), layout.set_aside]
    found = [p for place in places if place.is_dir() for p in place.iterdir()]
    return sorted(
        p for p in found if (p.parent == layout.incoming or p.name.startswith(".")) and stat.S_ISREG(p.lstat().st_mode)
    )


def _cut(layout: Layout, torn: Torn) -> Digest:
    digest = digest_bytes(torn.tail)
    write_file(layout.set_aside / digest, torn.tail)
    fd = os.open(torn.path, os.O_WRONLY)
    try:
        os.ftruncate(fd, torn.start)
        sync(fd)
    finally:
        os.close(fd)
    return digest


def _move(layout: Layout, path: Path) -> Digest:
    digest = hash_file(path)
    path.rename(layout.set_aside / digest)
    sync_folder(layout.set_aside)
    sync_folder(path.parent)
    return digest
