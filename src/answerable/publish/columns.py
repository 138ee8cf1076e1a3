"""The columns of the grid: responses, numbered `R1`, `R2` …, replies before other statements, by date.

In:   the responses of a bundle, and which of them stand aside.
Out:  `Column` records, those aside last. A speaker who is neither party nor office is not named in a column's head.
Not:  what the responses say.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from answerable.confront.answer import Answer, Response
from answerable.publish.bundle import Bundle
from answerable.publish.dates import order_key, written
from answerable.publish.offices import Offices
from answerable.publish.register import Listed, Register
from answerable.publish.words import name_of
from answerable.resources.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Column:
    """A response. `who` is an office or party, or says that the speaker is named only inside the passages."""

    number: int
    response: Response
    source: Listed
    who: str
    date: str
    character: str  # empty when none was suggested
    unrelated: int  # passages that relate to no point

    @property
    def tag(self) -> str:
        return f"R{self.number}"

    @property
    def kind(self) -> str:
        return "reply" if self.response.kind == "reply" else "statements"


def make_columns(
    bundle: Bundle,
    codebook: Codebook,
    register: Register,
    by_response: Mapping[str, Sequence[Answer]],
    aside: Container[str],
) -> tuple[Column, ...]:
    """All responses of the case as columns. `aside` names responses that are numbered after all others."""
    offices = Offices(bundle.case.parties)
    ordered = sorted(
        bundle.responses,
        key=lambda r: (
            r.id in aside,
            r.kind != "reply",
            order_key(r.date),
            register[r.capture].number,
            r.sentences[:1],
        ),
    )
    columns = []
    for number, response in enumerate(ordered, start=1):
        source = register[response.capture]
        who = offices.public(response.who)
        if who is None:
            who = source.document.sent_from if response.kind == "reply" and source.document.sent_from else None
        related = {
            answer.passage.start
            for answer in by_response.get(response.id, ())
            if answer.allegation is not None and answer.relation != "does-not-address"
        }
        starts = (next(iter(sentence)).start for sentence in response.sentences if sentence)
        unrelated = sum(start not in related for start in starts)
        character = bundle.characters.get(response.id)
        columns.append(
            Column(
                number,
                response,
                source,
                who or f"A speaker in {source.tag}",
                written(response.date) or source.date,
                name_of(codebook, "characters", character) if character else "",
                unrelated,
            )
        )
    return tuple(columns)
