"""Marks: the words by which a document says where its text comes from, with their exact places.

In:   a text, its language if known, names of outlets that are held.
Out:  `Mark`s in order of place, spans tight around the words of the mark, with the name or address in them.
Not:  who copied whom. A credit is not a copy; `direction.py` weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple, get_args

from answerable.resources import languages, lexicon
from answerable.terms.span import Span, trimmed
from answerable.trace.datelines import datelines
from answerable.trace.form_index import FormIndex, lowered_alike
from answerable.trace.forms import forms_of
from answerable.trace.lineage import Mark, MarkKind
from answerable.trace.numbers import Numbers, numbers_of
from answerable.trace.outlets import is_agency, is_outlet, name_key

_RANK = {
    kind: at
    for at, kind in enumerate(
        (
            "dateline",
            "appeared-first",
            "credit-line",
            "source-line",
            "feed-notice",
            "credit-in-text",
            "agency-name",
            "boilerplate",
        )
    )
}
_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]\n]{2,30})[)）\]]")
_LINE = re.compile(r"[^\n]+")
_TRAILING = " \t\n.,;:»\u00a0"


class _Known(NamedTuple):
    """What one form of one language's lexicon marks, and whether its name must be an outlet's or is persons'."""

    language: str
    kind: MarkKind
    outlet_only: bool
    people: bool


@cache
def _known() -> FormIndex[_Known]:
    """Every form of every language."""
    forms = []
    for language in languages("syndication"):
        table = lexicon(language, "syndication")
        lists = table.get("lists", {})
        for kind in get_args(MarkKind):
            for words in table[kind] if isinstance(table.get(kind), list) else ():
                known = _Known(language, kind, "{outlet}" in words, "{people}" in words)
                forms += [(form, known) for form in forms_of(words, lists)]
    return FormIndex(forms)


def find_marks(
    text: str,
    language: str | None = None,
    *,
    names: Collection[str] = (),
    agencies: Collection[str] = (),
    words: Numbers | None = None,
) -> tuple[Mark, ...]:
    """Marks of `text`, in order. `names` are keys (`name_key`) of outlets known to the case, `agencies` of those among
    them that sign datelines; `words` are the text's, where they are known already.

    Line marks are looked for in every language (a page may be dressed in another than its story's); credits
    inside sentences in `language` only, when it is given and has a lexicon.
    """
    lowered = lowered_alike(text)
    found: list[Mark] = []
    for line in datelines(text):
        found.append(Mark("dateline", *line.span, line.name))
        if line.agency is not None:
            found.append(Mark("agency-name", *line.agency, line.name))
    base = (language or "").split("-")[0].lower()
    known = base in languages("syndication")
    for form, one in _known().possible(words if words is not None else numbers_of(text), lowered):
        if one.kind == "credit-in-text" and known and one.language not in (base, "en"):
            continue
        for match in form.matches(text, lowered):
            mark = _mark(text, one, match, names)
            if mark is not None:
                found.append(mark)
    found.extend(_agency_names(text, agencies))
    return _settled(found)


def _mark(text: str, one: _Known, match: re.Match[str], names: Collection[str]) -> Mark | None:
    groups = match.re.groupindex
    start, end = match.span()
    value = match["name"] if "name" in groups else None
    if one.outlet_only and value is not None:
        # words before the name's first capital may have been drawn in from the sentence: the longest outlet's name
        # that ends where the name ends, an ending after an apostrophe aside
        bare = re.sub(r"[’'][^\W\d_]{1,5}\Z", "", value)
        found = next(
            ((part, at) for part in (value, bare) for at in _parts(part) if _names_outlet(part[at:], names)), None
        )
        if found is None:
            return None
        if start == match.start("name"):
            start += found[1]
        value = found[0][found[1] :]
    span = trimmed(Span(start, end), text)
    value = value.strip(_TRAILING + "\"“”'’") if value else None
    if one.kind == "boilerplate":
        value = None
    return Mark(one.kind, span.start, span.end, value or None, people=one.people)


def _parts(name: str) -> Iterator[int]:
    """Where the words of `name` begin."""
    return (part.start() for part in re.finditer(r"\S+", name))


def _names_outlet(name: str, names: Collection[str]) -> bool:
    return is_outlet(name) or name_key(name) in names


def _agency_names(text: str, agencies: Collection[str]) -> list[Mark]:
    """Agencies that sign: alone in brackets, or alone on a line."""

    def signs(name: str) -> bool:
        return is_agency(name) or name_key(name) in agencies

    out = []
    for match in _BRACKETED.finditer(text):
        if signs(match[1]):
            out.append(Mark("agency-name", match.start(1), match.end(1), match[1]))
    for line in _LINE.finditer(text):
        if line.end() - line.start() <= 40:
            name = line.group().strip(" \t—–-()[].")
            if name and signs(name):
                at = line.start() + line.group().find(name)
                out.append(Mark("agency-name", at, at + len(name), name))
    return out


def _order(mark: Mark) -> tuple[int, int, int, int, str]:
    """The more telling kind first, then the longer; of two readings of the same words the barer name."""
    return (_RANK[mark.kind], mark.start - mark.end, mark.start, len(mark.value or ""), mark.value or "")


def _settled(found: list[Mark]) -> tuple[Mark, ...]:
    """Without doubles: of overlapping marks the more telling kind stays, then the longer; agencies stand inside others."""
    kept: list[Mark] = []
    for mark in sorted(dict.fromkeys(found), key=_order):  # of equals the first found, in every run
        inside = mark.kind == "agency-name"
        if not any(
            mark.start < other.end
            and other.start < mark.end
            and (not inside or other.kind != "dateline" or mark == other)
            for other in kept
        ):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end, m.kind)))
