"""The door of publish: everything the stages found and people decided, as a report.

In:   a case whose stages have run.
Out:  `report.html`, or a folder of pages when that would be too large; its telling lines.
Not:  any judgement, count or wording of its own; `report` sets the page, the stages found what is on it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

import answerable
from answerable.acquire.capture import Capture
from answerable.assess.decisions import Decisions
from answerable.assess.step import settled
from answerable.confront.questions import origin_of
from answerable.confront.second_reader import METHOD as SECOND
from answerable.confront.second_step import heard_state
from answerable.confront.shipped import method_in_force as confront_in_force
from answerable.confront.step import Confronted, confronted
from answerable.extract.step import Extracted, extracted, method_in_force
from answerable.preserve.casefile import CaseFile
from answerable.publish.bundle import (
    AccessFact,
    AffectedGroup,
    Bundle,
    BundleDocument,
    Call,
    CaseFacts,
    Party,
    Role,
)
from answerable.publish.pages import LIMIT, PAGE
from answerable.publish.report import render_moved, render_pages, telling_lines
from answerable.publish.writing import write_report
from answerable.read.reading import METHOD as READ
from answerable.read.reading import Reading
from answerable.read.step import ledger
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.terms.moment import now
from answerable.terms.span import Span
from answerable.trace.lineage import Derivation, Lineage, Mark, MissingOriginal
from answerable.trace.step import METHOD as TRACE
from answerable.trace.step import traced

METHOD = "report/4"


def state(case: CaseFile) -> Digest:
    """What the report depends on: everything in the journal but the runs that leave no new record."""
    rows = (case.shelf("confront", confront_in_force()).get("state") or b"").hex()
    told = [e.seq for e in case.entries() if e.act not in ("ran", "kept")]
    return digest_bytes(canonical_json([METHOD, answerable.__version__, rows, told]))


def is_current(case: CaseFile, target: Path) -> bool:
    """Whether `target`, with the folder beside it when there is one, is the report of the case as it stands."""
    shelf = case.shelf("publish", METHOD)
    written = shelf.get("written")
    if shelf.get("state") != state(case).encode() or written is None:
        return False
    files = msgspec.json.decode(written, type=dict[str, str])
    return target.name in files and all(_holds(target.parent / name, digest) for name, digest in files.items())


def _holds(path: Path, digest: str) -> bool:
    return path.is_file() and digest_bytes(path.read_bytes()) == digest


def telling(case: CaseFile) -> list[str]:
    """The telling lines of the report as last written."""
    row = case.shelf("publish", METHOD).get("lines")
    return [] if row is None else msgspec.json.decode(row, type=list[str])


def publish_report(
    case: CaseFile,
    readings: Mapping[Digest, Reading],
    decisions: Decisions,
    target: Path,
    *,
    limit: int = LIMIT,
    page: int = PAGE,
) -> list[str]:
    """Write the report of the case to `target`, beyond `limit` bytes to a folder beside it; return its telling lines.

    Raises FolderTakenError when that folder holds something else.
    """
    bundle = gather(case, readings, decisions)
    pages = render_pages(bundle, load_codebook(), limit=limit, page=page)
    written = write_report(target, pages, lambda folder, pages: render_moved(bundle, folder, pages))
    lines = telling_lines(bundle)
    rows = {"state": state(case).encode(), "written": msgspec.json.encode(written), "lines": msgspec.json.encode(lines)}
    case.shelf("publish", METHOD).replace_all(rows.items())
    return lines


def gather(case: CaseFile, readings: Mapping[Digest, Reading], decisions: Decisions) -> Bundle:
    """Everything the report is made of."""
    lineage = traced(case) or Lineage((), (), {}, ())
    found, said, grid = confronted(case), extracted(case), settled(case)
    settings = case.settings
    return Bundle(
        case=CaseFacts(
            settings.id,
            settings.name,
            settings.question or "",
            tuple(Party(p.id, p.names, p.role) for p in settings.parties),
        ),
        documents=_documents(case, readings, lineage, found, said),
        lineage=replace(lineage, missing=_missing(readings, lineage)),
        made=now(),
        versions={
            "answerable": answerable.__version__,
            "read": READ,
            "trace": TRACE,
            "extract": method_in_force(case),
            "confront": confront_in_force(),
            **_second_reader(case),
        },
        statements=[s for e in said.values() for s in e.statements],
        commitments=[c for e in said.values() for c in e.commitments],
        allegations=found.allegations,
        responses=found.responses,
        answers=grid.answers,
        cells=grid.cells,
        characters=grid.characters,
        origins=found.origins,
        judgements=decisions.judgements,
        access=[AccessFact(a.capture, a.span[0], a.state) for e in said.values() for a in e.access if a.span],
        groups=[AffectedGroup(digest, spans) for digest, e in said.items() for spans in e.groups if spans],
        calls=[
            Call(s.capture, s.content) for e in said.values() for s in e.statements if s.id in e.calls and s.content
        ],
        inputs=list(ledger(case)),
        last_entry=case.last_seq(),
        checkpoint=_checkpoint(case),
    )


def _second_reader(case: CaseFile) -> dict[str, str]:
    """The language model that was heard, if one was."""
    model = case.settings.model
    return {"second reader": f"{origin_of(model)}, {SECOND}"} if model is not None and heard_state(case) else {}


def _checkpoint(case: CaseFile) -> str | None:
    """Size and root of the last seal, as it stands in journal/seals/, None when the case has none."""
    seal = case.last_seal()
    return None if seal is None else f"{seal.size} {base64.b64encode(seal.root).decode()}"


def _documents(
    case: CaseFile,
    readings: Mapping[Digest, Reading],
    lineage: Lineage,
    found: Confronted,
    said: Mapping[Digest, Extracted],
) -> list[BundleDocument]:
    captures: dict[Digest, list[Capture]] = {}
    for capture in case.captures():
        captures.setdefault(capture.digest, []).append(capture)
    families = {member: f for f in lineage.families for member in f.members}
    derived: dict[str, list[Derivation]] = {}
    for link in lineage.derivations:
        derived.setdefault(link.child, []).append(link)
    documents = []
    for digest, reading in readings.items():
        facts = found.documents.get(digest)
        if not reading.text.strip() and facts is None:
            continue
        role: Role = facts.role if facts else "other"
        if role == "other" and said.get(digest, Extracted()).calls:
            role = "call"
        documents.append(
            BundleDocument(
                reading=reading,
                captures=tuple(captures.get(digest, ())),
                role=role,
                family=families.get(digest),
                derivations=tuple(derived.get(digest, ())),
                marks=_marks(reading, lineage.marks.get(digest, ())),
                sent_from=facts.sent_from if facts else None,
                sent_to=facts.sent_to if facts else None,
                date=facts.date if facts else None,
                due=facts.due if facts else None,
            )
        )
    return documents


def _missing(readings: Mapping[Digest, Reading], lineage: Lineage) -> tuple[MissingOriginal, ...]:
    """Missing originals with the words that name them placed in the whole reading."""
    placed = []
    for original in lineage.missing:
        places = readings[Digest(original.named_in)].body.locate(Span(original.start, original.end))
        if places:
            placed.append(replace(original, start=places[0].start, end=places[0].end))
    return tuple(placed)


def _marks(reading: Reading, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks with their places in the whole reading; one that runs over a block's edge becomes several."""
    return tuple(
        Mark(mark.kind, place.start, place.end, mark.value)
        for mark in marks
        for place in reading.body.locate(Span(mark.start, mark.end))
    )
