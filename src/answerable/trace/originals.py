"""Documents that a text names: statements, letters, reports, records, enclosures, by the words that name them.

In:   a text and the lexicon that fits it.
Out:  spans of the names. A document that is only announced, or that was not given, is left out.
Not:  whether we hold it; `missing.py` asks that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from answerable.resources import languages, lexicon
from answerable.terms.span import Span
from answerable.trace.forms import Form, Lists, forms_of, pattern_of, words_in

BEFORE = 80  # characters before a document's noun in which its form may begin
AFTER = 120
NEAR = 60  # characters around a find in which words such as "will publish" leave it out
LONGEST_NAME = 100

_WRAPPED = re.compile(r"(?<=[^\n.!?:])\n(?=[^\W_A-ZÀ-ÖØ-ÞА-ЯЁ])")  # a line broken within a sentence; no place moves


@dataclass(frozen=True, slots=True)
class _Pattern:
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Originals:
    nouns: re.Pattern[str] | None
    forms: tuple[_Pattern, ...]
    spoken: tuple[re.Pattern[str], ...]
    months: re.Pattern[str] | None
    coming: re.Pattern[str] | None
    enclosed: tuple[Form, ...]


def documents_named(text: str, language: str) -> Iterator[Span]:
    """Places where `text` names a statement, letter, report … of somebody or of some date."""
    table = _originals(language)
    text = _WRAPPED.sub(" ", text)
    if table.nouns is not None:
        for noun in table.nouns.finditer(text):
            best: Span | None = None
            for one in table.forms:
                left = one.left.search(text, max(0, noun.start() - BEFORE), noun.start()) if one.left else noun
                right = one.right.match(text, noun.end(), noun.end() + AFTER) if one.right else noun
                if left is None or right is None:
                    continue
                begins = left.start("name") if "name" in left.re.groupindex else left.start()
                span = Span(min(begins, noun.start()), max(right.end(), noun.end()))
                if best is None or span.end - span.start > best.end - best.start:
                    best = span
            if best is not None and not _coming(text, best, table):
                yield best
    if table.enclosed:
        lowered = text.lower()
        if len(lowered) == len(text):
            words = words_in(lowered)
            for form in table.enclosed:
                if form.word is None or form.word in words:
                    yield from (Span(*match.span("name")) for match in form.matches(text, lowered))
    if table.months is not None:
        for month in table.months.finditer(text):
            spoken = _spoken(text, month, table)
            if spoken is not None and not _coming(text, spoken, table):
                yield spoken


def _spoken(text: str, month: re.Match[str], table: _Originals) -> Span | None:
    """ "In June, experts expressed alarm", "the commissioner said in September": within one sentence."""
    start = max(
        text.rfind(stop, max(0, month.start() - 200), month.start()) + 1
        for stop in ("\n", ".", "”", "。", "!", "?", ";")
    )
    start = max(start, month.start() - 200)
    end = min(len(text), month.end() + AFTER)
    for pattern in table.spoken:
        while start < month.start() and text[start].isspace():
            start += 1
        match = pattern.match(text, start, end)
        if match and match.start() <= month.start() < match.end() and match.end() - match.start() <= 2 * LONGEST_NAME:
            return Span(match.start(), match.end())
    return None


def _coming(text: str, span: Span, table: _Originals) -> bool:
    return bool(table.coming and table.coming.search(text, max(0, span.start - NEAR), min(len(text), span.end + NEAR)))


@cache
def _originals(language: str) -> _Originals:
    lexical = lexicon(language, "syndication")
    table = lexical.get("originals", {})
    lists = {
        **lexical.get("lists", {}),
        **{k: v for k, v in table.items() if k not in ("nouns", "forms", "spoken", "coming", "enclosed")},
        "office": _offices(language),
    }
    forms = []
    for words in table.get("forms", ()):
        left, right = words.split("{noun}")
        glue_left = r"[ \t\u00a0]+" if left.endswith(" ") else ""
        glue_right = r"[ \t\u00a0]+" if right.startswith(" ") else ""
        forms.append(
            _Pattern(
                re.compile(_left_of(left, lists) + glue_left + r"\Z") if left.strip() else None,
                re.compile(glue_right + pattern_of(right.strip(), lists)) if right.strip() else None,
            )
        )
    return _Originals(
        _either(table.get("nouns", ())),
        tuple(forms),
        tuple(re.compile(pattern_of(words, lists)) for words in table.get("spoken", ())),
        _either(table.get("month", ())) if table.get("spoken") else None,
        _either(table.get("coming", ())),
        tuple(form for words in table.get("enclosed", ()) for form in forms_of(words, lists)),
    )


def _offices(language: str) -> list[str]:
    """Words for offices, "office" itself where a language lists none: a list may not be empty."""
    return (
        list(lexicon(language, "report_offices").get("office", ()))
        if language in languages("report_offices")
        else ["office"]
    )


def _left_of(words: str, lists: Lists) -> str:
    """The pattern before the noun; what stands before "<" is wanted there and is no part of the name."""
    context, sign, name = words.strip().rpartition("<")
    if not sign:
        return pattern_of(name.strip(), lists)
    return (
        pattern_of(context.strip(), lists)
        + r"[ \t\u00a0]+(?P<name>)"
        + (pattern_of(name.strip(), lists) if name.strip() else "")
    )


def _either(words: Collection[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    ordered = sorted(words, key=lambda word: (-len(word), word))
    edge = "" if any("\u3041" <= c <= "\u9fff" for c in ordered[0]) else r"(?!\w)"
    start = "" if not edge else r"(?<!\w)"
    return re.compile(start + "(?:" + "|".join(map(re.escape, ordered)) + ")" + edge)
