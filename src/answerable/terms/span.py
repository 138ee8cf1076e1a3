"""Spans: places in a text, counted in Unicode code points, half-open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]`, in code points. JSON form: `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this place."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def trimmed(span: Span, text: str) -> Span:
    """`span` without white space at its edges; empty at its start when nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` in order, with those that touch or overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def words_at(spans: Sequence[Span], text: str) -> str:
    """The words of a discontinuous place, its fragments set apart by an ellipsis in brackets."""
    return " […] ".join(span.of(text) for span in spans)
