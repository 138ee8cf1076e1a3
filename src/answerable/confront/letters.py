"""The points of a letter of allegation: numbered questions, bullets, and what it says it was told.

In:   the body text of a letter and its language.
Out:  `LetterPoint`s: verbatim words with their places, in order; a numbered question is a point of its own.
Not:  other documents: `recognising` says what is a letter.  # (1)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answerable.confront.cues import cues
from answerable.terms.span import Span, trimmed
from answerable.trace.words import words_of

PointKind = Literal["question", "bullet", "information"]
_ITEM = re.compile(
    r"^[ \t]{0,12}(?:\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)、]|([•●▪◦‣–*-]))[ \t\u3000]{0,8}(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_QUESTION = re.compile(r"[?？؟;]\s*\Z")
LEAST = 20  # characters a point must have


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """One point put to the addressee. `number` as printed, without its dot."""

    kind: PointKind
    number: str | None
    span: Span
    text: str


def letter_points(text: str, language: str | None = None) -> tuple[LetterPoint, ...]:
    """Points of a letter, in order of place."""
    lang = (language or "en").split("-")[0].lower()
    items = _items(text, lang)
    taken = [point.span for point in items]
    told = [p for p in _information(text, lang) if not any(p.span.overlaps(s) for s in taken)]
    return tuple(sorted((*items, *told), key=lambda p: p.span))


def _items(text: str, language: str) -> list[LetterPoint]:
    """Numbered or bulleted paragraphs that ask, and bullets that state; a list needs at least two."""
    marks = list(_ITEM.finditer(text))
    points: list[LetterPoint] = []
    for index, mark in enumerate(marks):
        limit = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        blank = text.find("\n\n", mark.end(), limit)
        span = trimmed(Span(mark.end(), blank if blank >= 0 else limit), text)
        words = span.of(text)
        if len(words) < LEAST:
            continue
        asks = _asks(words, language)
        if mark[1] is None:
            points.append(LetterPoint("question" if asks else "bullet", None, span, words))
        elif asks:
            points.append(LetterPoint("question", mark[1], span, words))
        elif mark[1].isdigit():
            points.append(LetterPoint("bullet", mark[1], span, words))
    return points if len(points) > 1 else []


def _asks(words: str, language: str) -> bool:
    """Whether an item asks for something: a question mark, or it opens with a word of asking."""
    if _QUESTION.search(words[-40:]) or "?" in words:
        return True
    opening = cues(language, "letters").find(words_of(words[:80]).norms)
    return any(start == 0 for start, _ in opening.get("asks", ()))


def _information(text: str, language: str) -> list[LetterPoint]:
    """Paragraphs from "according to the information received" up to the words that end the telling."""
    points: list[LetterPoint] = []
    telling = False
    for match in _PARAGRAPH.finditer(text):
        span = trimmed(Span(*match.span()), text)
        words = span.of(text)
        norms = words_of(words[:200]).norms
        hits = cues(language, "letters").find(norms)
        opens = any(start < 4 for start, _ in hits.get("information", ()))
        if any(start < 8 for start, _ in hits.get("ends", ())):
            telling = False
            continue
        announces = len(norms) < 9 or (len(words) < 90 and words.endswith((":", "：")))
        if opens and announces:
            telling = True
            continue
        if (opens or telling) and len(words) >= LEAST and not _ITEM.match(words):
            telling = True
            points.append(LetterPoint("information", None, span, words))
    return points
