"""Small cases to test with, and words for what was found in them. Nobody in here exists."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from answerable.acquire.capture import Capture
from answerable.acquire.limits import Limits
from answerable.acquire.opening import InProcessOpener
from answerable.acquire.step import Acquired, acquire
from answerable.preserve import seal_keys
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.checkpoint import origin_of
from answerable.preserve.known import checkpoint_sizes
from answerable.preserve.layout import Layout
from answerable.preserve.verify import verify_case
from answerable.terms.check import Check, Outcome
from answerable.terms.moment import Moment, now

NOON = Moment("2031-05-06T12:00:00.000Z")
GENEROUS = 1 << 30


def acquire_into(writer: Writer, source: Path, on_item: Callable[[Acquired], object]) -> None:
    """Acquire a file or folder, containers taken apart in this process; nothing is fetched."""
    acquire(
        [source],
        writer,
        agent=writer.agent.id,
        clock=now,
        fetcher=None,
        opener=InProcessOpener(),
        limits=Limits(),
        on_item=on_item,
    )


def take(writer: Writer, path: str, data: bytes, **facts: object) -> Capture:
    """Keep `data` and record it as a file called `path`; not yet committed."""
    kept = writer.keep(io.BytesIO(data), limit=GENEROUS)
    capture = Capture(kept.digest, kept.size, path, "file", NOON, writer.agent.id, **facts)  # type: ignore[arg-type]
    writer.record(capture)
    return capture


def small_case(folder: Path, *, documents: int = 5) -> CaseFile:
    """A case with a few documents, one refusal, one run; closed in order."""
    case = CaseFile.create(folder, name="Othmar bridge", question="Who knew of the cracks?")
    with case.writing() as writer:
        for number in range(documents):
            take(writer, f"veldonia/{number}.html", f"report {number} on the bridge".encode())
        writer.decline("veldonia/loop", "skipped", "a loop of folders")
        kept = writer.keep_bytes(b'{"stage":"trace"}')
        writer.append("ran", objects=[kept.digest], tool="answerable/0", how="families/1")
    return case


def unseal(case: CaseFile) -> None:
    """As if the last command had been killed before its seal: neither the case nor the machine has it."""
    layout = Layout(case.path)
    *_, before, last = [0, *checkpoint_sizes(layout)]
    shutil.rmtree(layout.checkpoint(last).parent)
    memory = seal_keys.folder_of(seal_keys.home(), origin_of(case.settings.id)) / "checkpoint"
    if before:
        memory.write_bytes(layout.checkpoint(before).read_bytes())
    else:
        memory.unlink()


def checks(case: CaseFile | Path) -> list[Check]:
    return list(verify_case(case if isinstance(case, Path) else case.path))


def failed(found: Iterable[Check]) -> list[Check]:
    return [check for check in found if check.outcome is Outcome.FAILED]


def unchecked(found: Iterable[Check]) -> list[Check]:
    """What was not checked, the missing anchors left out: every case of this release lacks those."""
    return [check for check in found if check.outcome is Outcome.NOT_CHECKED and check.what != "anchor"]


def entry_lines(case: CaseFile) -> list[bytes]:
    files = sorted((case.path / "journal" / "entries").iterdir())
    return [line for file in files for line in file.read_bytes().splitlines()]
