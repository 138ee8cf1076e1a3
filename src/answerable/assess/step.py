"""The door of assess: people's decisions, written to the journal and read from it.

In:   what a person decided, with their reason.
Out:  entries that are never overwritten; `Decisions` that stand; `Settled`, suggestions with judgements laid on.
Not:  deciding. Nothing here is written but at a person's command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from answerable.assess.decisions import JUDGED, SUPERSEDED, UNDONE, UNJOINED, Decisions, decisions_from
from answerable.assess.judgement import Judgement, Unjoin
from answerable.assess.laying import lay_judgements
from answerable.assess.settled import Settled
from answerable.confront.cells import cells_of, characters_of, confronted_elements
from answerable.confront.step import confronted
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.persons import person_named
from answerable.read.step import readings
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest


def decisions(case: CaseFile) -> Decisions:
    """What people decided in this case, as the journal tells it."""
    return decisions_from(_decided(case))


def _decided(case: CaseFile) -> Iterator[tuple[str, Mapping[str, Any]]]:
    acts = {entry.seq: entry.act for entry in case.entries() if entry.act in (JUDGED, SUPERSEDED, UNJOINED, UNDONE)}
    for seq, values in case.notes():
        if seq in acts:
            yield acts[seq], values


def judge(writer: Writer, judgement: Judgement) -> None:
    """Journal a judgement; it supersedes the one it replaces."""
    act = JUDGED if judgement.replaces is None else SUPERSEDED
    objects = [judgement.passage.capture]
    writer.append(act, objects=objects, how=judgement.codebook, note={"judgement": msgspec.to_builtins(judgement)})


def unjoin(writer: Writer, decision: Unjoin) -> None:
    """Journal that two documents do not share an origin."""
    objects = [decision.here.capture, decision.there.capture]
    writer.append(UNJOINED, objects=objects, note={"unjoin": msgspec.to_builtins(decision)})


def undo(writer: Writer, decision: Digest, reason: str) -> None:
    """Journal that a decision was taken back. The decision itself stays."""
    writer.append(UNDONE, note={"decision": decision, "reason": reason})


def coder_named(case: CaseFile, writer: Writer, name: str | None) -> Agent:
    """The coder of this name in this case: the same random id each time; without a name, this machine's agent."""
    return writer.agent if name is None else person_named(case, writer, name)


def settled(case: CaseFile) -> Settled:
    """Suggestions with standing judgements laid on, and the states and characters that follow."""
    found = confronted(case)
    standing = decisions(case).judgements
    texts = {digest: reading.text for digest, reading in readings(case).items()} if standing else {}
    elements = {a.id: [element.id for element in confronted_elements(a)] for a in found.allegations}
    laid = lay_judgements(found.answers, found.responses, standing, texts, elements)
    cells = cells_of(found.allegations, found.responses, laid.answers, laid.judged)
    return Settled(laid, tuple(cells), characters_of(found.responses, found.allegations, laid.answers))
