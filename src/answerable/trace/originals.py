"""Documents that a text names: statements, letters, reports, records, enclosures, by the words that name them.

In:   a text and the lexicon that fits it.
Out:  spans of the names. A document that is only announced, or that was not given, is left out.
Not:  whether we hold it; `missing.py` asks that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from answerable.resources import languages, lexicon
from answerable.terms.span import Span
from answerable.trace.form_index import FormIndex, lowered_alike
from answerable.trace.forms import Lists, forms_of, pattern_of
from answerable.trace.numbers import Numbers, among, numbers_for

BEFORE = 80  # characters before a document's noun in which its form may begin
AFTER = 120
NEAR = 60  # characters around a find in which words such as "will publish" leave it out
LONGEST_NAME = 100

_WRAPPED = re.compile(r"(?<=[^\n.!?:])\n(?=[^\W_A-ZÀ-ÖØ-ÞА-ЯЁ])")  # a line broken within a sentence; no place moves


@dataclass(frozen=True, slots=True)
class _Pattern:
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None


class _Listed:
    """Words of a list, found where the first of them stands in a text."""

    def __init__(self, words: Collection[str]) -> None:
        self._pattern = _either(words)
        self._firsts = np.unique(np.array([numbers_for(one)[0] for one in words], np.uint64))

    def found_in(self, text: str, words: Numbers) -> Iterator[re.Match[str]]:
        after = 0
        for at in words.starts[among(words.of, self._firsts)].tolist():
            match = self._pattern.match(text, at) if at >= after else None
            if match is not None:
                after = match.end()
                yield match


@dataclass(frozen=True, slots=True)
class _Originals:
    nouns: _Listed | None
    forms: tuple[_Pattern, ...]
    spoken: tuple[re.Pattern[str], ...]
    months: _Listed | None
    coming: re.Pattern[str] | None
    enclosed: FormIndex[None] | None


def documents_named(text: str, words: Numbers, language: str) -> Iterator[Span]:
    """Places where `text` names a statement, letter, report … of somebody or of some date."""
    table = _originals(language)
    text = _WRAPPED.sub(" ", text)
    if table.nouns is not None:
        for noun in table.nouns.found_in(text, words):
            best: Span | None = None
            for one in table.forms:
                right = one.right.match(text, noun.end(), noun.end() + AFTER) if one.right else noun
                if right is None:
                    continue
                left = one.left.search(text, max(0, noun.start() - BEFORE), noun.start()) if one.left else noun
                if left is None:
                    continue
                begins = left.start("name") if "name" in left.re.groupindex else left.start()
                span = Span(min(begins, noun.start()), max(right.end(), noun.end()))
                if best is None or span.end - span.start > best.end - best.start:
                    best = span
            if best is not None and not _coming(text, best, table):
                yield best
    if table.enclosed is not None:
        lowered = lowered_alike(text)
        for form, _ in table.enclosed.possible(words, lowered):
            yield from (Span(*match.span("name")) for match in form.matches(text, lowered))
    if table.months is not None:
        for month in table.months.found_in(text, words):
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
        _Listed(table["nouns"]) if table.get("nouns") else None,
        tuple(forms),
        tuple(re.compile(pattern_of(words, lists)) for words in table.get("spoken", ())),
        _Listed(table["month"]) if table.get("spoken") and table.get("month") else None,
        _either(table["coming"]) if table.get("coming") else None,
        _enclosed(table.get("enclosed", ()), lists),
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


def _enclosed(forms: Sequence[str], lists: Lists) -> FormIndex[None] | None:
    return FormIndex((form, None) for words in forms for form in forms_of(words, lists)) if forms else None


def _either(words: Collection[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    edge = "" if any("\u3041" <= c <= "\u9fff" for c in ordered[0]) else r"(?!\w)"
    start = "" if not edge else r"(?<!\w)"
    return re.compile(start + "(?:" + "|".join(map(re.escape, ordered)) + ")" + edge)
