"""What in a text is somebody's speech and not its own prose, with or without quotation marks.

In:   a text, its words, the lexicon that fits it.
Out:  spans: quotations; the paragraph that a colon hands to a speaker; paragraphs in the first person in a text that
      is otherwise not.
Not:  who speaks. A text written in the first person keeps its prose.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

import numpy as np

from answerable.resources import lexicon
from answerable.terms.span import Span, joined
from answerable.trace.numbers import U64, Numbers, among, numbers_for
from answerable.trace.quoted import quoted_spans

LEAD = 14  # words before a colon in which the word that hands over may stand
VOICED = 0.4  # share of a text's words above which its first person is the author's

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


@cache
def _listed(language: str, table: str, name: str) -> U64:
    words = lexicon(language, "syndication").get(table, {}).get(name, ())
    return np.unique(np.array([number for word in words for number in numbers_for(word)], np.uint64))


def speech_spans(text: str, words: Numbers, language: str | None) -> tuple[Span, ...]:
    """Spans of speech in `text`, in order, without overlap."""
    quoted = quoted_spans(text)
    if language is None:
        return quoted
    paragraphs = [Span(*m.span()) for m in _PARAGRAPH.finditer(text)]
    return joined(
        [*quoted, *_handed_over(text, words, paragraphs, language), *_voiced(words, paragraphs, quoted, language)]
    )


def _handed_over(text: str, words: Numbers, paragraphs: list[Span], language: str) -> list[Span]:
    leads = _listed(language, "said", "leads")
    out = []
    for before, after in itertools.pairwise(paragraphs):
        if text[before.start : before.end].rstrip()[-1:] not in (":", "："):
            continue
        inside = words.inside(before)
        if among(words.of[max(inside.start, inside.stop - LEAD) : inside.stop], leads).any():
            out.append(after)
    return out


def _voiced(words: Numbers, paragraphs: list[Span], quoted: tuple[Span, ...], language: str) -> list[Span]:
    said = among(words.of, _listed(language, "voice", "first_person"))
    if not said.any():
        return []
    own = np.ones(len(words), bool)
    for span in quoted:
        inside = words.inside(span)
        own[inside.start : inside.stop] = False
    said &= own
    voiced: list[Span] = []
    total = 0
    for paragraph in paragraphs:
        inside = words.inside(paragraph)
        first_person = np.count_nonzero(said[inside.start : inside.stop])
        prose = int(np.count_nonzero(own[inside.start : inside.stop]))
        if first_person >= 2 or (first_person == 1 and prose <= 20):
            voiced.append(paragraph)
            total += prose
    return voiced if total <= VOICED * np.count_nonzero(own) else []
