"""Accounts: what one person tells in one document of what they saw, heard or went through themselves.

In:   a document's paragraphs, the statements in it with their speakers, who wrote it.
Out:  `Account`s: the witness, the paragraphs in which they speak, what those lean on.
Not:  what the account is about; `bearing.py` sets it against allegations. Offices, outlets, bodies that speak on
      information received, and the accused give no account of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from answerable.confront.naming import without
from answerable.resources import languages, lexicon
from answerable.terms.digest import Digest
from answerable.terms.span import Span

BESIDE = 60  # characters before a name in which the witness's post may stand
RECORD = 250  # words; a longer text that nobody signs is no record of a day's work


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as `find_accounts` needs it."""

    id: Digest
    span: Span  # from the first to the last of its words, source included
    source: str  # as written
    speaker: str | None  # as resolved


@dataclass(frozen=True, slots=True)
class Telling:
    """One document in which somebody may tell something."""

    capture: Digest
    text: str  # the whole reading
    paragraphs: tuple[Span, ...]  # of its body, in order
    language: str | None
    told: tuple[Told, ...]
    writer: str | None = None  # who signs it, where it is a letter or mail of one person
    outlets: tuple[str, ...] = ()  # names of papers, whose words ("… Post") tell nothing
    record: bool = False  # whether it is a paper of an office: no outlet, no by-line, nobody quoted


@dataclass(frozen=True, slots=True)
class Account:
    """`witness` is None for a record, which speaks for itself."""

    capture: Digest
    witness: str | None
    statement: Digest | None
    language: str | None
    paragraphs: tuple[Span, ...]
    words: tuple[str, ...]  # of each paragraph, with the one before it where it leans on that
    whole: str  # the document's own words, by which it is known where the account is set
    others: frozenset[Digest] = field(default=frozenset())  # further statements of the witness there


def find_accounts(document: Telling, may_witness: Callable[[str], bool]) -> Iterator[Account]:
    """The accounts in one document. `may_witness` says of a name whether it may be a witness's at all."""
    if document.record and not document.told:
        yield from _whole(document, None)
        return
    if document.writer is not None and may_witness(document.writer):
        yield from _whole(document, document.writer)
        return
    speakers = {one.speaker for one in document.told if one.speaker is not None}
    witnesses = {speaker for speaker in speakers if may_witness(speaker) and not _holds_a_post(document, speaker)}
    for witness in sorted(witnesses):
        mine = [one for one in document.told if one.speaker == witness]
        alone = len(witnesses) == 1
        chosen = [
            number
            for number, paragraph in enumerate(document.paragraphs)
            if _is_theirs(document, paragraph, witness, alone)
        ]
        if chosen:
            yield Account(
                document.capture,
                witness,
                mine[0].id,
                document.language,
                tuple(document.paragraphs[number] for number in chosen),
                tuple(_words(document, number) for number in chosen),
                document.text,
                frozenset(one.id for one in mine),
            )


def _whole(document: Telling, witness: str | None) -> Iterator[Account]:
    words = tuple(_known(part.of(document.text), document.language) for part in document.paragraphs)
    if document.paragraphs and sum(len(one.split()) for one in words) <= RECORD:
        yield Account(
            document.capture, witness, None, document.language, document.paragraphs, (" ".join(words),), document.text
        )


def _is_theirs(document: Telling, paragraph: Span, witness: str, alone: bool) -> bool:
    """Whether the witness speaks in a paragraph: by name, or unnamed where nobody else in the document could be meant."""
    inside = [one for one in document.told if one.span.overlaps(paragraph)]
    if any(one.speaker == witness for one in inside):
        return True
    named = [one for one in inside if one.speaker is not None]
    return alone and bool(inside) and not named


def _words(document: Telling, number: int) -> str:
    """A paragraph's words, without sentences of not knowing, and with the paragraph before it where it leans on that."""
    words = document.paragraphs[number].of(document.text)
    opening = re.match(r"[\W_]*(\w+)", words)
    if number and opening is not None and opening[1].lower() in _list("back", document.language):
        words = document.paragraphs[number - 1].of(document.text) + " " + words
    return _known(without(words, document.outlets), document.language)


def _known(words: str, language: str | None) -> str:
    sentences = re.split(r"(?<=[.!?。؟।])\s+", words)
    return " ".join(sentence for sentence in sentences if not is_unknowing(sentence, language))


def is_unknowing(sentence: str, language: str | None) -> bool:
    """Whether a sentence tells that somebody does not know the thing."""
    folded = sentence.casefold().replace("’", "'")
    return any(words in folded for words in _list("unknowing", language))


def _holds_a_post(document: Telling, witness: str) -> bool:
    """Whether the text presents the name with a post: "the headmaster, Anselm Torv"."""
    posts = _posts()
    for match in re.finditer(re.escape(witness), document.text):
        around = document.text[max(0, match.start() - BESIDE) : match.end() + BESIDE]
        clause = next((part for part in re.split(r"[.!?;:\n]", around) if witness in part), "")
        if posts.search(clause):
            return True
    return any(posts.search(one.source) for one in document.told if one.speaker == witness)


@cache
def _posts() -> re.Pattern[str]:
    words = sorted(
        {w for lang in languages("accounts") for w in lexicon(lang, "accounts").get("institution", ())},
        key=lambda w: (-len(w), w),
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


@cache
def _list(name: str, language: str | None) -> tuple[str, ...]:
    lang = (language or "en").split("-")[0]
    return tuple(lexicon(lang, "accounts").get(name, ())) if lang in languages("accounts") else ()
