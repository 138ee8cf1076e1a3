"""The door of extract: readings to statements.

In:   the readings of a case.
Out:  per document its statements, proposed commitments, calls to readers, words on access, and groups affected.
Not:  extracting anything twice; a document that has statements by this method is left alone.

The plain functions see the body of a reading; the records made here point into the whole reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from answerable.extract.access import find_access_facts
from answerable.extract.calls import is_call
from answerable.extract.commitments import find_commitments
from answerable.extract.groups import find_groups
from answerable.extract.statement import Attribution, Commitment, Statement
from answerable.extract.statements import find_statements
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.runs import record_run
from answerable.read.reading import Reading
from answerable.read.step import METHOD as READ
from answerable.terms.digest import Digest
from answerable.terms.span import Span

METHOD = "extract/rules-2"
_MAIL = frozenset({"message/rfc822", "application/vnd.ms-outlook"})


@dataclass(frozen=True, slots=True)
class AccessFact:
    """Words that say how access to a place stands. `state` is an access status of the codebook, or "not-given"."""

    capture: Digest
    span: tuple[Span, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document says, by whom. `calls` are ids of statements that ask the reader to act."""

    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    calls: tuple[Digest, ...] = ()
    access: tuple[AccessFact, ...] = ()
    groups: tuple[tuple[Span, ...], ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Extracted).decode


def waiting(case: CaseFile) -> list[Digest]:
    """Documents that have a reading but no statements by this method yet, in order of digest."""
    done = case.shelf("extract", METHOD).keys()
    return sorted(Digest(key) for key in case.shelf("read", READ).keys() - done)


def extract_case(
    case: CaseFile, writer: Writer, readings: Mapping[Digest, Reading], *, on_item: Callable[[Digest], None]
) -> None:
    """Extract from every document that has not been."""
    rows: list[tuple[str, bytes]] = []
    made: list[str] = []
    todo = [readings[digest] for digest in waiting(case)]
    for reading in todo:
        extracted = extract_reading(reading)
        rows.append((reading.capture, _encode(extracted)))
        made += [s.id for s in extracted.statements] + [c.id for c in extracted.commitments]
        on_item(reading.capture)
    case.shelf("extract", METHOD).put_many(rows)
    record_run(writer, "extract", METHOD, (r.id for r in todo), made)


def extracted(case: CaseFile) -> dict[Digest, Extracted]:
    """What every document of the case says, by capture digest."""
    return {Digest(key): _decode(row) for key, row in case.shelf("extract", METHOD).items()}


def extract_reading(reading: Reading) -> Extracted:
    """The records of one reading."""
    body = reading.body
    if not body.text.strip():
        return Extracted()
    attributions = find_statements(
        body.text, reading.language, author=_author(reading.byline), post=reading.media_type in _MAIL
    )
    statements = _statements(reading, attributions)
    commitments = []
    for promised in find_commitments(body.text, attributions, reading.language, said=reading.published):
        statement = statements[promised.attribution]
        commitments.append(
            Commitment(
                statement=statement.id,
                capture=reading.capture,
                who=promised.who,
                what=_located(reading, promised.what),
                due=promised.due,
                due_words=promised.due_words,
                why=promised.why,
            )
        )
    return Extracted(
        statements=tuple(statements),
        commitments=tuple(commitments),
        calls=tuple(s.id for s, a in zip(statements, attributions, strict=True) if is_call(a)),
        access=tuple(
            AccessFact(reading.capture, body.locate(fact.span), fact.state)
            for fact in find_access_facts(body.text, reading.language)
        ),
        groups=tuple(body.locate(span) for span in find_groups(body.text, reading.language)),
    )


def _author(byline: str | None) -> str | None:
    """The name in a byline; of a mail's "Name <address>" the name, and no address by itself."""
    name = (byline or "").split("<")[0].strip(" \"'")
    return name if name and "@" not in name else None


def _statements(reading: Reading, attributions: list[Attribution]) -> list[Statement]:
    """Statements in the order of the attributions, each parent made before what is nested in it."""
    made: dict[int, Statement] = {}

    def make(index: int) -> Statement:
        if index not in made:
            a = attributions[index]
            made[index] = Statement(
                capture=reading.capture,
                reading=reading.id,
                source=_located(reading, a.source),
                cue=_located(reading, a.cue),
                content=_located(reading, a.content),
                act=a.act,
                speaker=a.speaker,
                nested_in=None if a.parent is None else make(a.parent).id,
                confidence=a.confidence,
                why=a.why,
                speaker_evidence=_located(reading, a.speaker_evidence),
            )
        return made[index]

    return [make(index) for index in range(len(attributions))]


def _located(reading: Reading, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(place for span in spans for place in reading.body.locate(span))
