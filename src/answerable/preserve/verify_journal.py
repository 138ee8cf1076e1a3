"""Checks of the journal's own files: lines, chain, checkpoints, notes.

In:   the files as they are.
Out:  a `Check` per file and per fault; `Seen`, what the entries claim, for the checks of seals and of bytes.
Not:  the bytes that entries name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint
from answerable.preserve.entry import FIRST_PREV, Entry, decode_entry, line_digest
from answerable.preserve.known import checkpoint_sizes, without_torn
from answerable.preserve.layout import SEGMENT, Layout, is_file, segment_name, segments
from answerable.preserve.lines import Segment, misplaced, read_segment
from answerable.preserve.merkle import Tree, leaf_hash
from answerable.preserve.note import decode_note
from answerable.preserve.signed_note import PublicKey
from answerable.preserve.withheld import Withheld
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class NamedKey:
    """What a key-changed entry says: from here on this key seals, and how it came to do so."""

    seq: int
    how: str
    digest: Digest


@dataclass(slots=True)
class Seen:
    """What the entries say, as far as they can be read."""

    case_id: str | None
    size: int = 0
    claimed: dict[Digest, int] = field(default_factory=dict)  # digest, and the first entry that names it
    set_aside: dict[Digest, int] = field(default_factory=dict)
    stamps: dict[Digest, int] = field(default_factory=dict)
    keys: list[NamedKey] = field(default_factory=list)
    public: list[PublicKey] = field(default_factory=list)  # every key that a signature can be checked with
    checkpoints: dict[int, Checkpoint] = field(default_factory=dict)
    wanted: frozenset[int] = frozenset()  # sizes at which seals from elsewhere need the root
    roots: dict[int, bytes] = field(default_factory=dict)  # the roots at those sizes
    fitting: set[int] = field(default_factory=set)  # sizes at which the root is that of the checkpoint there
    settings: Digest | None = None
    recipient: str = ""
    destroyed: dict[Digest, int] = field(default_factory=dict)
    exported: set[Digest] = field(default_factory=set)  # withheld from some copy, as the journal of that copy says
    withheld: Withheld = field(default_factory=Withheld)
    prev: str = FIRST_PREV
    next_seq: int = 0
    tree: Tree = field(default_factory=Tree)

    def take(self, entry: Entry) -> None:
        if entry.act == "exported":
            self.exported.update(entry.objects)
            return
        if entry.act == "destroyed":
            self.destroyed.update(dict.fromkeys(entry.objects, entry.seq))
        elif entry.act == "created":
            self.recipient = entry.how
        claims = {"set-aside": self.set_aside, "stamped": self.stamps}.get(entry.act, self.claimed)
        for digest in entry.objects:
            claims.setdefault(digest, entry.seq)
        if entry.act in ("created", "settings-changed") and entry.objects:
            self.settings = entry.objects[0]
        elif entry.act == "key-changed" and entry.objects:
            self.keys.append(NamedKey(entry.seq, entry.how, entry.objects[0]))


def check_journal(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Entries, checkpoints and notes, file by file. Fills `seen`."""
    try:
        checkpoints, faults = _checkpoints(layout, seen)
        files = segments(layout.entries)
    except OSError as error:
        yield Check("entries", "journal/", *unreadable(error))
        return
    yield from faults
    seen.checkpoints = checkpoints
    for expected, path in enumerate(files):
        what, item = "entries", f"entries/{path.name}"
        try:
            segment = read_segment(path)
        except OSError as error:
            yield Check(what, item, *unreadable(error))
            continue
        last = expected == len(files) - 1
        wrong = misplaced(segment, expected, last=last)
        if wrong:
            yield Check(what, item, Outcome.FAILED, wrong)
        lines, torn = segment.lines, None
        if last:
            sealed = max(checkpoints, default=0)
            lines, torn = without_torn(segment, protected=max(0, sealed - segment.first))
        commitments: dict[int, str] = {}
        bad = bool(wrong)
        for check in _lines(lines, seen, checkpoints, commitments):  # (1) (2)
            bad |= check.what == "entry"
            yield check
        if not bad:
            yield Check(what, item, Outcome.HELD)
        if torn is not None:
            reason = f"{len(torn.tail)} bytes at its end were never acknowledged; the next writer sets them aside"
            yield Check(what, item, Outcome.NOT_CHECKED, reason)
        yield from _notes(layout, segment, commitments, seen.size, seen.withheld, last=last)  # (7)
    yield from _beyond(layout, seen, checkpoints, len(files))


def _lines(
    lines: list[bytes], seen: Seen, checkpoints: dict[int, Checkpoint], commitments: dict[int, str]
) -> Iterator[Check]:
    """The lines of one file: each in its exact form, in order, chained; the root at every checkpoint's size."""
    for line in lines:
        item = f"entry {seen.next_seq}"
        try:
            entry = decode_entry(line)
        except ValueError as error:
            yield Check("entry", item, Outcome.FAILED, str(error))
            seen.next_seq += 1
        else:
            if entry.seq != seen.next_seq:
                yield Check("entry", item, Outcome.FAILED, f"entry {entry.seq} stands in its place")
            if entry.prev != seen.prev:
                where = f"entry {entry.seq - 1} is not the line that entry {entry.seq} was chained to"
                yield Check("entry", f"entry {entry.seq}", Outcome.FAILED, where)
            seen.next_seq = entry.seq + 1
            seen.take(entry)
            if entry.note:
                commitments[entry.seq] = entry.note
        seen.prev = line_digest(line)
        seen.tree.append(leaf_hash(line))
        seen.size += 1
        if seen.size in seen.wanted:
            seen.roots[seen.size] = seen.tree.root()
        checkpoint = checkpoints.get(seen.size)
        if checkpoint is not None:
            yield _root(checkpoint, seen)


def _root(checkpoint: Checkpoint, seen: Seen) -> Check:
    item = f"checkpoint {checkpoint.size}"
    if seen.tree.root() != checkpoint.root:
        reason = f"the first {checkpoint.size} entries are not those it was made of"
        return Check("checkpoint", item, Outcome.FAILED, reason)
    seen.fitting.add(checkpoint.size)
    if seen.case_id is None:
        return Check("checkpoint", item, Outcome.NOT_CHECKED, "its root fits; the case's id cannot be read to compare")
    return Check("checkpoint", item, Outcome.HELD)


def _checkpoints(layout: Layout, seen: Seen) -> tuple[dict[int, Checkpoint], list[Check]]:
    """Checkpoints by size, and those that are not what a checkpoint must be."""
    good: dict[int, Checkpoint] = {}
    faults = []
    for size in checkpoint_sizes(layout):
        wrong = ""
        try:
            checkpoint = parse_checkpoint(layout.checkpoint(size).read_bytes())
        except (ValueError, OSError) as error:
            wrong = str(error)
        else:
            if checkpoint.size != size:
                wrong = f"it says {checkpoint.size} entries"
            elif seen.case_id is not None and checkpoint.origin != origin_of(seen.case_id):
                wrong = f"it is of {checkpoint.origin}, not of this case"
            else:
                good[size] = checkpoint
        if wrong:
            faults.append(Check("checkpoint", f"checkpoint {size}", Outcome.FAILED, wrong))
    return good, faults


def _notes(
    layout: Layout, segment: Segment, commitments: dict[int, str], size: int, withheld: Withheld, *, last: bool
) -> Iterator[Check]:
    """The notes beside one file of entries: each commitment has its note, each note its commitment."""
    path = layout.notes / segment_name(segment.index)
    what, item = "notes", f"notes/{path.name}"
    missing, before, bad, orphans = dict(commitments), -1, False, b""
    try:
        there = is_file(path)
        lines, tail = without_torn(read_segment(path), protected=len(missing)) if there else ([], None)
    except OSError as error:
        yield Check(what, item, *unreadable(error))
        return
    for number, line in enumerate(lines, start=1):
        try:
            note = decode_note(line)
        except ValueError as error:
            fault = str(error)
        else:
            if last and before < size <= note.seq:  # the notes of a batch whose entries were never written
                orphans = b"".join(line + b"\n" for line in lines[number - 1 :])
                break
            fault = ""
            if note.seq <= before:
                fault = f"note {note.seq} stands after note {before}"
            elif note.seq not in missing:
                fault = f"entry {note.seq} has no note here"
            elif note.commitment != missing.pop(note.seq):
                fault = f"entry {note.seq} commits to other values"
            before = max(before, note.seq)
        if fault:
            bad = True
            yield Check("note", f"{item}, line {number}", Outcome.FAILED, fault)
    hidden = {seq for seq in missing if withheld.hides_note(seq)}
    for seq in missing.keys() - hidden:
        bad = True
        yield Check("note", f"note {seq}", Outcome.FAILED, f"entry {seq} commits to a note that is not there")
    if hidden:
        yield Check(what, item, Outcome.NOT_CHECKED, f"{len(hidden)} notes were withheld when this copy was made")
    loose = len(orphans) + (len(tail.tail) if tail is not None else 0)
    if loose:
        reason = f"{loose} bytes at its end belong to no entry; the next writer sets them aside"
        yield Check(what, item, Outcome.NOT_CHECKED, reason)
    if not bad and commitments.keys() - hidden:
        yield Check(what, item, Outcome.HELD)


def unreadable(error: OSError) -> tuple[Outcome, str]:
    """How a file comes out that cannot be read: a right that is lacking is not yet damage."""
    if isinstance(error, PermissionError):
        return Outcome.NOT_CHECKED, "this program may not read it"
    return Outcome.FAILED, f"it cannot be read: {error.strerror or error}"


def _beyond(layout: Layout, seen: Seen, checkpoints: dict[int, Checkpoint], files: int) -> Iterator[Check]:
    """What reaches beyond the entries, and entries beyond the last checkpoint."""
    for size in checkpoints:
        if size > seen.size:
            reason = f"it counts {size} entries; the journal holds {seen.size}"
            yield Check("checkpoint", f"checkpoint {size}", Outcome.FAILED, reason)
    sealed = max((size for size in checkpoints if size <= seen.size), default=0)
    if sealed < seen.size:
        reason = "no checkpoint covers them: the command that wrote them did not end"
        yield Check("checkpoint", f"entries {sealed}–{seen.size - 1}", Outcome.NOT_CHECKED, reason)
    for path in segments(layout.notes):
        if int(path.stem) >= max(files, -(-seen.size // SEGMENT)) and path.stat().st_size:
            reason = "it belongs to no entry; the next writer sets it aside"
            yield Check("notes", f"notes/{path.name}", Outcome.NOT_CHECKED, reason)
