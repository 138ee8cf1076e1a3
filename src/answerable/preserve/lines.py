"""The journal's files as lines.

In:   a segment file.
Out:  its complete lines, and what follows the last line feed.
Not:  what the lines mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from answerable.preserve.layout import SEGMENT, segment_name, segments


@dataclass(frozen=True, slots=True)
class Segment:
    """One file: `lines` without their line feeds; `tail` what was never finished (normally nothing)."""

    path: Path
    index: int
    lines: list[bytes]
    tail: bytes

    @property
    def first(self) -> int:
        """The number of its first line, if it is an entry."""
        return self.index * SEGMENT


def read_segment(path: Path) -> Segment:
    """The file at `path`. Raises OSError when it cannot be read."""
    *lines, tail = path.read_bytes().split(b"\n")
    return Segment(path, int(path.stem), lines, tail)


def read_segments(folder: Path, *, start: int = 0) -> Iterator[Segment]:
    """The files of `folder` in order, from segment `start` on. Gaps are for the caller to notice."""
    for path in segments(folder):
        if int(path.stem) >= start:
            yield read_segment(path)


def misplaced(segment: Segment, expected: int, *, last: bool) -> str:
    """Why `segment` cannot be file number `expected` of the entries; empty when it can."""
    if segment.index != expected or segment.path.name != segment_name(expected):
        return f"{segment_name(expected)} is missing; {segment.path.name} stands in its place"
    if len(segment.lines) > SEGMENT or (not last and len(segment.lines) != SEGMENT):
        return f"it holds {len(segment.lines)} lines instead of {SEGMENT}"
    if segment.tail and not last:
        return "it ends without a line feed, yet another file follows"
    return ""
