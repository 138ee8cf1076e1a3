"""The word that makes a phrase of time: a month, a year, a part of the day, a unit that is counted or pointed at.

In:   an allegation's words and one of them.
Out:  whether a time stands there; and the words of time of a language (lexicon `times`), levelled.
Not:  how far the phrase goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answerable.confront.clause_numbers import is_number, text_capital
from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords
from answerable.resources import lexicon
from answerable.trace.words import words_of

YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_DECADE = re.compile(r"(?:1[5-9]|20)?\d0s\Z")
DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th|er|º|ª)?\Z")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language's words of time, levelled."""

    months: frozenset[str]
    cores: frozenset[str]
    units: frozenset[str]
    points: frozenset[str]
    never_first: frozenset[str]
    after: frozenset[str]
    ago: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    ranges: frozenset[str]
    range_before: frozenset[str]
    range_inside: frozenset[str]
    not_before: frozenset[str]
    ambiguous: frozenset[str]
    before_ambiguous: frozenset[str]


@cache
def time_words(language: str) -> TimeWords:
    table = lexicon(language, "times")

    def group(*names: str) -> frozenset[str]:
        return frozenset(n for name in names for entry in table.get(name, ()) for n in words_of(entry).norms)

    months = frozenset(n for m in lexicon(language, "figures").get("months", ()) for n in words_of(m).norms)
    more = group("months")
    return TimeWords(
        months | more,
        group("weekdays", "parts", "seasons"),
        group("units"),
        group("points"),
        group("never_first"),
        group("after"),
        group("needs_count_after"),
        group("articles"),
        group("of"),
        group("ranges"),
        group("range_before"),
        group("range_inside"),
        group("not_before"),
        group("ambiguous"),
        group("before_ambiguous"),
    )


def is_core(words: ClauseWords, at: int, known: TimeWords) -> bool:
    norm = words.norms[at]
    before = words.norms[at - 1] if at and not words.gap(at).strip(" -‑,") else ""
    follows = words.norms[at + 1] if at + 1 < len(words) and not words.gap(at + 1).strip(" -‑") else ""
    if YEAR.match(norm):
        return not words.gap(at).endswith(("/", "№", "$", "€")) and not counts_a_noun(words, at, known)
    if _DECADE.match(norm):
        return True
    if norm in known.months:
        if norm in known.ambiguous and not text_capital(words, at):
            return DAY.match(before) is not None or YEAR.match(follows) is not None
        return norm not in known.ambiguous or at > 0 or bool(DAY.match(follows) or YEAR.match(follows))
    if follows in known.not_before and norm not in known.months:
        return (norm in known.cores and follows == "of") or _unit_of(words, at, known)
    if norm in known.cores and _describes(words, at, before, known):
        return False
    if norm in known.cores:
        led = before not in known.articles or (at > 1 and words.norms[at - 2] in known.before_ambiguous)
        return norm not in known.ambiguous or (before in known.before_ambiguous and led)
    if norm in known.units and YEAR.match(follows):
        return True  # "the years 1961 to 1973"
    return norm in known.units and _pointed(words, at, known)


def _describes(words: ClauseWords, at: int, before: str, known: TimeWords) -> bool:
    """ "the night watchman", "summer dresses": a part of the day that describes a noun."""
    if at + 1 >= len(words) or words.has(
        at + 1, NOT_NOUNS | Class.BREAK | Class.DETERMINER | Class.NEGATION | Class.CAPITAL
    ):
        return False
    follows = words.norms[at + 1]
    if follows in known.cores | known.after | known.months or is_number(words, at + 1):
        return False
    return before in known.articles or before in ("a", "an", "") or not before


def _unit_of(words: ClauseWords, at: int, known: TimeWords) -> bool:
    """ "the second week of May" is one, "weeks of detention" is not."""
    follows = words.norms[at + 1] if at + 1 < len(words) else ""
    then = words.norms[at + 2 : at + 4]
    time = any(n in known.months or n in known.cores or YEAR.match(n) or DAY.match(n) for n in then)
    if follows not in known.of or follows not in known.not_before:
        return False
    return (words.norms[at] in known.cores or words.norms[at] in known.units) and (time or _pointed(words, at, known))


def counts_a_noun(words: ClauseWords, at: int, known: TimeWords) -> bool:
    """ "2000 workers": four digits before a plain noun, after no preposition; a figure ("since 2019 300 men") is none."""
    if at + 1 >= len(words) or words.gap(at + 1) != " " or words.norms[at + 1].isdigit():
        return False
    if lexicon(words.language, "grammar").get("capital_nouns", False):
        return words.has(at + 1, Class.CAPITAL)
    plain = not words.has(at + 1, NOT_NOUNS | Class.CAPITAL | Class.DETERMINER | Class.NEGATION)
    led = at > 0 and (words.has(at - 1, Class.PREPOSITION) or words.norms[at - 1] in known.months | known.cores)
    return plain and not led and words.norms[at + 1] not in known.after


def _pointed(words: ClauseWords, at: int, known: TimeWords) -> bool:
    """Whether a unit is counted or pointed at: "nineteen hours", "the same week", "several months"."""
    if at == 0 or words.gap(at).strip(" -‑"):
        return False
    before = words.norms[at - 1]
    if words.norms[at + 1 : at + 2] and words.norms[at + 1] in known.not_before and words.norms[at + 1] != "of":
        return False
    if is_number(words, at - 1) or before == "one":
        aged = at > 2 and words.norms[at - 2] == "of" and _person_ends(words, at - 2)  # "an infant of five months"
        return not aged
    return before in known.points and before not in known.never_first


def _person_ends(words: ClauseWords, at: int) -> bool:
    return any(end == at for _, end in words.found("victims", max(0, at - 3), at))
