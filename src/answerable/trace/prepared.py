"""A document made ready for comparison: its words, and which of them are its own prose.

In:   a text as seen, its marks, the standing sentences of the whole case.
Out:  `Prepared`: words, and for each whether it is prose, speech, or dress (its headline, marks, standing text).
Not:  comparing; see `kinds.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.terms.span import Span
from answerable.trace.evidence import headline_at
from answerable.trace.lineage import Mark, TextSeen
from answerable.trace.numbers import Numbers
from answerable.trace.speech import speech_spans

PROSE, SPEECH, DRESS = 0, 1, 2
SHORT_LINE = 8  # words
_LINE = re.compile(r"^[^\S\n]*[^a-zà-öø-ÿа-яё\s][^\n]{1,49}$", re.MULTILINE)
_ENDINGS = tuple('.!?…:;,。！？；：，؟،।"”’»」』)')


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One document's words and what each is: PROSE, SPEECH or DRESS."""

    numbers: Numbers
    role: NDArray[np.uint8]
    prose: int  # words of its own prose


def standing_alone(text: str, words: Numbers) -> list[Span]:
    """Short lines that end in no sentence: letterheads, addresses, signatures, captions. Letters of one office share them.

    None where they make up most of the text, as in a list or in verse.
    """
    lines = [
        Span(*match.span())
        for match in _LINE.finditer(text)
        if not match.group().rstrip().endswith(_ENDINGS) and len(words.inside(Span(*match.span()))) <= SHORT_LINE
    ]
    return lines if 2 * sum(len(words.inside(line)) for line in lines) <= len(words) else []


def roles_of(seen: TextSeen, words: Numbers, language: str | None) -> NDArray[np.uint8]:
    """The role of every word as the text alone shows it."""
    role = np.full(len(words), PROSE, np.uint8)
    headline = headline_at(seen)
    dressed = [*standing_alone(seen.text, words), *([headline] if headline is not None else [])]
    for kind, spans in ((SPEECH, speech_spans(seen.text, words, language)), (DRESS, dressed)):
        for span in spans:
            inside = words.inside(span)
            role[inside.start : inside.stop] = kind
    return role


def prepared(words: Numbers, role: NDArray[np.uint8], marks: Collection[Mark], standing: Collection[Span]) -> Prepared:
    """A text whose marks and `standing` text are known, ready for comparison."""
    role = role.copy()
    for span in [*(Span(mark.start, mark.end) for mark in marks), *standing]:
        inside = words.inside(span)
        role[inside.start : inside.stop] = DRESS
    return Prepared(words, role, int(np.count_nonzero(role == PROSE)))
