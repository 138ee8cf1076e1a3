"""What the journal says so far, read once from the first line before anything is added.

In:   the entries on the disk and the last checkpoint.
Out:  `Known`: size, last digest, tree, the digests that are claimed, and what was never finished.
Not:  mending anything (`recovery`), nor checking the bytes (`verify`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from answerable.preserve.checkpoint import Checkpoint, parse_checkpoint
from answerable.preserve.entry import FIRST_PREV, Entry, decode_entry, line_digest
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.layout import SEGMENT, Layout, segments
from answerable.preserve.lines import Segment, misplaced, read_segments
from answerable.preserve.merkle import Tree, leaf_hash
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class Torn:
    """Bytes at the end of a file that were never acknowledged: `tail` begins at byte `start` of `path`."""

    path: Path
    start: int
    tail: bytes


@dataclass(slots=True)
class Known:
    """The journal as far as a writer needs it."""

    size: int = 0
    prev: str = FIRST_PREV
    tree: Tree = field(default_factory=Tree)
    claimed: set[Digest] = field(default_factory=set)
    set_aside: set[Digest] = field(default_factory=set)
    settings: Digest | None = None
    recipient: str = ""  # to whom the case was encrypted when it was made
    destroyed: set[Digest] = field(default_factory=set)
    named: list[int] = field(default_factory=list)
    committed: set[int] = field(default_factory=set)  # entries of the last file that have a note
    sealed: Checkpoint | None = None
    key: Digest | None = None  # the public key in force, as the last key-changed entry names it
    key_seq: int = -1
    stamps: set[Digest] = field(default_factory=set)  # files of time-stamps
    leaves: list[bytes] = field(default_factory=list)  # leaf hashes, for the proof that the signer asks for
    torn: Torn | None = None

    def take(self, line: bytes) -> None:
        """Add the next line. ValueError when it is not the next line."""
        self.add(decode_entry(line), line)

    def add(self, entry: Entry, line: bytes) -> None:
        """Add the next entry, whose line is `line`. ValueError when it is not the next."""
        if entry.seq != self.size:
            raise ValueError(f"its number is {entry.seq}")
        if entry.prev != self.prev:
            raise ValueError("its prev is not the digest of the line before")
        if entry.seq % SEGMENT == 0:
            self.committed.clear()
        if entry.note:
            self.committed.add(entry.seq)
        leaf = leaf_hash(line)
        self.leaves.append(leaf)
        self.tree.append(leaf)
        self.prev = line_digest(line)
        self.size += 1
        if entry.act == "set-aside":
            self.set_aside.update(entry.objects)
            return
        if entry.act == "stamped":
            self.stamps.update(entry.objects)
            return
        if entry.act == "exported":  # names what a copy lacks: nothing that this folder must hold
            return
        self.claimed.update(entry.objects)
        if entry.act in ("created", "settings-changed"):
            self.settings = entry.objects[0] if entry.objects else None
            self.recipient = entry.how if entry.act == "created" else self.recipient
        elif entry.act == "destroyed":
            self.destroyed.update(entry.objects)
        elif entry.act == "named":
            self.named.append(entry.seq)
        elif entry.act == "key-changed" and entry.objects:
            self.key, self.key_seq = entry.objects[0], entry.seq


def read_known(layout: Layout) -> Known:
    """All of the journal. Raises JournalDamagedError when it is not as we would have written it.

    The tree must have the root of the last checkpoint at its size: nothing is added to, and no checkpoint is made
    of, a journal that was altered.
    """
    known = Known(sealed=last_checkpoint(layout))
    files = len(segments(layout.entries))
    for expected, segment in enumerate(read_segments(layout.entries)):
        last = expected == files - 1
        wrong = misplaced(segment, expected, last=last)
        if wrong:
            raise JournalDamagedError(f"{segment.path}: {wrong}")
        complete = segment.lines
        if last:
            sealed = known.sealed.size if known.sealed is not None else 0
            complete, known.torn = without_torn(segment, protected=max(0, sealed - segment.first))
        for line in complete:
            try:
                known.take(line)
            except ValueError as error:
                raise JournalDamagedError(f"{segment.path}, entry {known.size}: {error}") from error
            _compare(known)
    if known.sealed is not None and known.size < known.sealed.size:
        raise JournalDamagedError(
            f"the last checkpoint counts {known.sealed.size} entries, the journal holds only {known.size}"
        )
    return known


def checkpoint_sizes(layout: Layout) -> list[int]:
    """The sizes that have a checkpoint, in order."""
    if not layout.seals.is_dir():
        return []
    folders = [p.name for p in layout.seals.iterdir() if p.name.isascii() and p.name.isdigit()]
    return sorted(int(name) for name in folders if layout.checkpoint(int(name)).is_file())


def last_checkpoint(layout: Layout) -> Checkpoint | None:
    """The newest checkpoint. Raises JournalDamagedError when it cannot be read."""
    sizes = checkpoint_sizes(layout)
    if not sizes:
        return None
    path = layout.checkpoint(sizes[-1])
    try:
        checkpoint = parse_checkpoint(path.read_bytes())
    except ValueError as error:
        raise JournalDamagedError(f"{path}: {error}") from error
    if checkpoint.size != sizes[-1]:
        raise JournalDamagedError(f"{path}: it says {checkpoint.size} entries")
    return checkpoint


def _compare(known: Known) -> None:
    if known.sealed is not None and known.size == known.sealed.size and known.tree.root() != known.sealed.root:
        raise JournalDamagedError(f"the first {known.size} entries are not those of checkpoint {known.size}")


def without_torn(segment: Segment, *, protected: int) -> tuple[list[bytes], Torn | None]:
    """The lines of the last file that were finished, and the rest.

    Unfinished is what has no line feed, and all from the first line with a NUL on: a page that never reached the disk
    reads as NULs, and JSON holds none. The first `protected` lines are known to have been finished; a NUL in them is
    damage, and they are given back as they are.
    """
    later = range(protected, len(segment.lines))
    good = next((i for i in later if b"\0" in segment.lines[i]), len(segment.lines))
    start = sum(len(line) + 1 for line in segment.lines[:good])
    tail = b"".join(line + b"\n" for line in segment.lines[good:]) + segment.tail
    return segment.lines[:good], Torn(segment.path, start, tail) if tail else None
