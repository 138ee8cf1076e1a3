"""The journal as a copy carries it: every file as it stands, but for what is withheld.

In:   a case, and what a person withholds.
Out:  all that is withheld with it; the files of the journal, each with whoever writes it.
Not:  changing a line of the entries: they name nobody, and the chain would no longer hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from answerable.preserve.age import Writes
from answerable.preserve.bag_places import copy_file
from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.layout import is_file
from answerable.preserve.lines import read_segments
from answerable.preserve.note import Note, decode_note, read_values, text_of
from answerable.preserve.withheld import Withheld, is_inside, paths_of, speaks_of, with_what_hangs_on
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A file of the journal: its path in the bag, and whoever writes it."""

    path: str
    write: Callable[[Writes], None]


def withheld_from(case: CaseFile, named: Iterable[Digest], *, notes: bool) -> frozenset[Digest]:
    """All digests that a copy without `named` does not hold; of files set aside too, when anything is withheld."""
    named = list(named)
    aside = {Digest(path.name) for path in case.layout.set_aside.iterdir() if is_file(path)}
    if not named:
        return frozenset() if notes else frozenset(aside)  # a torn tail may be one of notes
    kept = {digest for entry in case.entries() if entry.act == "kept" for digest in entry.objects}
    speaking = {digest: case.read_blob(digest) for digest in kept - case.destroyed()}
    return with_what_hangs_on(named, case.captures(), speaking) | aside


def journal_files(case: CaseFile, withheld: frozenset[Digest], *, notes: bool) -> tuple[Withheld, list[JournalFile]]:
    """What the copy lacks, notes included, and the files of its journal."""
    layout = case.layout
    silent = _silent(case, withheld) if notes else frozenset()
    found = []
    for path in sorted(layout.journal.rglob("*")):
        name = f"journal/{path.relative_to(layout.journal).as_posix()}"
        if not is_file(path) or path == layout.lock or path.name.startswith(".") or not path.stat().st_size:
            continue
        if path.parent == layout.set_aside and path.name in withheld:
            continue
        if path.parent != layout.notes:
            found.append(JournalFile(name, copy_file(path)))
        elif notes:
            lines = [line for seq, line in _notes_in(path) if seq not in silent]
            if lines:
                found.append(JournalFile(name, _writes(lines)))
    return Withheld(withheld, silent, not notes), found


def _silent(case: CaseFile, withheld: frozenset[Digest]) -> frozenset[int]:
    """The numbers of the notes that speak of what is withheld."""
    if not withheld:
        return frozenset()
    paths = paths_of(withheld, case.captures())
    about = {entry.seq for entry in case.entries() if entry.note and withheld.intersection(entry.objects)}
    for segment in read_segments(case.layout.notes):
        for line in segment.lines:
            note = _note(segment.path, line)
            if speaks_of(bytes(note.values), withheld) or is_inside(_path_in(note), paths):
                about.add(note.seq)
    return frozenset(about)


def _path_in(note: Note) -> str:
    value = read_values(note.values).get("path", "")
    return text_of(value) if isinstance(value, str | dict) else ""


def _notes_in(path: Path) -> Iterator[tuple[int, bytes]]:
    for segment in read_segments(path.parent, start=int(path.stem)):
        if segment.path != path:
            return
        yield from ((_note(path, line).seq, line) for line in segment.lines)


def _note(path: Path, line: bytes) -> Note:
    try:
        return decode_note(line)
    except ValueError as error:
        raise JournalDamagedError(f"{path}: a note is damaged: {error}") from error


def _writes(lines: list[bytes]) -> Callable[[Writes], None]:
    def write(sink: Writes) -> None:
        for line in lines:
            sink.write(line + b"\n")

    return write
