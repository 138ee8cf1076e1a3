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

from answerable.resources import lexicon
from answerable.terms.span import Span, joined
from answerable.trace.quoted import quoted_spans
from answerable.trace.words import Words, words_of

LEAD = 14  # words before a colon in which the word that hands over may stand
VOICED = 0.4  # share of a text's words above which its first person is the author's

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


@cache
def _list(language: str, table: str, name: str) -> frozenset[str]:
    words = lexicon(language, "syndication").get(table, {}).get(name, ())
    return frozenset(norm for word in words for norm in words_of(word).norms)


def speech_spans(text: str, words: Words, language: str | None) -> tuple[Span, ...]:
    """Spans of speech in `text`, in order, without overlap."""
    quoted = quoted_spans(text)
    if language is None:
        return quoted
    paragraphs = [Span(*m.span()) for m in _PARAGRAPH.finditer(text)]
    return joined(
        [*quoted, *_handed_over(text, words, paragraphs, language), *_voiced(words, paragraphs, quoted, language)]
    )


def _handed_over(text: str, words: Words, paragraphs: list[Span], language: str) -> list[Span]:
    leads = _list(language, "said", "leads")
    out = []
    for before, after in itertools.pairwise(paragraphs):
        if text[before.start : before.end].rstrip()[-1:] not in (":", "："):
            continue
        inside = words.inside(before)
        if any(words.norms[i] in leads for i in inside[-LEAD:]):
            out.append(after)
    return out


def _voiced(words: Words, paragraphs: list[Span], quoted: tuple[Span, ...], language: str) -> list[Span]:
    pronouns = _list(language, "voice", "first_person")
    if not pronouns or pronouns.isdisjoint(words.norms):
        return []
    in_quotes = {i for span in quoted for i in words.inside(span)}
    voiced: list[Span] = []
    total = 0
    for paragraph in paragraphs:
        own = [i for i in words.inside(paragraph) if i not in in_quotes]
        said = sum(words.norms[i] in pronouns for i in own)
        if said >= 2 or (said == 1 and 0 < len(own) <= 20):
            voiced.append(paragraph)
            total += len(own)
    return voiced if total <= VOICED * (len(words) - len(in_quotes)) else []
