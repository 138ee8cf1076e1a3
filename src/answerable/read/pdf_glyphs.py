"""The glyphs of a PDF page as PDFium sees them, gathered to lines.

In:   an open page.
Out:  `Line`s in the order of the page's content, each with its glyphs' origins and boxes in points.
Not:  the order of glyphs inside a line (`rtl`), paragraphs (`pdf_paragraphs`).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from answerable.read.limits import limits

_SOFT_HYPHEN_MARK = 0x02  # what PDFium writes for a hyphen that ends a line
_BEYOND = 0x10FFFF


class Glyph(NamedTuple):
    """One character with the origin of its glyph and its box; `made` when PDFium put it in (spaces)."""

    char: str
    x: float
    y: float
    left: float
    right: float
    made: bool


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline, in the order of the content; `hyphen` when the last one breaks a word."""

    glyphs: list[Glyph]
    y: float
    size: float
    hyphen: bool = False
    text: str = ""

    @property
    def left(self) -> float:
        return min(g.left for g in self.glyphs if not g.made)

    @property
    def right(self) -> float:
        return max(g.right for g in self.glyphs if not g.made)


def page_lines(page: Any) -> tuple[list[Line], bool]:
    """The lines of a page, and whether its text was longer than the limit."""
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return [], False
    try:
        return _lines(textpage)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _lines(textpage: Any) -> tuple[list[Line], bool]:
    count, most = pdfium.FPDFText_CountChars(textpage), limits().pdf_page_characters
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    box = (ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top))
    lines: list[Line] = []
    now: Line | None = None
    high = 0
    for index in range(min(count, most)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:  # PDFium hands out UTF-16 on some platforms
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code in (0x0D, 0x0A):
            now = None
            continue
        if code == 0 or code > _BEYOND:
            continue
        made = pdfium.FPDFText_IsGenerated(textpage, index) == 1
        if made and now is not None:
            last = now.glyphs[-1]
            now.glyphs.append(Glyph(" ", last.right, last.y, last.right, last.right, True))
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, at_x, at_y)
        pdfium.FPDFText_GetCharBox(textpage, index, *box)
        size = abs(top.value - bottom.value)
        if now is None or abs(now.y - y.value) > 0.5 * max(now.size, 4.0):
            fontsize = pdfium.FPDFText_GetFontSize(textpage, index)
            if code in (0x20, 0xA0):
                continue
            now = Line([], y.value, fontsize if fontsize > 1 else max(size, 4.0))
            lines.append(now)
        char = "-" if code == _SOFT_HYPHEN_MARK else chr(code)
        now.hyphen = code in (_SOFT_HYPHEN_MARK, 0xAD)
        now.glyphs.append(Glyph(char, x.value, y.value, left.value, right.value, False))
    return [line for line in lines if any(not g.made and not g.char.isspace() for g in line.glyphs)], count > most
