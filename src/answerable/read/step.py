"""The door of read: preserved bytes to readings.

In:   a case and whoever reads documents for it (`Readers`).
Out:  a shelf of readings by capture digest, and a journal entry for the run.
Not:  reading anything twice. A capture that has a reading by this method is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from answerable.acquire.browsing import BESIDE
from answerable.acquire.capture import Capture, Offered
from answerable.acquire.members import DAMAGED_CONTAINER
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.errors import BytesChangedError, BytesMissingError, PreserveError
from answerable.preserve.lending import Lent
from answerable.preserve.runs import record_run
from answerable.read.documents import Hints
from answerable.read.reading import METHOD, Reading
from answerable.read.reading_many import Reader, ReadJob
from answerable.read.shelved import ShelvedReadings
from answerable.terms.digest import Digest

_BATCH, _BATCH_BYTES = 64, 8 << 20

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Reading).decode


def first_captures(case: CaseFile) -> dict[Digest, Capture]:
    """For each digest the capture by which it first came; it gives the reader its hints."""
    first: dict[Digest, Capture] = {}
    for capture in case.captures():
        known = first.setdefault(capture.digest, capture)
        if known.how == BESIDE:  # what only shows how a page was seen gives way to the same bytes offered as a document
            first[capture.digest] = capture
    return first


def unread(case: CaseFile) -> list[Capture]:
    """Captures whose bytes have no reading by this method, in the order they came.

    What a browser recorded beside a page is not read: its words are the page's, and it would speak twice.
    """
    done = case.shelf("read", METHOD).keys() | case.destroyed()
    first = first_captures(case)
    return [capture for digest, capture in first.items() if digest not in done and capture.how != BESIDE]


def read_case(case: CaseFile, writer: Writer, readers: Reader, *, on_item: Callable[[Reading], None]) -> int:
    """Read what has not been read. Returns how many documents that were.

    Stored bytes that are damaged or gone are not read: damaged ones are quarantined, the others are read, and then
    this raises BytesChangedError or BytesMissingError.
    """
    waiting = unread(case)
    if not waiting:
        return 0
    shelf, timing = case.shelf("read", METHOD), case.shelf("read", "timing")
    batch: list[tuple[str, bytes]] = []
    seconds: list[tuple[str, bytes]] = []
    made: list[str] = []
    size = 0

    def put_away() -> None:
        shelf.put_many(batch)
        timing.put_many(seconds)
        batch.clear()
        seconds.clear()

    unfit: list[PreserveError] = []
    with case.lent as lent:
        for job, reading, took in readers.read_all(_jobs(writer, lent, waiting, unfit)):
            lent.give_back(job.capture)
            batch.append((job.capture, _encode(reading)))
            size += len(batch[-1][1])
            seconds.append((job.capture, _encode(round(took, 4))))
            made.append(reading.id)
            if reading.confidence is not None:  # OCR may come out otherwise on another machine: keep what was seen
                writer.keep_bytes(msgspec.json.encode(reading))
            if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                put_away()
                size = 0
            on_item(reading)
    put_away()
    record_run(writer, "read", METHOD, (c.digest for c in waiting), made)
    if unfit:
        raise unfit[0]
    return len(waiting)


def _jobs(writer: Writer, lent: Lent, captures: list[Capture], unfit: list[PreserveError]) -> Iterator[ReadJob]:
    for c in captures:
        hints = Hints(path=c.path, declared_type=c.declared_type, address=c.address, facts=c.facts)
        try:
            path = lent.lend(c.digest)
        except BytesChangedError as error:
            writer.quarantine(c.digest)
            unfit.append(error)
        except BytesMissingError as error:
            unfit.append(error)
        else:
            yield ReadJob(capture=c.digest, path=path.resolve(), hints=hints)


def readings(case: CaseFile) -> Mapping[Digest, Reading]:
    """Every reading of the case by capture digest, in order of digest; long ones are decoded when they are asked for."""
    return ShelvedReadings(case.shelf("read", METHOD))


def reading_of(case: CaseFile, capture: Digest) -> Reading | None:
    """The reading of one capture, None when it has not been read."""
    row = case.shelf("read", METHOD).get(capture)
    return None if row is None else _decode(row)


def ledger(case: CaseFile) -> Iterator[Offered]:
    """A line for every input ever offered, with its latest outcome, in the order first offered."""
    lines: dict[str, Offered] = {}
    timing = {key: msgspec.msgpack.decode(row, type=float) for key, row in case.shelf("read", "timing").items()}
    rows = case.shelf("read", METHOD).items()
    outcomes = {key: (read.outcome, read.reason) for key, read in ((key, _decode(row)) for key, row in rows)}
    for path, outcome, reason in case.declined():
        lines[path] = Offered(path, outcome, reason, None, 0.0)
    destroyed = case.destroyed()
    for capture in case.captures():
        waits = "recorded beside a page; not read as a document" if capture.how == BESIDE else "not yet read"
        outcome, reason = outcomes.get(capture.digest, ("kept", waits))
        # The same bytes may have come whole elsewhere: the damage is this input's, not the reading's.
        if outcome != "kept" and (damage := dict(capture.facts).get(DAMAGED_CONTAINER)):
            outcome = "partial" if outcome == "read" else outcome
            reason = f"{reason}; {damage}" if reason else damage
        if capture.digest in destroyed:
            outcome, reason = "unreadable", "destroyed by decision of two people"
        lines[capture.path] = Offered(capture.path, outcome, reason, capture.digest, timing.get(capture.digest, 0.0))
    yield from lines.values()
