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
from answerable.extract.words import stretches
from answerable.preserve.settings import Party
from answerable.read.reading import Reading
from answerable.resources import lexicon
from answerable.terms.digest import Digest
from answerable.terms.span import Span, trimmed, words_at

_ENDS = frozenset(".!?…。！？؟।՞။៖።")
_WITHOUT_END = 12  # words from which a line without a full stop is taken for a sentence

#: Acts by which somebody answers a claim; one of them makes a speaker's statements a response.
RESPONDING = frozenset({"denies", "concedes", "disputes-detail", "cites-law", "responds"})


def sentences_of(reading: Reading) -> list[Span]:
    """Sentences of a reading's body, in the whole reading; none runs from one block into the next.

    A sentence that ends in a title or an abbreviation ("in the case of Ms.") is joined to the next. Lines that are no
    sentence, such as a letterhead, a reference or an address, are left out.
    """
    language = (reading.language or "en").split("-")[0]
    found: list[Span] = []
    for block in reading.blocks:
        if block.label == "body" and block.role not in ("title", "heading", "header", "footer"):
            cut = _cut(reading.text, block.span, language)
            found += [s for s in cut if _is_sentence(s.of(reading.text), language)]
    return found


def _cut(text: str, within: Span, language: str) -> list[Span]:
    cut: list[Span] = []
    at = within.start
    for piece in (p for stretch in stretches(within.of(text)) for p in segment(language, stretch)):
        start = text.find(piece, at, within.end)
        if start < 0:
            continue
        at = start + len(piece)
        span = trimmed(Span(start, at), text)
        if span.start == span.end:
            continue
        if cut and _ends_open(cut[-1].of(text), language):
            cut[-1] = Span(cut[-1].start, span.end)
        else:
            cut.append(span)
    return cut


def _ends_open(sentence: str, language: str) -> bool:
    last = sentence.rsplit(None, 1)[-1].casefold().strip("(“\"'")
    return last in lexicon(language, "letter_lines").get("never_last", ())


def _is_sentence(words: str, language: str) -> bool:
    """Whether these words say something: they end like a sentence, or are long enough and carry no labels."""
    if words.rstrip("”\"»’')）」』 ")[-1:] in _ENDS:
        return True
    labels = sum(words.casefold().count(label) for label in lexicon(language, "letter_lines").get("labels", ()))
    return len(words.split()) >= _WITHOUT_END and not labels


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
    """Statements by speaker: all those of an accused party; where nobody is named as accused, only words that answer."""
    groups: dict[str, list[Statement]] = {}
    for statement in found:
        speaker = statement.speaker or words_at(statement.source, text)
        if not speaker:
            continue
        party = named_party(speaker, accused)
        if party is not None:
            groups.setdefault(party.names[0] if party.names else party.id, []).append(statement)
        elif not accused and statement.speaker is not None and statement.act in RESPONDING:
            groups.setdefault(speaker, []).append(statement)
    return {who: said for who, said in groups.items() if any(s.act in RESPONDING for s in said)}
