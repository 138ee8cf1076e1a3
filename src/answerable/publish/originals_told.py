"""By what words an original that is named and not held is listed outside the passage that names it.

In:   the words that name it, the parties of the case and the lexicons.
Out:  `Told`: those words where they name an outlet, office, organisation, party or nobody; else its kind and day.
Not:  who a person is. Each word that may be somebody's name has to be accounted for; when unsure the name is withheld.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from answerable.publish.offices import LEXICON, Offices
from answerable.resources import languages, lexicon
from answerable.trace.days import day_in
from answerable.trace.outlets import is_agency, is_outlet

_GAP = "|"  # stands for words that are accounted for
_UNSPACED = re.compile("[\u0e00-\u0eff\u3041-\u9fff]")
_SPLIT = re.compile(r"[|,;:()\[\]\"“”«»„。，；：（）]|\s[-–—]\s")
_OWNER = re.compile(r"['’]s?$")
_EAST_ASIAN_DAY = re.compile(r"\d{1,4}[年月日号]")


@dataclass(frozen=True, slots=True)
class Told:
    """`words` to list it by; `withheld` when its name stands in its passages only."""

    words: str
    withheld: bool


class OriginalsTold:
    """Originals by what may be shown of their names."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices
        self._parties = _pattern(name for party in offices.parties for name in party.names if name.strip())

    def told(self, name: str) -> Told:
        """How `name` is listed."""
        return Told(name, False) if self._may_be_named(name) else Told(_kind_and_day(name), True)

    def _may_be_named(self, name: str) -> bool:
        if self._offices.is_private(name):
            return False
        if _nouns().search(name) is None and is_outlet(name):
            return True
        rest = self._parties.sub(_GAP, name)
        for accounted in (_nouns(), _of_documents(), _months(), _EAST_ASIAN_DAY):
            rest = accounted.sub(_GAP, rest)
        rest = self._offices.office_words().sub(lambda m: m[0] if _has_case(m[0]) else _GAP, rest)
        first, _, others = rest.partition(" ")
        rest = others if first.casefold() in _listed("plain") else rest
        return all(self._accounted(*run) for part in _SPLIT.split(rest) for run in _runs(part))

    def _accounted(self, run: list[str], follows: str) -> bool:
        """Whether words that may be names are an office's or outlet's, alone or with the word that follows them."""
        words = " ".join(run)
        known = is_agency(words) or (len(run) == 1 and is_outlet(words))  # "Mail" and "Post" are surnames too
        return known or self._offices.is_office(words) or self._offices.is_office(follows)


def _runs(part: str) -> Iterator[tuple[list[str], str]]:
    """Words that may be names and stand together, up to an "of"; with the word that ends the phrase after them.

    What follows an "of" belongs to an office ("Ministry of Ports") but makes no person one ("Maria of the ministry").
    """
    words = part.split()
    at = 0
    while at < len(words):
        if not _may_be_a_name(words[at]):
            at += 1
            continue
        run: list[str] = []
        joined = owner = False
        while at < len(words) and not owner and (_may_be_a_name(words[at]) or words[at] in _listed("joins")):
            bare = _OWNER.sub("", words[at])
            owner = bare != words[at]
            joined = joined or words[at] in _listed("joins")
            run += [] if joined else [bare]
            at += 1
        after = words[at] if at < len(words) and not joined and not owner else ""
        ends = bool(_OWNER.search(after)) or at + 1 >= len(words) or words[at + 1] in _listed("joins")
        yield run, _OWNER.sub("", after) if ends else ""


def _may_be_a_name(word: str) -> bool:
    """A word with a capital, one of a script without capitals, and a mail or other address."""
    return any(c in "@/_" or c.isupper() or c.istitle() or unicodedata.category(c) in ("Lo", "Lm") for c in word)


def _kind_and_day(name: str) -> str:
    kind, day = _nouns().search(name), day_in(name)
    words = kind[0].lower() if kind else "document"
    return f"{words}, {int(day[3:])} {calendar.month_name[int(day[:2])]}" if day else words


def _has_case(words: str) -> bool:
    return words.lower() != words.upper()


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of `words`, whole where a script sets spaces; of no words what matches nowhere."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    forms = [re.escape(w) if _UNSPACED.search(w) else rf"(?<!\w){re.escape(w)}(?!\w)" for w in ordered]
    return re.compile("|".join(forms) or r"(?!)", re.IGNORECASE)


def _of_originals(*lists: str) -> Iterator[str]:
    for language in languages("syndication"):
        table = lexicon(language, "syndication").get("originals", {})
        yield from (word for name in lists for word in table.get(name, ()) if not set("{(") & set(word))


@cache
def _nouns() -> re.Pattern[str]:
    return _pattern(_of_originals("nouns"))


@cache
def _of_documents() -> re.Pattern[str]:
    """Words beside a document's kind that name nobody."""
    return _pattern(chain(_of_originals("quality", "kind", "dated"), _listed("particles")))


@cache
def _months() -> re.Pattern[str]:
    """Months beside a number or after such a word as "in": "June" alone may be somebody."""
    tables = [lexicon(language, "dates").get("months", {}) for language in languages("dates")]
    names = sorted({re.escape(str(form)) for table in tables for forms in table.values() for form in forms})
    month = "(?:" + "|".join(sorted(names, key=lambda n: (-len(n), n))) + r")(?![\w'’])"
    before = "|".join(sorted(map(re.escape, _listed("before_months"))))
    return re.compile(
        rf"(?<!\w)(?:\d{{1,4}}\.?\s+{month}|{month}\.?\s+\d{{1,4}}(?!\w)|(?:{before})\s+{month})", re.IGNORECASE
    )


@cache
def _listed(what: str) -> frozenset[str]:
    """One list of `report_offices.toml`, all languages together."""
    return frozenset(
        word.casefold() for language in languages(LEXICON) for word in lexicon(language, LEXICON).get(what, ())
    )
