"""A point of a letter of allegation: the record that the rooms of `letters` hand on.

In:   nothing.
Out:  `LetterPoint`, and what every point must have.
Not:  how points are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answerable.confront.letter_lines import Block
from answerable.terms.span import Span

PointKind = Literal["question", "bullet", "information"]
LEAST = 12  # characters of a point that bears neither a number nor a question mark
_QUESTION = re.compile(r"[?？؟]")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """One point put to the addressee. `number` as printed, without its dot."""

    kind: PointKind
    number: str | None
    span: Span
    text: str
    language: str | None = None


def number_of(block: Block | None) -> str | None:
    """The number an item bears; None for bullets and paragraphs."""
    return block.mark if block is not None and block.style not in (None, "bullet") else None


def has_question(words: str) -> bool:
    """Whether a question mark stands anywhere in `words`."""
    return bool(_QUESTION.search(words))


def long_enough(words: str, block: Block | None) -> bool:
    """Whether words can be a point: any word will do behind a number ("3. When?") or with a question mark."""
    least = 1 if number_of(block) is not None or has_question(words) else LEAST
    return len(words) >= least and bool(_WORD.search(words))
