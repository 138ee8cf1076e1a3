"""A statement while it is being put together.

In:   what the rules find, in ranges of words.
Out:  `Draft`, which later steps complete (content goes on, act, speaker, parent) before it is frozen.
Not:  a record: it never leaves this room.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.extract.statement import Act, Attribution
from answerable.extract.view import Phrase
from answerable.extract.words import Page
from answerable.terms.span import Span, trimmed

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """Ranges of words, both ends included. `head` is the word by which it is placed in the text."""

    head: int
    source: Phrase | None
    cue: Range | None
    content: list[Range]
    act: Act
    lemma: str
    why: str
    confidence: float
    inner: bool = True
    shared: bool = False  # the source belongs to another statement of the sentence as well
    quoted: bool = False  # the content is, or ends with, a quotation
    sure: bool = False  # the act is certain from the cue alone
    reader: bool = False  # a call addressed to the reader
    block: bool = False  # what follows as a whole is relayed
    narrated: bool = False  # said by whoever writes the text, without a cue
    speaker: str | None = None
    evidence: Span | None = None
    parent: int | None = None
    given: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]] | None = None  # source, cue, content as found

    def place(self) -> Range:
        """First and last word of source (unless shared), cue and content together."""
        ranges = list(self.content)
        if self.cue:
            ranges.append(self.cue)
        if self.source and not self.shared:
            ranges.append((self.source.first, self.source.last))
        return min(r[0] for r in ranges), max(r[1] for r in ranges)

    def holds(self, first: int, last: int) -> bool:
        """Whether these words stand in the content."""
        return any(a <= first and last <= b for a, b in self.content)


def frozen(page: Page, drafts: list[Draft]) -> list[Attribution]:
    """The records, in the order of `drafts`; spans that were given stay as they were given."""
    out = []
    for d in drafts:
        source, cue, content = d.given or (
            _places(page, [(d.source.first, d.source.last)] if d.source else []),
            _places(page, [d.cue] if d.cue else []),
            _places(page, d.content),
        )
        evidence = (d.evidence,) if d.evidence else ()
        confidence = round(d.confidence, 2)
        out.append(Attribution(source, cue, content, d.act, d.parent, d.speaker, confidence, d.why, evidence))
    return out


def _places(page: Page, ranges: list[Range]) -> tuple[Span, ...]:
    spans = (trimmed(page.span(first, last), page.text) for first, last in ranges)
    return tuple(span for span in spans if span.start < span.end)
