"""Which blocks of a page are its body: trafilatura's answer, mapped back to the page.

In:   the blocks of the page, and the lines trafilatura extracted from the same tree.
Out:  for each block how much of it (0-1) trafilatura kept.
Not:  trafilatura's wording. Its lines only vote; the words stay the page's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

_SPACE = re.compile(r"[\s\u200b\u00ad\u2424]+")
_LONG = 24  # squeezed characters from which a line is an anchor: it is searched for in the whole page
_REACH = 3000  # squeezed characters around an anchor within which short lines are searched
_LINE = re.compile(r"\A(?:[-*] |\| ?)+|(?: ?\|)+\Z")


def squeezed(words: str) -> str:
    """`words` without white space, soft hyphens and zero-width spaces: what survives every formatter."""
    return _SPACE.sub("", words)


def body_shares(blocks: Sequence[str], lines: Iterable[str]) -> list[float]:
    """For each block the share of its characters that the extracted `lines` cover, in order where possible."""
    small = [squeezed(block) for block in blocks]
    starts, at = [], 0
    for words in small:
        starts.append(at)
        at += len(words)
    page = "".join(small)
    wanted = [s for line in _cells(lines) if (s := squeezed(line))]
    covered = _covered(page, wanted)
    shares = [0] * len(blocks)
    for start, end in covered:
        index = bisect_right(starts, start) - 1
        while index < len(starts) and starts[index] < end:
            stop = starts[index] + len(small[index])
            shares[index] += max(0, min(end, stop) - max(start, starts[index]))
            index += 1
    return [min(1.0, share / len(words)) if words else 0.0 for share, words in zip(shares, small, strict=True)]


def _cells(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if "|" in line:
            yield from line.split("|")
        elif line[:2] == "- ":
            yield line[2:]
        else:
            yield line


def _covered(page: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the wanted lines: long ones first, wherever they are; short ones between their neighbours."""
    places: list[tuple[int, int] | None] = [None] * len(wanted)
    cursor = 0
    for index, line in enumerate(wanted):
        if len(line) < _LONG:
            continue
        found = page.find(line, cursor)
        if found < 0:
            found = page.find(line)
        if found < 0:
            places[index] = _by_ends(page, line, cursor)
        else:
            places[index] = (found, found + len(line))
        if (place := places[index]) is not None:
            cursor = place[1]
    _place_short(page, wanted, places)
    return [place for place in places if place is not None]


def _by_ends(page: str, line: str, cursor: int) -> tuple[int, int] | None:
    """A line that the page holds with something more inside (a stripped caption, a dropped button)."""
    head, tail = line[:_LONG], line[-_LONG:]
    start = page.find(head, cursor)
    if start < 0:
        start = page.find(head)
    if start < 0:
        return None
    end = page.find(tail, start, start + 2 * len(line) + 200)
    if end < 0:
        return (start, start + len(head))
    return (start, end + len(tail))


def _place_short(page: str, wanted: Sequence[str], places: list[tuple[int, int] | None]) -> None:
    following: list[int] = [len(page)] * len(wanted)
    limit = len(page)
    for index in range(len(wanted) - 1, -1, -1):
        following[index] = limit
        if (place := places[index]) is not None:
            limit = place[0]
    previous = -1
    for index, line in enumerate(wanted):
        if (place := places[index]) is not None:
            previous = place[1]
            continue
        if len(line) >= _LONG:
            continue
        low, high = max(0, previous), following[index]
        if previous < 0:  # before the first anchor: the nearest one before it
            found = page.rfind(line, max(0, high - _REACH), max(0, high))
        elif high < low:  # the anchors are out of order: look on from the last
            found = page.find(line, low, low + _REACH)
        else:
            found = page.find(line, low, min(high, low + _REACH))
        if found >= 0:
            places[index] = (found, found + len(line))
            if previous >= 0:
                previous = found + len(line)
