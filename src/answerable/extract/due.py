"""When a promise falls due, if its words say so.

In:   the words of a promise, a language, and the date they were said, if known.
Out:  the words of the date verbatim, and the date as EDTF when they give one without guessing.
Not:  a day where a month is named: "by March 2022" stays 2022-03.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from answerable.resources import lexicon
from answerable.terms.moment import Edtf, bounds
from answerable.terms.span import Span


@dataclass(frozen=True, slots=True)
class Due:
    """`words` is the place in the text that was given; `date` None when only the words are certain."""

    words: Span
    date: Edtf | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    date: re.Pattern[str]
    span: re.Pattern[str]
    vague: re.Pattern[str]
    months: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]


@cache
def _patterns(language: str) -> _Patterns | None:
    table = lexicon(language, "due_dates")
    if not table:
        return None
    months = {name: i % 12 + 1 for i, name in enumerate(table["months"])}
    month = "|".join(re.escape(m) for m in sorted(months, key=len, reverse=True))
    before = "|".join(re.escape(w) for w in sorted(table["before"], key=len, reverse=True))
    numbers = {**{str(n): n for n in range(1, 400)}, **table["numbers"]}
    units = "|".join(sorted(table["units"], key=len, reverse=True))
    number = "|".join(re.escape(w) for w in sorted(table["numbers"], key=len, reverse=True))
    return _Patterns(
        date=re.compile(
            rf"\b(?:{before})\s(?:(?P<iso>\d{{4}}-\d\d(?:-\d\d)?)|(?:(?P<day>\d{{1,2}})\.?\s)?(?:de\s)?(?P<month>{month})"
            rf"(?:\s(?P<day2>\d{{1,2}})\b(?!\d))?(?:,?\s(?:de\s)?(?P<year>\d{{4}}))?|(?P<only>\d{{4}}))\b"
        ),
        span=re.compile(rf"\bwithin\s(?P<n>\d{{1,3}}|{number})\s(?P<unit>{units})\b|\bnext\s(?P<next>{units})\b"),
        vague=re.compile("|".join(rf"\b{re.escape(w)}\b(?:\s\w+){{0,3}}" for w in table["vague"])),
        months=months,
        units=table["units"],
        numbers=numbers,
    )


def find_due(text: str, where: Span, language: str, said: Edtf | None) -> Due | None:
    """The date named in `where` of `text`; the first that can be fixed, else the first vague one."""
    patterns = _patterns(language)
    if patterns is None:
        return None
    words = text[where.start : where.end].lower()
    if len(words) != where.end - where.start:
        return None  # a letter grew when lowered: places would be wrong
    if match := patterns.date.search(words):
        return Due(Span(where.start + match.start(), where.start + match.end()), _fixed(match, patterns, said))
    if match := patterns.span.search(words):
        return Due(Span(where.start + match.start(), where.start + match.end()), _counted(match, patterns, said))
    if match := patterns.vague.search(words):
        return Due(Span(where.start + match.start(), where.start + match.end()), None)
    return None


def _fixed(match: re.Match[str], patterns: _Patterns, said: Edtf | None) -> Edtf | None:
    if match["iso"] or match["only"]:
        return _valid(match["iso"] or match["only"])
    month = patterns.months[match["month"]]
    day = match["day"] or match["day2"]
    if match["year"]:
        year = int(match["year"])
    elif said is not None:
        first, last = bounds(said)
        if first.year != last.year:
            return None
        year = last.year + (month < last.month)
    else:
        return None
    return _valid(f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day else ""))


def _valid(date: str) -> Edtf | None:
    try:
        bounds(date)
    except ValueError:
        return None
    return Edtf(date)


def _counted(match: re.Match[str], patterns: _Patterns, said: Edtf | None) -> Edtf | None:
    """ "within 60 days", "next month": counted from the last day that `said` may mean."""
    if said is None:
        return None
    first, last = bounds(said)
    unit = patterns.units[match["unit"] or match["next"]]
    count = 1 if match["next"] else patterns.numbers[match["n"]]
    if unit in ("day", "week"):
        if match["next"] or first != last:
            return None
        return Edtf((last + dt.timedelta(days=count * (7 if unit == "week" else 1))).isoformat())
    if unit == "year":
        return _valid(f"{last.year + count:04d}") if first.year == last.year else None
    if (first.year, first.month) != (last.year, last.month):
        return None
    months = last.year * 12 + last.month - 1 + count
    return _valid(f"{months // 12:04d}-{months % 12 + 1:02d}")
