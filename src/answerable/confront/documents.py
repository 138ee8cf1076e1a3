"""What each document is in the exchange: a letter, a reply, a request, or none of these.

In:   what case.toml says of documents, and what each reading says of itself.
Out:  `Standing` by capture.
Not:  overruling a person: what case.toml says of a document is what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from answerable.acquire.capture import Capture
from answerable.confront.recognising import recognise
from answerable.preserve.settings import GivenDocument, Party
from answerable.read.reading import Reading
from answerable.terms.digest import Digest
from answerable.terms.moment import Edtf

Role = Literal["letter", "reply", "request", "other"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A document's part in the exchange, and why we say so."""

    role: Role
    sent_from: str | None = None
    sent_to: str | None = None
    date: Edtf | None = None
    due: Edtf | None = None  # a deadline the document itself sets
    answers: tuple[str, ...] = ()  # as case.toml names them: allegations, or documents
    given: bool = False
    acknowledgement: bool = False  # it only confirms receipt
    to_request: bool = False  # it replies to a request to visit, not to a letter
    why: str = ""

    @property
    def answers_nothing(self) -> str:
        """Why nothing in it can answer an allegation; empty when something can."""
        if self.acknowledgement:
            return "the document only confirms receipt"
        return "the document replies to a request, not to what is alleged" if self.to_request else ""


def standings(
    readings: Mapping[Digest, Reading],
    captures: Iterable[Capture],
    given: Iterable[GivenDocument],
    parties: Iterable[Party] = (),
) -> dict[Digest, Standing]:
    """The standing of every document that has one, by capture digest. Ids of `parties` become their first names."""
    known, given = list(captures), list(given)
    requests = {name for d in given if d.is_ == "request" for name in (d.path, d.url, d.sha256) if name}
    names = {party.id: party.names[0] for party in parties if party.names}
    found: dict[Digest, Standing] = {}
    for document in given:
        for digest in named_by(document, known):
            reading = readings.get(digest)
            seen = recognise(reading.body.text, reading.language) if reading is not None else None
            found[digest] = Standing(
                acknowledgement=seen is not None and seen.acknowledgement,
                role=document.is_,
                sent_from=names.get(document.from_ or "", document.from_),
                sent_to=names.get(document.to or "", document.to),
                date=Edtf(document.date) if document.date else None,
                answers=document.answers,
                to_request=bool(document.answers) and requests.issuperset(document.answers),
                given=True,
                why="case.toml says so",
            )
    for digest, reading in readings.items():
        if digest in found or not reading.body.text.strip():
            continue
        seen = recognise(reading.body.text, reading.language)
        if seen is not None:
            found[digest] = Standing(
                role=seen.kind,
                sent_from=seen.sender,
                sent_to=seen.addressee,
                why=seen.why,
                acknowledgement=seen.acknowledgement,
            )
    return found


def put_to_replies(standing: Mapping[Digest, Standing], known: Collection[str]) -> dict[Digest, tuple[str, ...]]:
    """Allegations put to a reply when case.toml names some, of those `known`; a reply to a request answers none."""
    put = {digest: tuple(a for a in one.answers if a in known) for digest, one in standing.items()}
    return {digest: named for digest, named in put.items() if named}


def named_by(document: GivenDocument, captures: Iterable[Capture]) -> set[Digest]:
    """The captures that case.toml names by digest, address or path.

    A path matches when one of the two is the end of the other at a folder's edge: case.toml may say
    `documents/a.pdf` of what was offered as `a.pdf` from inside that folder.
    """
    return {capture.digest for capture in captures if _is(document, capture)}


def _is(document: GivenDocument, capture: Capture) -> bool:
    if document.sha256 is not None:
        return capture.digest == document.sha256
    if document.url is not None:
        return capture.address == document.url
    path = document.path or ""
    return capture.path == path or capture.path.endswith("/" + path) or path.endswith("/" + capture.path)
