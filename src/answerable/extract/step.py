"""The door of extract: readings to statements.

In:   the readings of a case.
Out:  per document its statements, proposed commitments, calls to readers, words on access, and groups affected.
Not:  extracting anything twice; a document that has statements by this method is left alone.

The plain functions see the body of a reading; the records made here point into the whole reading.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Literal

import msgspec

from answerable.extract.access import find_access_facts
from answerable.extract.calls import is_call
from answerable.extract.commitments import find_commitments
from answerable.extract.groups import find_groups
from answerable.extract.stand_ins import METHOD as HIDING
from answerable.extract.statement import RULES, Attribution, Commitment, Statement
from answerable.extract.statements import find_statements, method_of
from answerable.extract.tagger import Tagger, tagger_of
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.runs import record_run
from answerable.read.reading import METHOD as READ
from answerable.read.reading import Reading
from answerable.resources.models import card_of, load_model
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.terms.span import Span

Way = Literal["model", "rules"]
_SHELF_OF_WAY = "way-1"
_MODEL = "statements"
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


def method_of_way(way: Way) -> str:
    """The name of a way: rules alone, or the model that ships with the program, with rules for what it does not read."""
    if way == "rules":
        return RULES
    card = card_of(_MODEL)
    return RULES if card is None else f"extract/{card.method}+{HIDING}+{RULES.rsplit('/', 1)[1]}"


def method_in_force(case: CaseFile) -> str:
    """The method by which the statements of the case were last found; of a new case the rules (decision 0013). It tells
    nothing of the case, and may stand in journal and report."""
    row = case.shelf("extract", _SHELF_OF_WAY).get("method")
    return RULES if row is None else row.decode()


def shelf_name(case: CaseFile) -> str:
    """Under which name the statements lie on their shelf: the method in force, and where parties are named a mark of their
    names, so that other names in case.toml are read anew. Like the names, the mark does not leave the case."""
    names = party_names(case)
    mark = f"+names-{digest_bytes(canonical_json(sorted(names)))[:8]}" if names else ""
    return method_in_force(case) + mark


def party_names(case: CaseFile) -> frozenset[str]:
    """The names of the parties, as case.toml gives them."""
    return frozenset(name for party in case.settings.parties for name in party.names)


def choose(case: CaseFile, way: Way | None) -> str:
    """Put `way` in force, or with None leave what is; return its method. Statements of both ways stay on the shelf."""
    before = method_in_force(case)
    if way is None:  # also of an earlier release
        way = "rules" if before.startswith(RULES.rsplit("-", 1)[0]) else "model"
    method = method_of_way(way)
    if method != before:
        case.shelf("extract", _SHELF_OF_WAY).put_many([("method", method.encode())])
    return method


def waiting(case: CaseFile) -> list[Digest]:
    """Documents that have a reading but no statements by the method in force yet, in order of digest."""
    done = case.shelf("extract", shelf_name(case)).keys()
    return sorted(Digest(key) for key in case.shelf("read", READ).keys() - done)


def extract_case(
    case: CaseFile, writer: Writer, readings: Mapping[Digest, Reading], *, on_item: Callable[[Digest], None]
) -> None:
    """Extract from every document that has not been, by the method in force."""
    method = method_in_force(case)
    tagger = None if method == RULES else shipped_tagger()
    parties = party_names(case)
    rows: list[tuple[str, bytes]] = []
    made: list[str] = []
    todo = waiting(case)
    texts = (readings[digest] for digest in todo)
    work = partial(extract_reading, tagger=tagger, parties=parties)
    for digest, found in zip(todo, map(work, texts) if tagger is None else _abreast(work, texts), strict=True):
        rows.append((digest, _encode(found)))
        made += [s.id for s in found.statements] + [c.id for c in found.commitments]
        on_item(digest)
    case.shelf("extract", shelf_name(case)).put_many(rows)
    record_run(writer, "extract", method, todo, made)


def _abreast(work: Callable[[Reading], Extracted], texts: Iterator[Reading]) -> Iterator[Extracted]:
    """What `work` makes of each text, in order, as many at once as there are processors: the model computes outside the
    lock. Not more than those are taken, so that few texts are in memory."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        running = deque(pool.submit(work, text) for text in islice(texts, os.cpu_count() or 1))
        while running:
            found = running.popleft().result()
            running.extend(pool.submit(work, text) for text in islice(texts, 1))
            yield found


def shipped_tagger(*, hides: bool = True) -> Tagger:
    """The tagger that comes with the program; in a case names are always hidden from it. Raises ModelDamagedError when it is
    not what its card says."""
    return tagger_of(load_model(_MODEL), hides=hides)


def extracted(case: CaseFile) -> dict[Digest, Extracted]:
    """What every document of the case says by the method in force, by capture digest."""
    return {Digest(key): _decode(row) for key, row in case.shelf("extract", shelf_name(case)).items()}


def extract_reading(reading: Reading, tagger: Tagger | None = None, parties: Collection[str] = ()) -> Extracted:
    """The records of one reading; by rules, or by `tagger` where it knows the language. `parties` are names of the case."""
    body = reading.body
    if not body.text.strip():
        return Extracted()
    attributions = find_statements(
        body.text,
        reading.language,
        author=_author(reading.byline),
        post=reading.media_type in _MAIL,
        tagger=tagger,
        parties=parties,
    )
    method = method_of(body.text, reading.language, tagger)
    statements = _statements(reading, attributions, method)
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
                method=method,
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


def _statements(reading: Reading, attributions: list[Attribution], method: str) -> list[Statement]:
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
                method=method,
            )
        return made[index]

    return [make(index) for index in range(len(attributions))]


def _located(reading: Reading, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(place for span in spans for place in reading.body.locate(span))
