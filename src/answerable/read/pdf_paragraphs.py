"""Lines of PDF pages to paragraphs, running heads and feet told from the text.

In:   for each page its lines in order, with their places.
Out:  `Paragraph`s in order.
Not:  columns that the page's content mixes; tables: their cells come as the content gives them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from answerable.read.pdf_glyphs import Line

_MARGIN = 0.1  # of the page height: where running heads and feet stand
_DIGITS = re.compile(r"[\d٠-٩۰-۹]+")
_ENDS = (".", "!", "?", "。", "！", "？", "؟", "۔", "།", ":", "”", '"', "»")
_NO_SPACE = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Paragraph:
    """Words of one paragraph. `role`: paragraph, header or footer. `joined`: words mended over a line end."""

    page: int
    words: str
    role: str
    size: float
    joined: int = 0


@dataclass(slots=True)
class PageLines:
    """The lines of one page (number from 1) and its height in points."""

    number: int
    height: float
    lines: list[Line]
    right_to_left: bool = False


def paragraphs(pages: list[PageLines]) -> list[Paragraph]:
    """The paragraphs of all pages, in order."""
    running = _running(pages)
    out: list[Paragraph] = []
    for page in pages:
        pitch = _pitch(page.lines)
        held: list[Line] = []
        width = (min(x.left for x in page.lines), max(x.right for x in page.lines)) if page.lines else (0.0, 0.0)
        for line in page.lines:
            where = _margin(line, page)
            if where and _folded(line.text) in running:
                _close(held, page.number, out)
                out.append(Paragraph(page.number, line.text, where, line.size))
                continue
            if held and _begins(held, line, pitch, width, page.right_to_left):
                _close(held, page.number, out)
            held.append(line)
        _close(held, page.number, out)
    return out


def _close(held: list[Line], page: int, out: list[Paragraph]) -> None:
    if held:
        words, joined = _joined(held)
        out.append(Paragraph(page, words, "paragraph", held[0].size, joined))
        held.clear()


def _joined(lines: list[Line]) -> tuple[str, int]:
    """Lines as one paragraph: a space between them, none between characters of scripts without spaces."""
    words, mended = lines[0].text, 0
    for before, line in pairwise(lines):
        if before.hyphen and words.endswith("-") and line.text[:1].islower():
            words, mended = words[:-1] + line.text, mended + 1
        elif words[-1:] and line.text and _NO_SPACE.match(words[-1]) and _NO_SPACE.match(line.text[0]):
            words += line.text
        else:
            words += " " + line.text
    return words, mended


def _pitch(lines: list[Line]) -> float:
    """The usual distance of two baselines on a page, 0 when unknown."""
    gaps = [a.y - b.y for a, b in pairwise(lines)]
    usual = [gap for gap, line in zip(gaps, lines, strict=False) if 0 < gap < 3.2 * line.size]
    return median(usual) if usual else 0.0


def _begins(held: list[Line], line: Line, pitch: float, width: tuple[float, float], rtl: bool) -> bool:
    """Whether `line` begins a paragraph after the lines held."""
    last = held[-1]
    gap = last.y - line.y
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return True
    if gap < -0.5 * line.size:  # up again: a new column
        return True
    if len(held) >= 2:
        usual = held[-2].y - last.y
    else:
        usual = min(pitch, 2.2 * line.size) if pitch else 1.5 * line.size
    if gap > max(1.3 * usual, 1.05 * line.size):
        return True
    full = max(width[1] - width[0], 1.0)
    if len(held) == 1 and not rtl and gap > 0.2 * line.size and _heads(last, line, full):
        return True
    short = (last.left - width[0] if rtl else width[1] - last.right) > 0.25 * full
    indented = (last.right - line.right if rtl else line.left - last.left) > 1.2 * line.size
    ended = last.text.rstrip().endswith(_ENDS)
    return ended and (short or indented) and gap > 0.2 * line.size


def _heads(first: Line, line: Line, full: float) -> bool:
    """Whether the line that opened a paragraph is a heading of its own, set as close as any other: it is short, ends in
    no mark, and `line` after it opens with a capital and runs on to the margin."""
    short = first.right - first.left < 0.6 * full
    runs_on = line.right - line.left > 0.75 * full
    unmarked = first.text.rstrip()[-1:].isalnum()
    return short and runs_on and unmarked and first.text[:1].isupper() and line.text[:1].isupper()


def _margin(line: Line, page: PageLines) -> str:
    if page.height <= 0:
        return ""
    if line.y > page.height * (1 - _MARGIN):
        return "header"
    return "footer" if line.y < page.height * _MARGIN else ""


def _folded(words: str) -> str:
    return " ".join(_DIGITS.sub("#", words).split())


def _running(pages: list[PageLines]) -> set[str]:
    """Lines in the margins that return, but for their digits, on two fifths of the pages and at least two."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_folded(line.text) for line in page.lines if _margin(line, page)})
    return {words for words, count in seen.items() if count >= max(2, 0.4 * len(pages))}
