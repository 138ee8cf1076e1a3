"""Passages: the only thing that evidence, judgements and citations point at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.terms.digest import Digest, record_id
from answerable.terms.span import Span

CONTEXT = 32  # characters kept either side, as in the TextQuoteSelector of the W3C Web Annotation model


@dataclass(frozen=True, slots=True)
class Passage:
    """Exact words at an exact place of one reading of one capture."""

    capture: Digest
    reading: Digest
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def id(self) -> Digest:
        return record_id(self)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def passage_at(span: Span, text: str, *, capture: Digest, reading: Digest) -> Passage:
    """The passage at `span` of `text`, which is the whole text of `reading`.

    Raises ValueError when the span is empty or leaves the text.
    """
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {span.start}–{span.end} is not inside a text of {len(text)} characters")
    return Passage(
        capture=capture,
        reading=reading,
        start=span.start,
        end=span.end,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def find_again(passage: Passage, text: str) -> Span | None:
    """Where `passage` stands in another reading of the same capture, or None when that is not certain.

    First by place with its surroundings, then by words with their surroundings, then by words that occur once.
    Equal candidates are not certain, nor are the same words at the old place among other words: a person decides.
    """
    around = passage.prefix + passage.exact + passage.suffix
    lead = len(passage.prefix)
    if passage.start >= lead and text.startswith(around, passage.start - lead):
        return passage.span
    for needle, before in ((around, lead), (passage.exact, 0)):
        first = text.find(needle)
        if first >= 0 and text.find(needle, first + 1) < 0:
            return Span(first + before, first + before + len(passage.exact))
    return None


def outermost(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages in their order, each once, without those that lie inside another of the same reading."""
    found = tuple(dict.fromkeys(passages))
    return tuple(p for p in found if not any(_inside(p, other) for other in found))


def _inside(one: Passage, other: Passage) -> bool:
    same = (one.capture, one.reading) == (other.capture, other.reading)
    return same and one != other and other.start <= one.start and one.end <= other.end
