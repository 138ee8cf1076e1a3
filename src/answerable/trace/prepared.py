"""A document made ready for comparison: its words, and which of them are its own prose.

In:   a text as seen, its marks, the standing sentences of the whole case.
Out:  `Prepared`: words, and for each whether it is prose, speech, or dress (its headline, marks, standing text).
Not:  comparing; see `kinds.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from answerable.terms.span import Span
from answerable.trace.alignment import SeedIndex
from answerable.trace.evidence import headline_at
from answerable.trace.lineage import Mark, TextSeen
from answerable.trace.signatures import blocks_of
from answerable.trace.speech import speech_spans
from answerable.trace.words import Words

PROSE, SPEECH, DRESS = 0, 1, 2
SHORT_LINE = 8  # words
_LINE = re.compile(r"^[^\S\n]*[^a-zà-öø-ÿа-яё\s][^\n]{1,49}$", re.MULTILINE)
_ENDINGS = tuple('.!?…:;,。！？；：，؟،।"”’»」』)')
_ONE_WHERE_PROSE = bytes([1]) + bytes(255)


@dataclass(slots=True)
class Prepared:
    """One document's words and what each is: PROSE, SPEECH or DRESS."""

    seen: TextSeen
    words: Words
    role: bytearray
    is_prose: bytes  # 1 where the role is PROSE
    prose: int  # words of its own prose
    _index: SeedIndex | None = field(default=None)

    @property
    def index(self) -> SeedIndex:
        if self._index is None:
            self._index = SeedIndex(self.words)
        return self._index


def standing_alone(text: str, words: Words) -> list[Span]:
    """Short lines that end in no sentence: letterheads, addresses, signatures, captions. Letters of one office share them.

    None where they make up most of the text, as in a list or in verse.
    """
    lines = [
        Span(*match.span())
        for match in _LINE.finditer(text)
        if not match.group().rstrip().endswith(_ENDINGS) and len(words.inside(Span(*match.span()))) <= SHORT_LINE
    ]
    return lines if 2 * sum(len(words.inside(line)) for line in lines) <= len(words) else []


def prepare(
    seen: TextSeen, words: Words, language: str | None, marks: Collection[Mark], standing: Collection[int]
) -> Prepared:
    """`seen`, whose words and lexicon language are known, ready for comparison."""
    role = bytearray(len(words))
    for span in speech_spans(seen.text, words, language):
        for at in words.inside(span):
            role[at] = SPEECH
    headline = headline_at(seen)
    for span in [*standing_alone(seen.text, words), *([headline] if headline is not None else [])]:
        for at in words.inside(span):
            role[at] = DRESS
    for mark in marks:
        for at in words.inside(Span(mark.start, mark.end)):
            role[at] = DRESS
    if standing:
        for span, hashed in blocks_of(seen.text, words):
            if hashed in standing:
                for at in words.inside(span):
                    role[at] = DRESS
    return Prepared(seen, words, role, bytes(role.translate(_ONE_WHERE_PROSE)), role.count(PROSE))
