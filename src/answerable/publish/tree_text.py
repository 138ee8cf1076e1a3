"""Words in a box of a drawing: broken into lines by estimated width.

In:   words and a width in pixels.
Out:  lines.
Not:  measuring fonts: widths are a careful guess for 13-pixel sans-serif text.
"""

from __future__ import annotations

import unicodedata

from answerable.publish.showing import plain

LATIN, WIDE = 7.2, 13.5  # pixels a character, on the wide side


def width_of(words: str) -> float:
    """Estimated width in pixels."""
    return sum(_width(character) for character in words)


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return WIDE if unicodedata.east_asian_width(character) in "WF" else LATIN


def wrapped(words: str, width: float, most: int) -> tuple[str, ...]:
    """At most `most` lines of at most `width` pixels; the last ends in `…` when something had to go."""
    lines: list[str] = []
    line = ""
    for word in plain(words[:400]).split():
        for part in _parts(word, width):
            joined = f"{line} {part}".strip()
            if line and width_of(joined) > width:
                lines.append(line)
                line = part
            else:
                line = joined
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_of(last + "…") > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return tuple(lines)


def _parts(word: str, width: float) -> list[str]:
    """A word too long for a line in pieces that fit; words of scripts without spaces break anywhere."""
    if width_of(word) <= width:
        return [word]
    parts: list[str] = []
    part = ""
    for character in word:
        if part and width_of(part + character) > width:
            cut = 1 + max(part.rfind(mark) for mark in "./-_")  # an address breaks at its stops
            cut = cut if cut > len(part) // 3 else len(part)
            parts.append(part[:cut])
            part = part[cut:]
        part += character
    return [*parts, part]
