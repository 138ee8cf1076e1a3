"""Missing originals: what a text leans on and names, and we do not hold.

In:   a text, its marks, the names of outlets it credits that were found among the held documents.
Out:  `MissingOriginal`s: the name word for word, its place, and an address when those words are a link.
Not:  a search for them, or a view on whether they exist. A document that is only announced is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from answerable.resources import lexicon
from answerable.terms.span import Span
from answerable.trace.evidence import Evidence
from answerable.trace.forms import Lists, pattern_of
from answerable.trace.lineage import MissingOriginal, TextSeen
from answerable.trace.outlets import host_key, host_of, name_key

BEFORE = 80  # characters before a document's noun in which its form may begin
AFTER = 120
NEAR = 60  # characters around a find in which words such as "will publish" leave it out
LONGEST_NAME = 100


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


def missing_originals(evidence: Evidence, language: str | None, met: Collection[str]) -> tuple[MissingOriginal, ...]:
    """What `evidence`'s text names and leans on that is not held, in order of place, each name once."""
    seen = evidence.seen
    found: dict[str, MissingOriginal] = {}

    def add(start: int, end: int, key: str) -> None:
        name = seen.text[start:end]
        if key and key not in found and "\n" not in name:
            found[key] = MissingOriginal(name, seen.id, start, end, _link_at(seen, start, end))

    for key, mark in evidence.credits.items():
        if key in met or key in evidence.own or mark.value is None:
            continue
        at = seen.text.find(mark.value, mark.start, mark.end)
        if at >= 0:
            add(at, at + len(mark.value), key)
    if language is not None:
        taken: list[Span] = []
        for span in sorted(_documents(seen.text, language), key=lambda s: (s.start, -s.end)):
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                add(*span, seen.text[span.start : span.end].casefold())
    return tuple(sorted(found.values(), key=lambda m: (m.start, m.end)))


def _documents(text: str, language: str) -> Iterator[Span]:
    """Places where `text` names a statement, letter, report … of somebody or of some date."""
    table = _originals(language)
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
        **{k: v for k, v in table.items() if k not in ("nouns", "forms", "spoken", "coming")},
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


def _link_at(seen: TextSeen, start: int, end: int) -> str | None:
    """The address of a link whose words overlap `[start, end)`, or whose host is what the words name."""
    name = name_key(seen.text[start:end])
    for address, words in seen.links:
        label = words.strip()
        if len(label) >= 3:
            at = seen.text.find(label, max(0, start - len(label)), end + len(label))
            if at >= 0 and at < end and start < at + len(label):
                return address
        host = host_of(address)
        if host and host_key(host) == name:
            return address
    return None
