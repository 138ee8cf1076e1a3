"""What the journal tells, read back: entries, notes, and the captures rebuilt from both.

In:   the files of the journal.
Out:  entries, note values, captures, declined inputs; read again only when the journal has grown.
Not:  proof. Damage that stops reading is an error here; finding all of it is `verify`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.acquire.capture import Capture
from answerable.preserve.capture_notes import CAPTURING, DECLINING, capture_in, declined_in
from answerable.preserve.entry import Entry, decode_entry
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.layout import SEGMENT, Layout, segment_name, segments
from answerable.preserve.lines import Segment, read_segment, read_segments
from answerable.preserve.note import Note, decode_note, read_values
from answerable.preserve.received import read_withheld


@dataclass(slots=True)
class Told:
    """What the first `size` entries tell of inputs."""

    size: int = 0
    captures: list[Capture] = field(default_factory=list)
    declined: list[tuple[str, str, str]] = field(default_factory=list)


class History:
    """The reading side of a journal."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._told = Told()

    def entries(self, *, start: int = 0) -> Iterator[Entry]:
        """Complete entries from number `start` on. Raises JournalDamagedError."""
        for segment in read_segments(self._layout.entries, start=start // SEGMENT):
            for seq, line in enumerate(segment.lines, start=segment.first):
                if seq >= start:
                    yield _entry(segment, seq, line)

    def notes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and values of every note whose entry is there. Raises JournalDamagedError."""
        size = count_entries(self._layout)
        for segment in read_segments(self._layout.notes):
            for line in segment.lines:
                note = _note(segment, line)
                if note.seq < size:
                    yield note.seq, _values(segment, note)

    def told(self) -> Told:
        """What all entries tell of inputs; a copy tells nothing of what was withheld from it.

        Raises JournalDamagedError, also when a note is gone.
        """
        told = self._told
        if count_entries(self._layout) < told.size:  # another journal was put in its place
            told = self._told = Told()
        notes: dict[int, Note] = {}
        withheld, loaded = read_withheld(self._layout), -1
        for entry in self.entries(start=told.size):
            told.size = entry.seq + 1
            if entry.act not in CAPTURING and entry.act not in DECLINING:
                continue
            if entry.seq // SEGMENT != loaded:
                loaded = entry.seq // SEGMENT
                notes = self._notes_of(loaded)
            note = notes.get(entry.seq)
            if note is None and withheld.hides_note(entry.seq):
                continue
            if note is None:
                raise JournalDamagedError(f"the note of entry {entry.seq} is missing")
            try:
                if entry.act in CAPTURING:
                    told.captures.append(capture_in(entry, note))
                else:
                    told.declined.append(declined_in(entry, note))
            except ValueError as error:
                raise JournalDamagedError(str(error)) from error
        return told

    def agent_named(self, name: str, named: Sequence[int]) -> str | None:
        """The id that an entry among `named` gave to `name`; None when none did or the note was erased."""
        for seq in named:
            note = self._notes_of(seq // SEGMENT).get(seq)
            if note is not None:
                values = read_values(note.values)
                if values.get("name") == name:
                    return str(values["id"])
        return None

    def _notes_of(self, index: int) -> dict[int, Note]:
        path = self._layout.notes / segment_name(index)
        if not path.exists():
            return {}
        segment = read_segment(path)
        return {note.seq: note for note in (_note(segment, line) for line in segment.lines)}


def count_entries(layout: Layout) -> int:
    """How many complete entries there are."""
    files = segments(layout.entries)
    return int(files[-1].stem) * SEGMENT + files[-1].read_bytes().count(b"\n") if files else 0


def _entry(segment: Segment, seq: int, line: bytes) -> Entry:
    try:
        entry = decode_entry(line)
    except ValueError as error:
        raise JournalDamagedError(f"{segment.path}, entry {seq}: {error}") from error
    if entry.seq != seq:
        raise JournalDamagedError(f"{segment.path}: entry {entry.seq} stands where {seq} should")
    return entry


def _note(segment: Segment, line: bytes) -> Note:
    try:
        return decode_note(line)
    except ValueError as error:
        raise JournalDamagedError(f"{segment.path}: a note is damaged: {error}") from error


def _values(segment: Segment, note: Note) -> dict[str, Any]:
    try:
        return read_values(note.values)
    except ValueError as error:
        raise JournalDamagedError(f"{segment.path}, note {note.seq}: {error}") from error
