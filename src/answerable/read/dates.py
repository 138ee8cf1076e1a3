"""Printed dates, as written in ten languages, to EDTF with the precision they have.

In:   words.
Out:  `Printed` dates with their places: `2019`, `2019-03`, `2019-03-14`, with a time where one is written.
Not:  guessing. `03/04/2019` may be two days: its year is kept and no more. Relative dates ("yesterday") stay words.

Month names and orders come from `lexicons/<lang>/dates.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from answerable.resources import languages, lexicon
from answerable.terms.moment import Edtf
from answerable.terms.span import Span

FIRST_YEAR, LAST_YEAR = 1800, 2199
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]{1,2}(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?"
    r" ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?(?!\d)")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/-])")
_NUMERIC_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})([./])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号號일])?)?")
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.|-е|-го)?"
_LINK = r"(?:\s{0,3}(?:de|del|of|d'|d’)\s{1,3}|[\s,.]{1,4}|\s{0,2}[-/]\s{0,2})"


class Printed(NamedTuple):
    """A date as found: its value, and where its words stand."""

    value: Edtf
    span: Span


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in languages("dates"):
        for number, forms in lexicon(language, "dates").get("months", {}).items():
            for form in forms:
                names[str(form).casefold()] = int(number)
    return names


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Day-month-year, month-day-year, month-year."""
    names = "|".join(re.escape(name) for name in sorted(_months(), key=lambda n: (-len(n), n)))
    month = rf"({names})\.?(?!\w)"
    year = r"(\d{4})(?!\d)"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_LINK}{month}{_LINK}{year}", flags),
        re.compile(rf"(?<!\w){month}\s{{1,3}}(\d{{1,2}}){_ORDINAL}[\s,]{{1,4}}{year}", flags),
        re.compile(rf"(?<!\w){month}{_LINK}{year}", flags),
    )


def printed_dates(text: str, *, window: int = 2000) -> Iterator[Printed]:
    """Dates written in the first `window` characters of `text`, by place; the most precise at each place."""
    head = text[:window]
    if not any(c.isdecimal() for c in head):
        return
    found = sorted(_all(head), key=lambda p: (p.span.start, -len(p.value), -p.span.end))
    end = -1
    for date in found:
        if date.span.start >= end:
            yield date
            end = date.span.end


def edtf_of(words: str | None) -> Edtf | None:
    """The date that a metadata value (`2019-03-14T09:20:00+01:00`, `Thu, 14 Mar 2019 …`) says, or None."""
    words = (words or "").strip()[:200]
    if not words:
        return None
    if "," in words[:6] or words[-5:-4] in ("+", "-"):  # RFC 5322
        try:
            return _of_datetime(parsedate_to_datetime(words))
        except (TypeError, ValueError, IndexError, OverflowError):
            pass
    if match := _COMPACT.fullmatch(words):
        return _edtf(*match.groups()[:3])
    if words.isdecimal() and len(words) in (10, 13):  # seconds or milliseconds since 1970
        seconds = int(words) // (1000 if len(words) == 13 else 1)
        return _of_datetime(dt.datetime.fromtimestamp(seconds, dt.UTC)) if seconds < 7_258_118_400 else None
    return next((date.value for date in printed_dates(words)), None)


def _all(text: str) -> Iterator[Printed]:
    for match in _ISO.finditer(text):
        year, month, day, hour, minute, second, zone = match.groups()
        yield from _printed(match, _edtf(year, month, day, hour, minute, second, zone))
    for match in _EAST_ASIAN.finditer(text):
        yield from _printed(match, _edtf(*match.groups()))
    for match in _NUMERIC_YEAR_FIRST.finditer(text):
        yield from _printed(match, _edtf(match[1], match[3], match[4]))
    for match in _NUMERIC.finditer(text):
        yield from _printed(match, _numeric(match))
    day_first, month_first, month_year = _patterns()
    months = _months()
    for match in day_first.finditer(text):
        yield from _printed(match, _edtf(match[3], str(months[match[2].casefold()]), match[1]))
    for match in month_first.finditer(text):
        yield from _printed(match, _edtf(match[3], str(months[match[1].casefold()]), match[2]))
    for match in month_year.finditer(text):
        yield from _printed(match, _edtf(match[2], str(months[match[1].casefold()])))


def _printed(match: re.Match[str], value: Edtf | None) -> Iterator[Printed]:
    if value is not None:
        yield Printed(value, Span(match.start(), match.end()))


def _numeric(match: re.Match[str]) -> Edtf | None:
    """Dots mean day first; with slashes or dashes the day must show itself by being over 12."""
    first, dot, second, year = match[1], match[2], match[3], match[4]
    if dot == "." or int(first) > 12 or first == second:
        return _edtf(year, second, first)
    if int(second) > 12:
        return _edtf(year, first, second)
    return _edtf(year)


def _edtf(
    year: str | None,
    month: str | None = None,
    day: str | None = None,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> Edtf | None:
    """The parts as EDTF, None when they are no date."""
    if year is None or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    value = f"{int(year):04d}"
    if month is None:
        return Edtf(value)
    if not 1 <= int(month) <= 12:
        return None
    value += f"-{int(month):02d}"
    if day is None:
        return Edtf(value)
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    value += f"-{int(day):02d}"
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return Edtf(value)
    value += f"T{int(hour):02d}:{int(minute):02d}:{int(second or 0):02d}"
    if zone:
        value += "Z" if zone in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[-2:]}"
    return Edtf(value)


def _of_datetime(when: dt.datetime) -> Edtf | None:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        return None
    value = when.strftime("%Y-%m-%dT%H:%M:%S")
    if when.tzinfo is not None:
        offset = when.strftime("%z")
        value += "Z" if offset in ("+0000", "") else f"{offset[:3]}:{offset[3:5]}"
    return Edtf(value)
