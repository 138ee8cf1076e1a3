"""Who may tell what in the documents of a case: readings and statements as `accounts.py` needs them.

In:   readings, the statements found in them, what each document is, the parties and allegations.
Out:  the accounts of witnesses and the records, as support for the allegations they bear on.
Not:  finding statements, or counting origins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from answerable.confront.accounts import Account, Telling, Told, find_accounts
from answerable.confront.answer import Allegation
from answerable.confront.bearing import what_bears
from answerable.confront.origins import Speakers
from answerable.confront.supporting import ALLEGING, Said, Support
from answerable.extract.statement import Statement
from answerable.preserve.settings import Party
from answerable.read.reading import Reading
from answerable.resources import languages, lexicon
from answerable.terms.digest import Digest
from answerable.terms.span import Span, words_at
from answerable.trace.outlets import is_outlet
from answerable.trace.words import words_of

MAIL = "message/rfc822"
_PARTICLES = frozenset(
    {
        "de",
        "da",
        "do",
        "du",
        "di",
        "del",
        "della",
        "la",
        "le",
        "von",
        "van",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "of",
    }
)


def told_by_witnesses(
    allegations: Sequence[Allegation],
    readings: Mapping[Digest, Reading],
    statements: Mapping[Digest, Sequence[Statement]],
    parties: Sequence[Party],
    *,
    outlets: Sequence[str],
    copies: Collection[Digest],
) -> list[Support]:
    """Support by what witnesses and records tell in other words than the allegations'. Readings of the accused, letters
    and replies are not to be among `readings`; `copies` do not make a word common.
    """
    who = _Witnesses(parties, allegations)
    accounts: list[Account] = []
    for digest, reading in sorted(readings.items()):
        document = _telling(digest, reading, statements.get(digest, ()), tuple(outlets))
        accounts.extend(find_accounts(document, who.may_be))
    found = what_bears(allegations, accounts, [r.body.text for d, r in sorted(readings.items()) if d not in copies])
    return [
        Support(
            one.allegation,
            Said(
                one.account.capture,
                one.account.paragraphs,
                words_at(one.account.paragraphs, readings[one.account.capture].text),
                one.account.language,
                one.account.statement,
                one.account.witness,
            ),
            one.weight,
            one.why,
        )
        for one in found
    ]


def _telling(digest: Digest, reading: Reading, statements: Sequence[Statement], outlets: tuple[str, ...]) -> Telling:
    told = tuple(
        Told(s.id, _whole((*s.source, *s.content)), words_at(s.source, reading.text), s.speaker)
        for s in statements
        if s.content and s.source and (s.act in ALLEGING or s.speaker is not None)
    )
    paragraphs = tuple(
        Span(block.start, block.end)
        for block in reading.blocks
        if block.label == "body" and block.role not in ("title", "heading", "header", "footer")
    )
    return Telling(
        digest,
        reading.text,
        paragraphs,
        reading.language,
        told,
        writer=_writer(reading),
        outlets=outlets,
        record=reading.outlet is None and reading.byline is None and reading.media_type != MAIL,
    )


def _whole(spans: Sequence[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _writer(reading: Reading) -> str | None:
    """Who signs a mail in which they speak of themselves."""
    if reading.media_type != MAIL or not reading.byline:
        return None
    lang = (reading.language or "en").split("-")[0]
    pronouns = (
        lexicon(lang, "syndication").get("voice", {}).get("first_person", ())
        if lang in languages("syndication")
        else ()
    )
    if not set(words_of(reading.body.text).norms) & set(pronouns):
        return None
    return re.sub(r"\s*<[^<>]*>\s*", "", reading.byline).strip(" \"'") or None


class _Witnesses:
    """Which names may be a witness's."""

    def __init__(self, parties: Sequence[Party], allegations: Sequence[Allegation]) -> None:
        self._speakers = Speakers(parties)
        self._told_of = [a.text.casefold() for a in allegations]

    def may_be(self, name: str) -> bool:
        """A person's full name that is nobody's who is accused, reports, or speaks on information received."""
        party = self._speakers.party(name)
        if party is not None and party.role not in ("witness", "witness-group", "victim"):
            return False
        if self._speakers.passes_on(name) or is_outlet(name) or _is_office(name) or not _full_name(name):
            return False
        # what most allegations name is the place or body they are about
        return len(self._told_of) < 2 or 2 * sum(name.casefold() in text for text in self._told_of) <= len(
            self._told_of
        )


def _is_office(name: str) -> bool:
    """Whether a word of the name is one of offices and organisations: "Ministry of Residence"."""
    words = set(name.casefold().split())
    return any(
        word.casefold() in words
        for lang in languages("report_offices")
        for word in lexicon(lang, "report_offices").get("office", ())
    )


def _full_name(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in _PARTICLES]
    return 2 <= len(words) <= 4 and not any(word[0].islower() or not word[0].isalpha() for word in words)
