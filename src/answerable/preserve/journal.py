"""Adding lines to the journal, so that a finished line is always a true one.

In:   facts waiting to be written.
Out:  notes on the disk, then entries on the disk; only then are they said to be there.
Not:  blobs (they are on the disk before), nor checkpoints (they come after).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.preserve.durable import sync, sync_folder, write_all, write_file
from answerable.preserve.entry import Entry, encode_entry, line_digest, new_nonce
from answerable.preserve.errors import JournalWriteError
from answerable.preserve.known import Known
from answerable.preserve.layout import SEGMENT, Layout, segment_name
from answerable.preserve.note import commit, encode_note, new_salt
from answerable.terms.digest import Digest
from answerable.terms.moment import Moment


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry that has no number yet. `values` are those of its note, in canonical JSON; `label` is for errors.

    `container` is what an acquired object came out of; it stands in the note, and here for the writer.
    """

    act: str
    time: Moment
    objects: tuple[Digest, ...] = ()
    tool: str = ""
    how: str = ""
    reason: str = ""
    values: bytes | None = None
    label: str = ""
    container: Digest | None = None


class Journal:
    """The end of a journal that one writer holds."""

    def __init__(self, layout: Layout, known: Known, actor: str) -> None:
        self.layout, self.known, self.actor = layout, known, actor
        self.broken: str = ""

    def append(self, facts: Sequence[Fact]) -> None:
        """Write `facts`; when this returns they are on the disk.

        Raises JournalWriteError when the disk does not take them. Then nothing of the batch is acknowledged, the
        files are cut back to where they were as far as the disk allows, and nothing more can be written.
        """
        if self.broken:
            raise JournalWriteError(self.broken)
        lines, notes = lines_of(facts, self.known, self.actor)
        numbered = [(entry.seq, line) for entry, line in lines]
        files = _by_file(self.layout.notes, notes) | _by_file(self.layout.entries, numbered)  # (5), then (6)
        before = {path: path.stat().st_size if path.exists() else None for path in files}
        try:
            for path, data in files.items():
                _append(path, data, new=before[path] is None)
        except OSError as error:
            self.broken = error.strerror or str(error)
            _cut_back(before)
            raise JournalWriteError(self.broken) from error
        for entry, line in lines:
            self.known.add(entry, line)

    def keep_beside_seal(self, size: int, files: Mapping[str, bytes]) -> None:
        """Put `files` beside the checkpoint over `size` entries. Raises OSError."""
        for name, data in files.items():
            write_file(self.layout.checkpoint(size).with_name(name), data)


def lines_of(
    facts: Sequence[Fact], known: Known, actor: str
) -> tuple[list[tuple[Entry, bytes]], list[tuple[int, bytes]]]:
    """The entries of `facts` behind what is `known`, each with its line, and their notes with the entry's number."""
    lines: list[tuple[Entry, bytes]] = []
    notes: list[tuple[int, bytes]] = []
    prev = known.prev
    for seq, fact in enumerate(facts, start=known.size):
        commitment = ""
        if fact.values is not None:
            salt = new_salt()
            commitment = commit(salt, fact.values)
            notes.append((seq, encode_note(seq, salt, fact.values)))
        entry = Entry(
            act=fact.act,
            actor=actor,
            how=fact.how,
            nonce=new_nonce(),
            note=commitment,
            objects=fact.objects,
            prev=prev,
            reason=fact.reason,
            seq=seq,
            time=fact.time,
            tool=fact.tool,
        )
        line = encode_entry(entry)
        prev = line_digest(line)
        lines.append((entry, line))
    return lines, notes


def _by_file(folder: Path, lines: Sequence[tuple[int, bytes]]) -> dict[Path, bytes]:
    files: dict[Path, bytearray] = {}
    for seq, line in lines:
        files.setdefault(folder / segment_name(seq // SEGMENT), bytearray()).extend(line + b"\n")
    return {path: bytes(data) for path, data in files.items()}


def _append(path: Path, data: bytes, *, new: bool) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        write_all(fd, data)
        sync(fd)
    finally:
        os.close(fd)
    if new:
        sync_folder(path.parent)


def _cut_back(before: dict[Path, int | None]) -> None:
    """Take back what was written of a failed batch. What cannot be taken back, recovery finds at the next opening."""
    for path, size in reversed(before.items()):
        if path.exists():
            try:
                os.truncate(path, size or 0)
            except OSError:
                return
