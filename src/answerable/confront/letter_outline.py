"""The points of a letter in a language whose sentences we cannot tell apart: its lists, and what it says it was told.

In:   a letter's text, its blocks and its language.
Out:  `LetterPoint`s: numbered and bulleted items; paragraphs from "according to the information received" on.
Not:  languages with a lexicon `letter_points`: `letters` goes by their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.confront.cues import cues
from answerable.confront.letter_lines import Block
from answerable.confront.letter_point import LetterPoint, PointKind, has_question, long_enough, number_of
from answerable.trace.words import words_of

_FEW = 9  # words of a paragraph that only announces what follows
_SHORT = 90  # characters of one that ends in a colon


def outline_of(text: str, blocks: Sequence[Block], language: str, given: str | None) -> Iterator[LetterPoint]:
    """Points by form alone, in order of place."""
    listed = sum(block.style is not None for block in blocks) > 1  # a lone mark is no list
    telling = False
    for block in blocks:
        span = block.span(text)
        words = span.of(text)
        if block.style is not None:
            kind = _kind(words, block) if listed and long_enough(words, block) else None
        else:
            opens, ends, announces = _telling(words, language)
            telling = (telling or opens) and not ends
            kind = "information" if telling and not (opens and announces) and long_enough(words, None) else None
        if kind is not None:
            yield LetterPoint(kind, number_of(block), span, words, given)


def _kind(words: str, block: Block) -> PointKind | None:
    """An item with a question mark asks; else bullets and figures state, and letters and Roman digits are none."""
    if has_question(words):
        return "question"
    return "bullet" if block.style in ("bullet", "number", "named") else None


def _telling(words: str, language: str) -> tuple[bool, bool, bool]:
    """Whether a paragraph opens what was told, ends it, and is no more than an announcement."""
    norms = words_of(words[:200]).norms
    hits = cues(language, "letters").find(norms)
    opens = any(start < 4 for start, _ in hits.get("information", ()))
    ends = any(start < 8 for start, _ in hits.get("ends", ()))
    return opens, ends, len(norms) < _FEW or (len(words) < _SHORT and words.endswith((":", "：")))
