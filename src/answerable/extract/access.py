"""Where a text says that access was asked for, given or not given.

In:   a text and its language.
Out:  `AccessFact`s in order: the clause, and the state its words name.
Not:  who said so, or whether it is true: the report shows the words with their document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answerable.extract.language import reading_language
from answerable.extract.words import lower_in_place
from answerable.resources import lexicon
from answerable.terms.span import Span, trimmed

_CLAUSE_END = re.compile(r"[.!?](?=\s|\Z|[”\"»])|[;:。！？；]|\n\s*\n|,(?=\s)|[，،]")
_LONGEST = 600  # characters of a clause that is looked at


@dataclass(frozen=True, slots=True)
class AccessFact:
    """`state` is an access status of the codebook, or "not-given"."""

    span: Span
    state: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    things: re.Pattern[str]
    states: tuple[tuple[str, re.Pattern[str]], ...]


def _any(words: list[str], *, bounded: bool) -> re.Pattern[str]:
    inner = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{inner})\b" if bounded else f"(?:{inner})")


@cache
def _patterns(language: str) -> _Patterns | None:
    table = lexicon(language, "access")
    if not table:
        return None
    bounded = table.get("bounded", True)
    return _Patterns(
        _any(table["things"], bounded=bounded),
        tuple((s["id"], _any(s["words"], bounded=bounded)) for s in table["state"]),
    )


@cache
def _inquiry(language: str) -> re.Pattern[str] | None:
    words = lexicon(language, "access").get("inquiry")
    return _any(words, bounded=lexicon(language, "access").get("bounded", True)) if words else None


def find_access_facts(text: str, language: str | None = None) -> list[AccessFact]:
    """Clauses of `text` that say how access stands. Empty for a language without a lexicon."""
    code = reading_language(text, language)
    patterns = _patterns(code) if code is not None else None
    if code is None or patterns is None:
        return []
    low = lower_in_place(text)
    out: list[AccessFact] = []
    done = 0
    for match in sorted([*patterns.things.finditer(low), *_blocked_inquiries(low, code)], key=lambda m: m.start()):
        if match.start() < done:
            continue
        clause = _clause_around(text, match.start())
        done = clause.end
        words = low[clause.start : clause.end]
        state = next((state for state, pattern in patterns.states if pattern.search(words)), None)
        if state is None or (match[0] not in words):
            continue
        if not patterns.things.search(words) and state != "declined":
            continue
        out.append(AccessFact(trimmed(clause, text), state))
    return out


def _blocked_inquiries(low: str, language: str) -> list[re.Match[str]]:
    pattern = _inquiry(language)
    return list(pattern.finditer(low)) if pattern else []


def _clause_around(text: str, at: int) -> Span:
    """The clause that holds `at`: between the nearest marks, at most `_LONGEST` characters either way."""
    floor = max(0, at - _LONGEST)
    start = floor
    for match in _CLAUSE_END.finditer(text, floor, at):
        start = match.end()
    end = _CLAUSE_END.search(text, at, min(len(text), at + _LONGEST))
    return Span(start, end.start() if end else min(len(text), at + _LONGEST))
