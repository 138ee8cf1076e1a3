"""The writing side of a case: what `acquire` sees as a Keeper, and every stage as a place to journal what it did.

In:   bytes, captures, inputs that were declined, acts.
Out:  blobs, notes and entries, in that order; safe once `commit` has returned.
Not:  deciding when to commit within a command. `is_full` says when a batch is worth its sync; the caller decides.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

from answerable.acquire.capture import Capture
from answerable.acquire.keeper import Kept
from answerable.preserve.capture_notes import DECLINING, capture_values
from answerable.preserve.entry import ACTS, IN_THE_NOTE, NOT_BLOBS, OPEN_REASONS, is_code
from answerable.preserve.errors import NotKeptError
from answerable.preserve.journal import Fact
from answerable.preserve.note import note_values
from answerable.preserve.stores import BlobStore, JournalStore
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.moment import Moment, now

BATCH = 64  # items
BATCH_SECONDS = 0.2
MAX_OBJECTS = 900  # in one entry, so that its line stays under the limit


class Writer:
    """Adds to one case while its lock is held. Made by `CaseFile.writing`."""

    def __init__(
        self,
        journal: JournalStore,
        blobs: BlobStore,
        agent: Agent,
        captured: Callable[[], set[tuple[str, Digest]]],
        declined: Callable[[], list[tuple[str, str, str]]],
        *,
        clock: Callable[[], Moment] = now,
    ) -> None:
        self.agent = agent
        self._journal, self._blobs, self._clock = journal, blobs, clock
        self._facts: list[Fact] = []
        self._named: set[Digest] = set()  # by facts that wait
        self._unnamed: dict[Digest, None] = {}  # kept here, named by no entry yet
        self._since = 0.0
        self._load_captured, self._load_declined = captured, declined
        self._declined: dict[str, tuple[str, str]] | None = None
        self.sealing: Callable[[], None] | None = None  # set by whoever holds the seal key
        self._captured: set[tuple[str, Digest]] | None = None

    # ------------------------------------------------------------ the Keeper of acquire

    def keep(self, stream: BinaryIO, *, limit: int) -> Kept:
        """Store what `stream` holds. Raises TooLargeError beyond `limit` bytes, NotKeptError for a full disk."""
        kept = self._blobs.keep(stream, limit=limit)
        claimed = kept.digest in self._journal.known.claimed
        if claimed and kept.new:
            self._journal_healed(kept.digest)
        elif not claimed and kept.digest not in self._named:
            self._unnamed[kept.digest] = None
        return kept

    def record(self, capture: Capture) -> None:
        """Journal that these kept bytes were acquired, or seen again elsewhere. Safe after `commit`."""
        digest = capture.digest
        again = digest in self._journal.known.claimed or digest in self._named
        self._add(
            "seen-again" if again else "acquired",
            objects=(digest,),
            how=capture.how,
            values=capture_values(capture),
            label=capture.path,
            container=capture.container,
        )
        if self._captured is not None:
            self._captured.add((capture.path, digest))

    def decline(self, path: str, outcome: str, reason: str) -> None:
        """Journal an input that is not kept; `outcome` is refused or skipped. Safe after `commit`.

        Says nothing a second time: what was last declined for the same reason is not journalled again.
        """
        if outcome not in DECLINING:
            raise ValueError(f"an input that is not kept was refused or skipped, not {outcome!r}")
        if self._declined is None:
            self._declined = {path: (was, why) for path, was, why in self._load_declined()}
        if self._declined.get(path) == (outcome, reason):
            return
        self._declined[path] = (outcome, reason)
        values = note_values({"path": path, "reason": reason})
        self._add(outcome, reason=IN_THE_NOTE, values=values, label=path)

    def knows(self, path: str, digest: Digest) -> bool:
        """Whether this very input, same path and same bytes, is in the journal or waits to be, and is held whole."""
        if self._captured is None:
            self._captured = self._load_captured()
            self._captured |= {(f.label, f.objects[0]) for f in self._facts if f.act in ("acquired", "seen-again")}
        if (path, digest) not in self._captured or digest in self._blobs.destroyed:
            return False
        return self._blobs.holds(digest)  # damaged or gone: then it is to be kept again, which heals it

    def commit(self) -> None:
        """Make everything recorded so far durable. After it returns, it may be acknowledged.

        Raises NotKeptError, naming the items, when the disk did not take their bytes: all others of the batch are
        safe then, but for the containers they came out of, which stay unknown so that they are opened again.
        Raises JournalWriteError when it did not take the lines: nothing of the batch is acknowledged.
        """
        failed = self._blobs.settle()
        facts, self._facts, self._named = self._facts, [], set()
        gone = _with_containers(failed, facts)
        good = [fact for fact in facts if not gone & set(fact.objects)]
        lost = [fact for fact in facts if gone & set(fact.objects)]
        unnamed = [digest for digest in failed if digest in self._unnamed]
        for digest in unnamed:
            del self._unnamed[digest]
        self._unnamed |= dict.fromkeys(gone - failed.keys())
        if self._captured is not None:
            self._captured -= {(fact.label, fact.objects[0]) for fact in lost}
        if good:
            self._journal.append(good)
        items = [(f.label, _why(failed, f)) for f in lost]
        items += [("bytes that no entry names yet", _words(failed[digest])) for digest in unnamed]
        if items:
            raise NotKeptError(items)

    # ------------------------------------------------------------ for every stage

    @property
    def pending(self) -> int:
        """How many entries wait for a commit."""
        return len(self._facts)

    @property
    def pending_seconds(self) -> float:
        """How long the oldest of them has waited; 0.0 when none does."""
        return time.monotonic() - self._since if self._facts else 0.0

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit: 64 entries, or 200 ms since the first of them."""
        return self.pending >= BATCH or self.pending_seconds >= BATCH_SECONDS

    def append(
        self,
        act: str,
        *,
        objects: Sequence[Digest] = (),
        tool: str = "",
        how: str = "",
        reason: str = "",
        note: Mapping[str, Any] | None = None,
    ) -> None:
        """Journal an act. Safe after `commit`.

        `tool` and `how` are codes, never names. A `reason` in words goes into the note under "reason", for a line
        cannot be erased. Raises ValueError for an act that is not in the list, a code that is not one, an object
        that is not kept, or a note that JSON cannot carry.
        """
        values = dict(note) if note is not None else {}
        if reason not in OPEN_REASONS:
            if values.setdefault("reason", reason) != reason:
                raise ValueError("the reason is given twice, once in the note, and they differ")
            reason = IN_THE_NOTE
        encoded = note_values(values) if values else None
        self._add(act, objects=tuple(objects), tool=tool, how=how, reason=reason, values=encoded, label=act)

    def keep_bytes(self, data: bytes) -> Kept:
        """Store `data`. Name its digest in an entry; what no entry names gets one of its own at the end ("kept")."""
        return self.keep(BytesIO(data), limit=len(data))

    def destroy(self, digests: Sequence[Digest], note: Mapping[str, Any]) -> None:
        """Journal that two people decided to destroy `digests`, commit that, and delete the bytes.

        Raises NotKeptError when they cannot be deleted; the next command that writes tries again.
        """
        self.append("destroyed", objects=digests, reason=str(note["reason"]), note=note)
        self.commit()
        try:
            self._blobs.destroy(digests)
        except OSError as error:
            raise NotKeptError([("destroying", error.strerror or str(error))]) from error

    def quarantine(self, digest: Digest) -> None:
        """Move the stored file of `digest`, found damaged, to set-aside/ and journal that. Identical bytes heal it."""
        damaged = self._blobs.move_aside(digest)
        self._blobs.moved_aside.pop(digest)
        self._add("set-aside", objects=(damaged,), reason="changed", values=None, label="set-aside")

    def keep_beside_seal(self, size: int, files: Mapping[str, bytes]) -> None:
        """Keep what an authority said of the checkpoint over `size` entries beside it, and journal that.

        Raises NotKeptError when the disk does not take the files.
        """
        try:
            self._journal.keep_beside_seal(size, files)
        except OSError as error:
            raise NotKeptError([(name, error.strerror or str(error)) for name in files]) from error
        self.append("stamped", objects=[digest_bytes(data) for data in files.values()], how="rfc3161")
        self.commit()

    def seal(self) -> None:
        """Commit, and seal what is there now: for what is published before the command ends."""
        self.finish()
        if self.sealing is not None:
            self.sealing()

    def finish(self) -> None:
        """Name what was kept and not named, and commit. Called by `CaseFile.writing` at the end."""
        unnamed = [digest for digest in self._unnamed if digest in self._blobs.present]  # `commit` tells of the others
        for start in range(0, len(unnamed), MAX_OBJECTS):
            self.append("kept", objects=unnamed[start : start + MAX_OBJECTS])
        self.commit()

    def _add(
        self,
        act: str,
        *,
        objects: tuple[Digest, ...] = (),
        tool: str = "",
        how: str = "",
        reason: str = "",
        values: bytes | None,
        label: str,
        container: Digest | None = None,
    ) -> None:
        if act not in ACTS:
            raise ValueError(f"{act!r} is not in the list of acts")
        if not (is_code(tool) and is_code(how)):
            raise ValueError(f"tool and how must be codes such as 'families/1', not {tool!r} and {how!r}")
        if len(objects) > MAX_OBJECTS:
            raise ValueError(f"{len(objects)} objects are too many for one line; keep a blob that lists them")
        there = self._blobs.present if act not in NOT_BLOBS else set(objects)
        missing = [d for d in objects if d not in there and d not in self._journal.known.claimed]
        if missing:
            raise ValueError(f"{missing[0]} is not kept; keep the bytes before naming them")
        if not self._facts:
            self._since = time.monotonic()
        self._facts.append(Fact(act, self._clock(), objects, tool, how, reason, values, label, container))
        self._named.update(objects if act not in NOT_BLOBS else ())
        for digest in objects:
            self._unnamed.pop(digest, None)

    def _journal_healed(self, digest: Digest) -> None:
        """The journal claims `digest`, yet its bytes were damaged or gone, and have just been put back."""
        damaged = self._blobs.moved_aside.pop(digest, None)
        if damaged is not None:
            self._add("set-aside", objects=(damaged,), reason="changed", values=None, label="set-aside")
        reason = "missing" if damaged is None else "changed"
        self._add("healed", objects=(digest,), reason=reason, values=None, label="healed")


def _with_containers(failed: Iterable[Digest], facts: Iterable[Fact]) -> set[Digest]:
    """`failed`, and whatever in `facts` one of them came out of. A member stands before its container."""
    gone = set(failed)
    for fact in facts:
        if fact.container is not None and gone & set(fact.objects):
            gone.add(fact.container)
    return gone


def _why(failed: Mapping[Digest, OSError], fact: Fact) -> str:
    error = next((failed[digest] for digest in fact.objects if digest in failed), None)
    return "something in it was not kept" if error is None else _words(error)


def _words(error: OSError) -> str:
    return error.strerror or str(error)
