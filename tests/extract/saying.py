"""How the tests of this room write what they expect: words, not offsets."""

from __future__ import annotations

from typing import NamedTuple

from answerable.extract.statement import Attribution
from answerable.extract.statements import find_statements
from answerable.terms.span import Span


class Said(NamedTuple):
    source: str
    cue: str
    content: str
    act: str
    speaker: str | None


def words(spans: tuple[Span, ...], text: str) -> str:
    return " | ".join(span.of(text) for span in spans)


def said(text: str, language: str = "en", **options: str) -> list[Said]:
    return [as_words(a, text) for a in find_statements(text, language, **options)]


def as_words(a: Attribution, text: str) -> Said:
    return Said(words(a.source, text), words(a.cue, text), words(a.content, text), a.act, a.speaker)
