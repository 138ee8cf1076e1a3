"""Datelines: the place, day and agency with which a wire story opens, in several scripts.

In:   a text.
Out:  spans with the agency named in them, where one is, and its place.
Not:  lines that merely begin with a place: a dateline needs an agency, or a place in capitals before a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from answerable.resources import languages, lexicon
from answerable.terms.span import Span
from answerable.trace.outlets import is_agency, is_outlet

LINES = 60  # lines from the top (and no further) that may open with a dateline: compilations carry several

_LINE = re.compile(r"[^\n]+")
_DASH = r"(?:[-–—―]{1,2})"
_PLACE_AGENCY = re.compile(
    rf"[ \t]*(?P<place>[^\W\d_][^\n()（）/\[\]]{{1,80}}?)[ \t]*[(（/\[][ \t]*(?P<agency>[^()（）/\[\]\n]{{2,40}}?)[ \t]*[)）/\]]"
    rf"[ \t]*[.:]?[ \t]*(?P<dash>{_DASH}?)"
)
_AGENCY_PLACE = re.compile(
    rf"[ \t]*\((?P<agency>[^()\n]{{2,40}}?)\)[ \t]*{_DASH}[ \t]*(?P<place>[^\W\d_][^\n()]{{1,50}}?)[ \t]*{_DASH}(?=\s)"
)
_PLACE_DASH_AGENCY = re.compile(
    rf"[ \t]*(?P<place>[^\W\d_][^\n()/]{{2,50}}?)[ \t]*{_DASH}[ \t]*(?P<agency>[^\W\d_][^\n.()–—-]{{1,30}}?)[.:](?=\s)"
)
_PLACE_ONLY = re.compile(r"[ \t]*(?P<place>[^\W\d_][^\n()–—]{2,60}?)[ \t]+(?:[–—]|--)(?=\s)")
_CHINESE = re.compile(
    r"[ \t\u3000]*[（(]?(?P<agency>[\u4e00-\u9fff]{2,8}[社网報报])(?P<place>[\u4e00-\u9fff]{0,8})"
    r"(?:\d{1,2}月)?\d{1,2}日(?:电|電|讯|訊)[)）]?"
)


class Dateline(NamedTuple):
    span: Span
    agency: Span | None
    name: str | None  # the agency, as written


@cache
def _months() -> frozenset[str]:
    return frozenset(
        month.casefold()
        for lang in languages("syndication")
        for month in lexicon(lang, "syndication").get("dateline", {}).get("months", ())
    )


def datelines(text: str) -> Iterator[Dateline]:
    """Datelines of `text`, in order."""
    for number, line in enumerate(_LINE.finditer(text)):
        if number >= LINES:
            return
        found = _dateline(text, line.start(), min(line.end(), line.start() + 200))
        if found is not None:
            yield found


def _dateline(text: str, start: int, end: int) -> Dateline | None:
    head = text[start:end]
    if match := _CHINESE.match(text, start, end):
        return _made(text, match)
    if "(" in head or "/" in head or "（" in head or "[" in head:
        match = _PLACE_AGENCY.match(text, start, end)
        if match and _is_place(match["place"]) and _fits(match, match["dash"]):
            return _made(text, match)
        match = _AGENCY_PLACE.match(text, start, end)
        if match and is_outlet(match["agency"]) and _is_place(match["place"]):
            return _made(text, match)
    match = _PLACE_DASH_AGENCY.match(text, start, end)
    if match and is_agency(match["agency"]) and _is_place(match["place"]):
        return _made(text, match)
    match = _PLACE_ONLY.match(text, start, end)
    if match and _in_capitals(match["place"]) and _is_place(match["place"]):
        return Dateline(_trim(text, match.start(), match.end()), None, None)
    return None


def _made(text: str, match: re.Match[str]) -> Dateline:
    agency = match["agency"].split(",")[0].strip()
    at = match.start("agency") + match["agency"].find(agency)
    return Dateline(_trim(text, match.start(), match.end()), Span(at, at + len(agency)), agency)


def _trim(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _fits(match: re.Match[str], dash: str) -> bool:
    """Whether what stands in the brackets signs a dateline: an outlet, or any short name after a place and a day."""
    agency = match["agency"].split(",")[0].strip()
    if is_outlet(agency):
        return bool(dash) or match.group().rstrip()[-1:] in "/.:" or _has_day(match["place"])
    signs = agency[:1].isupper() and len(agency.split()) <= 4
    return bool(dash) and signs and _in_capitals(match["place"]) and (_has_day(match["place"]) or agency.isupper())


def _has_day(place: str) -> bool:
    words = [word.strip(".,").casefold() for word in place.split()]
    return any(c.isdigit() for c in place) and (any(word in _months() for word in words) or not place.isascii())


def _is_place(place: str) -> bool:
    """Few words, each with a capital, a number, a month or without case; nothing that ends a sentence."""
    words = place.replace(",", " ").split()
    if not 0 < len(words) <= 9 or any(mark in place for mark in '!?:;"“”«»'):
        return False
    months = _months()
    return all(
        not (first := word[0]).islower()
        or first.isdigit()
        or word.strip(".").casefold() in months
        or word in ("de", "of", "le", "den")
        for word in words
    )


def _in_capitals(place: str) -> bool:
    first = place.split(",")[0].split()
    return (
        bool(first)
        and sum(map(len, first)) >= 3
        and (first[0].isupper() or not any(c.isupper() or c.islower() for c in place))
    )
