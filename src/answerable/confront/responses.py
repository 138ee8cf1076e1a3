"""Columns of the grid: replies whole, and what one speaker says in a document about another's allegation.

In:   readings, statements, what each document is, the parties.
Out:  `Response` records with their passages, one sentence each.
Not:  coding them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sentencex import segment

from answerable.confront.answer import Response
from answerable.confront.documents import Standing
from answerable.confront.parties import named_party
from answerable.extract.statement import Statement
from answerable.preserve.settings import Party
from answerable.read.reading import Reading
from answerable.terms.digest import Digest
from answerable.terms.span import Span, trimmed, words_at

#: Acts by which somebody answers a claim; one of them makes a speaker's statements a response.
RESPONDING = frozenset({"denies", "concedes", "disputes-detail", "cites-law", "responds"})


def sentences_of(reading: Reading) -> list[Span]:
    """Sentences of a reading's body, in the whole reading; none runs from one block into the next."""
    language = (reading.language or "en").split("-")[0]
    found: list[Span] = []
    for block in reading.blocks:
        if block.label != "body":
            continue
        at = block.start
        for sentence in segment(language, reading.text[block.start : block.end]):
            start = reading.text.find(sentence, at, block.end)
            if start < 0:
                continue
            span = trimmed(Span(start, start + len(sentence)), reading.text)
            at = start + len(sentence)
            if span.start < span.end:
                found.append(span)
    return found


def replies(
    readings: Mapping[Digest, Reading],
    standing: Mapping[Digest, Standing],
    allegations_put: Mapping[Digest, tuple[str, ...]],
) -> Iterator[Response]:
    """Every document that is a reply, whole. `allegations_put` names what each was asked, empty for all."""
    for digest, place in sorted(standing.items()):
        reading = readings.get(digest)
        if place.role != "reply" or reading is None:
            continue
        yield Response(
            capture=digest,
            reading=reading.id,
            who=place.sent_from or reading.byline,
            kind="reply",
            sentences=tuple((span,) for span in sentences_of(reading)),
            answers=allegations_put.get(digest, ()),
            date=place.date or reading.published,
        )


def spoken(
    readings: Mapping[Digest, Reading],
    statements: Mapping[Digest, Sequence[Statement]],
    standing: Mapping[Digest, Standing],
    accused: Sequence[Party],
    copies: Collection[Digest],
) -> Iterator[Response]:
    """What an accused party, or without parties anyone who answers a claim, says in a document.

    Letters and replies are not looked at here, nor documents in `copies`, whose words stand in another's text.
    """
    for digest, found in sorted(statements.items()):
        reading = readings.get(digest)
        role = standing[digest].role if digest in standing else "other"
        if reading is None or role in ("reply", "letter", "request") or digest in copies:
            continue
        for who, said in _by_speaker(found, reading.text, accused).items():
            passages = tuple(dict.fromkeys(s.content for s in said if s.content))
            if passages:
                yield Response(
                    capture=digest,
                    reading=reading.id,
                    who=who,
                    kind="statements",
                    sentences=passages,
                    date=reading.published,
                    through=reading.outlet,
                )


def _by_speaker(found: Iterable[Statement], text: str, accused: Sequence[Party]) -> dict[str, list[Statement]]:
    """Statements by speaker: an accused party under its first name, else whoever answers a claim."""
    groups: dict[str, list[Statement]] = {}
    for statement in found:
        speaker = statement.speaker or words_at(statement.source, text)
        if not speaker:
            continue
        party = named_party(speaker, accused)
        if party is not None:
            groups.setdefault(party.names[0] if party.names else party.id, []).append(statement)
        elif not accused and statement.speaker is not None:
            groups.setdefault(speaker, []).append(statement)
    return {who: said for who, said in groups.items() if any(s.act in RESPONDING for s in said)}
