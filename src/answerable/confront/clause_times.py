"""The times of an allegation: days, ranges, seasons, durations, "the night of 11 February", "three days later".

In:   an allegation's words.
Out:  spans of whole phrases without their preposition.
Not:  ages, sentences of imprisonment, shifts; nor reckoning: "last winter" stays as it is written.

A phrase grows from a core (a month, a year, a weekday, a part of the day, a unit that is counted or pointed at) to both
sides over the words that may belong to it (lexicon `times`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answerable.confront.clause_numbers import is_number, text_capital
from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords
from answerable.resources import lexicon
from answerable.terms.span import Span
from answerable.trace.words import words_of

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_DECADE = re.compile(r"(?:1[5-9]|20)?\d0s\Z")
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th|er|º|ª)?\Z")
_CLOCK = re.compile(r"(?<![\d.,:])[0-2]?\d[.:h][0-5]\d(?![\d.:/])(?:\s?[ap]\.?m\b\.?|\s(?:hours|Uhr)\b)?")
_HOUR = re.compile(r"(?<![\d.,:])[0-2]?\d\s?(?:[ap]\.m\.?|[ap]m\b|h\b|Uhr\b|o’clock\b|o'clock\b)")
_NUMERIC = re.compile(r"(?<![\d./-])(?:[0-3]?\d[./][01]?\d[./](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\d./-])")
_HAN = re.compile(r"(?:\d{4}\s?年\s?)?(?:\d{1,2}\s?月\s?(?:\d{1,2}\s?日)?)|\d{4}\s?年")
_LONG_GAP = re.compile(r"\.?\s*(?:,\s*)?\Z")


@dataclass(frozen=True, slots=True)
class _Words:
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
def _known(language: str) -> _Words:
    table = lexicon(language, "times")

    def group(*names: str) -> frozenset[str]:
        return frozenset(n for name in names for entry in table.get(name, ()) for n in words_of(entry).norms)

    months = frozenset(n for m in lexicon(language, "figures").get("months", ()) for n in words_of(m).norms)
    more = group("months")
    return _Words(
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


def times_of(words: ClauseWords) -> list[Span]:
    """Spans of the times in `words`, in order, none overlapping."""
    known = _known(words.language)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if not _is_core(words, at, known):
            at += 1
            continue
        first, after = _left(words, at, known, found[-1][1] if found else 0), _right(words, at + 1, known)
        if found and _one_range(words, found[-1], first, known):
            found[-1] = (found[-1][0], after)
        else:
            found.append((first, after))
        at = after
    spans = [words.place(first, after) for first, after in found]
    for pattern in (_NUMERIC, _CLOCK, _HOUR, _HAN):
        spans += [Span(*m.span()) for m in pattern.finditer(words.text)]
    return _merged(spans, words.text)


def _merged(spans: list[Span], text: str) -> list[Span]:
    """Overlapping spans as one; a clock time takes in what it touches ("4 a.m. on 3 May" stays two)."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _is_core(words: ClauseWords, at: int, known: _Words) -> bool:
    norm = words.norms[at]
    before = words.norms[at - 1] if at and not words.gap(at).strip(" -‑,") else ""
    follows = words.norms[at + 1] if at + 1 < len(words) and not words.gap(at + 1).strip(" -‑") else ""
    if _YEAR.match(norm):
        return not words.gap(at).endswith(("/", "№", "$", "€")) and not _counted(words, at, known)
    if _DECADE.match(norm):
        return True
    if norm in known.months:
        if norm in known.ambiguous and not text_capital(words, at):
            return _DAY.match(before) is not None or _YEAR.match(follows) is not None
        return norm not in known.ambiguous or at > 0 or bool(_DAY.match(follows) or _YEAR.match(follows))
    if follows in known.not_before and norm not in known.months:
        return norm in known.cores and follows == "of" or _unit_of(words, at, known)
    if norm in known.cores and _describes(words, at, before, known):
        return False
    if norm in known.cores:
        return norm not in known.ambiguous or before in known.before_ambiguous
    if norm in known.units and _YEAR.match(follows):
        return True  # "the years 1961 to 1973"
    return norm in known.units and _pointed(words, at, known)


def _describes(words: ClauseWords, at: int, before: str, known: _Words) -> bool:
    """ "the night watchman", "summer dresses": a part of the day that describes a noun."""
    if at + 1 >= len(words) or words.has(
        at + 1, NOT_NOUNS | Class.BREAK | Class.DETERMINER | Class.NEGATION | Class.CAPITAL
    ):
        return False
    follows = words.norms[at + 1]
    if follows in known.cores | known.after | known.months or is_number(words, at + 1):
        return False
    return before in known.articles or before in ("a", "an", "") or not before


def _unit_of(words: ClauseWords, at: int, known: _Words) -> bool:
    """ "the second week of May" is one, "weeks of detention" is not."""
    follows = words.norms[at + 1] if at + 1 < len(words) else ""
    then = words.norms[at + 2 : at + 4]
    time = any(n in known.months or n in known.cores or _YEAR.match(n) or _DAY.match(n) for n in then)
    if follows not in known.of or follows not in known.not_before:
        return False
    return (words.norms[at] in known.cores or words.norms[at] in known.units) and (time or _pointed(words, at, known))


def _counted(words: ClauseWords, at: int, known: _Words) -> bool:
    """ "2000 workers": four digits before a plain noun, after no preposition."""
    if at + 1 >= len(words) or words.gap(at + 1) != " ":
        return False
    if lexicon(words.language, "grammar").get("capital_nouns", False):
        return words.has(at + 1, Class.CAPITAL)
    plain = not words.has(at + 1, NOT_NOUNS | Class.CAPITAL | Class.DETERMINER | Class.NEGATION)
    led = at > 0 and (words.has(at - 1, Class.PREPOSITION) or words.norms[at - 1] in known.months | known.cores)
    return plain and not led and words.norms[at + 1] not in known.after


def _pointed(words: ClauseWords, at: int, known: _Words) -> bool:
    """Whether a unit is counted or pointed at: "nineteen hours", "the same week", "several months"."""
    if at == 0 or words.gap(at).strip(" -‑"):
        return False
    before = words.norms[at - 1]
    if words.norms[at + 1 : at + 2] and words.norms[at + 1] in known.not_before and words.norms[at + 1] != "of":
        return False
    if is_number(words, at - 1) or before == "one":
        return not (
            at > 2 and words.norms[at - 2] == "of" and _person_ends(words, at - 2)
        )  # "an infant of five months"
    return before in known.points and before not in known.never_first


def _person_ends(words: ClauseWords, at: int) -> bool:
    return any(end == at for _, end in words.found("victims", max(0, at - 3), at))


def _left(words: ClauseWords, core: int, known: _Words, least: int) -> int:
    first = core
    while first > least:
        gap, norm = words.gap(first), words.norms[first - 1]
        dated = bool(_DAY.match(norm)) or norm in known.cores or norm in known.months
        if not (_LONG_GAP.match(gap) if dated else not gap.strip(" -‑’'")):
            break
        counted = is_number(words, first - 1) and not (norm.isdigit() and len(norm) > 3)
        if not (
            dated or counted or norm == "one" or norm in known.points or norm in known.articles or norm in known.of
        ):
            break
        if norm in known.of and not (first > 1 and _carries(words, first - 2, known)):
            break
        first -= 1
    if first > least + 1 and words.norms[first - 1] in known.ranges and is_number(words, first - 2):
        if is_number(words, first) and not words.gap(first).strip() and len(words.norms[first - 2]) < 4:
            first -= 2  # "3 to 7 May", "two or three days"
    if is_number(words, first) and words.norms[core] in known.units:
        starts = [a for a, b in words.found("hedges", max(least, first - 3), first) if b == first]
        first = min([first, *starts])  # "upwards of ten weeks"
    if first < core and words.norms[first] in known.articles and words.norms[first + 1].isdigit():
        first += 1  # "le 4 mars": the article only leads in
    while first < core and (
        words.norms[first] in known.never_first
        and not _hedged(words, first, known)
        or words.norms[first] in known.of
    ):
        first += 1
    return first


def _hedged(words: ClauseWords, first: int, known: _Words) -> bool:
    """Whether a hedge of a duration begins at `first`: "over two years", never "about 12 January"."""
    ends = (e for _, e in words.found("hedges", first, first + 1))
    return any(
        e + 1 < len(words) and is_number(words, e) and words.norms[e + 1] not in known.months for e in ends
    )


def _carries(words: ClauseWords, at: int, known: _Words) -> bool:
    """Whether "of" after word `at` goes on with a time: "the end of", "the night of"."""
    norm = words.norms[at]
    return (
        norm in known.points
        or norm in known.cores
        or norm in known.units
        or bool(_DAY.match(norm))
        or norm in known.months
    )


def _right(words: ClauseWords, after: int, known: _Words) -> int:
    end = after
    while end < len(words):
        norm, gap = words.norms[end], words.gap(end)
        dotted = gap.strip() == "." and bool(_DAY.match(words.norms[end - 1])) and norm in known.months
        if gap.strip(" ,-‑–’'") and not dotted:
            break
        loose = "," in gap
        if _YEAR.match(norm) and not _counted(words, end, known):
            if loose and _YEAR.match(words.norms[end - 1]):
                break  # "2012, 2013": two
            end += 1
        elif _DAY.match(norm) and words.norms[end - 1] in known.months and not loose:
            end += 1
        elif not loose and (norm in known.cores or norm in known.months) and norm not in known.ambiguous:
            end += 1
        elif not loose and norm in known.after and not (norm in known.ago and not _unit(words, end - 1, known)):
            end += 1
        elif not loose and norm in known.of and _leads(words, end + 1, known):
            end += 1 if words.norms[end + 1] not in known.articles else 2
        elif not loose and norm in known.months:
            end += 1
        elif _DAY.match(norm) and words.norms[end - 1] in known.of | known.articles | known.cores:
            end += 1
        else:
            break
    while end > after and (words.norms[end - 1] in known.of or words.norms[end - 1] in known.articles):
        end -= 1
    return end


def _unit(words: ClauseWords, at: int, known: _Words) -> bool:
    return words.norms[at] in known.units


def _leads(words: ClauseWords, at: int, known: _Words) -> bool:
    """Whether a time follows "of" at `at`."""
    if at < len(words) and words.norms[at] in known.articles:
        at += 1
    if at >= len(words) or words.gap(at).strip():
        return False
    norm = words.norms[at]
    return (
        norm in known.months
        or norm in known.cores
        or bool(_YEAR.match(norm) and not _counted(words, at, known))
        or (
            bool(_DAY.match(norm))
            and words.norms[at + 1 : at + 2] != ()
            and words.norms[at + 1] in known.months | {"of", "de"}
        )
        or (norm in known.points and at + 1 < len(words) and words.norms[at + 1] in known.cores | known.months)
    )


def _one_range(words: ClauseWords, last: tuple[int, int], first: int, known: _Words) -> bool:
    """Whether the times from `last` and at `first` are the two ends of one: "1991 and 1994", "3 to 7 May", "5–9 June"."""
    between = words.norms[last[1] : first]
    gap = words.text[words.words.ends[last[1] - 1] : words.words.starts[first]]
    months = words.norms[last[1] - 1] in known.months and words.norms[first] in known.months
    if months and last[1] - last[0] <= 8 and gap.strip(" ,") in ("", *known.ranges):
        return True  # "March, April and May"
    if not between:
        return gap.strip() in ("-", "–", "—", "") and len(gap) <= 3 and gap != ""
    if len(between) == 1 and between[0] in known.range_inside and gap.strip() == between[0]:
        return words.norms[last[1] - 1] in known.cores  # "the night from 6 to 7 July"
    if len(between) > 2 or between[0] not in known.ranges or gap.strip(" \n") != " ".join(between):
        return gap.strip(" \n").lower() == between[0] and between[0] in known.ranges
    opened = last[0] > 0 and words.norms[last[0] - 1] in known.range_before
    return opened or between[0] not in ("and", "or", "et", "y", "und", "и")
