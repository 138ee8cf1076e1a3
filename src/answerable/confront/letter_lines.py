"""A letter's lines as blocks: paragraphs and items of lists, whatever their lines are wrapped to.

In:   the body text of a letter.
Out:  `Block`s in order, each with its place, and the mark of its item if it is one.
Not:  what a block says. Page numbers and running heads are left out, and do not end the paragraph they stand in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from answerable.confront.list_marks import ENDS, MARK, Marks, Style
from answerable.terms.span import Span, trimmed

_PAGE = re.compile(
    r"[ \t]*(?:[-–—|\[]?[ \t]*\d{1,3}[ \t]*[-–—|\]]?|(?:page|seite|página|pagina|стр\.?|страница|p\.|s\.)[ \t]*\d{1,3}"
    r"(?:[ \t]*(?:of|/|sur|von|de|из)[ \t]*\d{1,3})?|\d{1,3}[ \t]*/[ \t]*\d{1,3})[ \t]*\Z",
    re.IGNORECASE,
)
_PAGED = re.compile(r"(?:page|seite|página|стр\.?)[ \t]*\d{1,3}|\b\d{1,3}[ \t]?/[ \t]?\d{1,3}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD = 110  # characters of a running head
_SENTENCE_ENDS = ("?", "？", "؟", ".", "。")  # a line that ends like a sentence is no running head


@dataclass(slots=True)
class Block:
    """A paragraph, or an item with the mark it bears."""

    start: int
    end: int
    style: Style | None = None
    mark: str | None = None

    def span(self, text: str) -> Span:
        return trimmed(Span(self.start, self.end), text)


def blocks_of(text: str) -> list[Block]:
    """The blocks of `text` in order."""
    lines = _lines(text)
    running = _running([line.of(text) for line in lines])
    found: list[Block] = []
    marks = Marks()
    open_, blank, paged = False, True, False
    for line in lines:
        words = line.of(text)
        bare = words.strip()
        if not bare:
            blank = True
            open_ = open_ and paged
            continue
        if _PAGE.match(bare) or _folded(bare) in running:
            paged = True
            open_ = bool(found) and not _end_of(text, found).rstrip().endswith(ENDS)
            continue
        item = marks.of(
            words, _end_of(text, found), apart=blank, item_above=bool(found) and found[-1].style is not None
        )
        if open_ and item is None and not (blank and not paged):
            found[-1].end = line.end
        elif item is not None:
            found.append(Block(line.start + item.begin, line.end, item.style, item.text))
        else:
            found.append(Block(line.start, line.end))
        open_, blank, paged = True, False, False
    return found


def _end_of(text: str, found: list[Block]) -> str:
    """The last characters of the block above."""
    return text[max(0, found[-1].end - 60) : found[-1].end] if found else ""


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(at, at + len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    return spans


def _running(lines: list[str]) -> frozenset[str]:
    """Short lines that return, but for their digits, and bear a page number or stand beside one; sentences are none."""
    bare = [line.strip() for line in lines]
    heads = [3 < len(w) <= _LONGEST_HEAD and not w.endswith(_SENTENCE_ENDS) and not MARK.match(w) for w in bare]
    short = [i for i, head in enumerate(heads) if head]
    counts = Counter(_folded(bare[i]) for i in short)
    beside: Counter[str] = Counter()
    for i in short:
        near = [n for n in bare[max(0, i - 3) : i] + bare[i + 1 : i + 4] if n]
        if _PAGED.search(bare[i]) or any(_PAGE.match(n) for n in near):
            beside[_folded(bare[i])] += 1
    return frozenset(
        w for w, count in counts.items() if count > 1 and (beside[w] > 0 or (not w.endswith(ENDS) and count > 2))
    )


def _folded(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line).split())
