"""A letter's lines as blocks: paragraphs and items of lists, whatever their lines are wrapped to.

In:   the body text of a letter.
Out:  `Block`s in order, each with its place, and the mark of its item if it is one.
Not:  what a block says. Page numbers and running heads are left out, and do not end the paragraph they stand in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from answerable.terms.span import Span, trimmed

Style = Literal["number", "letter", "roman", "named", "bullet"]
_MARK = re.compile(
    r"[ \t\u3000]{0,16}(?:"
    r"(?P<named>(?:Question|Questions|Q|Point|Frage|Punkt|Pregunta|Punto|Вопрос|Пункт)[ \t]?(?P<named_number>\d{1,2})[ \t]?[.:)–—-])"
    r"|(?P<code>[A-ZА-Я]\.\d{1,2})\.?(?=[ \t])"
    r"|\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)、]|(?<=\d\.\d)(?=[ \t]))"
    r"|\((?P<bracket>[a-zA-Zа-я]|[ivxIVX]{1,5})\)|(?P<letter>[a-zA-Zа-я]|[ivxIVX]{1,5})[.)]"
    r"|(?P<bullet>[•●▪◦‣–—*-]|o(?=[ \t]{2}))"
    r")[ \t\u3000]{0,8}(?=\S)"
)
_PAGE = re.compile(
    r"[ \t]*(?:[-–—|\[]?[ \t]*\d{1,3}[ \t]*[-–—|\]]?|(?:page|seite|página|pagina|стр\.?|страница|p\.|s\.)[ \t]*\d{1,3}"
    r"(?:[ \t]*(?:of|/|sur|von|de|из)[ \t]*\d{1,3})?|\d{1,3}[ \t]*/[ \t]*\d{1,3})[ \t]*\Z",
    re.IGNORECASE,
)
_PAGED = re.compile(r"(?:page|seite|página|стр\.?)[ \t]*\d{1,3}|\b\d{1,3}[ \t]?/[ \t]?\d{1,3}\b", re.IGNORECASE)
_TURNED = re.compile(r".{0,100}\s\d{1,3}\Z|.{3,60}[^.?!;,]\Z")  # what stands alone at the top of a page
_DIGITS = re.compile(r"\d+")
_ENDS = (".", "!", "?", ":", ";", "。", "？", "；", "：", "؟", "”", "»", '"', ")")
_LONGEST_HEAD = 110  # characters of a running head
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(slots=True)
class Block:
    """A paragraph, or an item with the mark it bears. `depth`: how far its line is set in."""

    start: int
    end: int
    style: Style | None = None
    mark: str | None = None
    depth: int = 0
    apart: bool = True  # a blank line stands before it

    def span(self, text: str) -> Span:
        return trimmed(Span(self.start, self.end), text)


def blocks_of(text: str) -> list[Block]:
    """The blocks of `text` in order."""
    lines = _lines(text)
    running = _running([line.of(text) for line in lines])
    found: list[Block] = []
    marks: list[tuple[Style, str]] = []
    open_, blank, paged = False, True, False
    for line in lines:
        words = line.of(text)
        bare = words.strip()
        if not bare:
            blank = True
            open_ = open_ and paged
            continue
        turned = "\f" in text[max(0, line.start - 3) : line.start]
        if _PAGE.match(bare) or _folded(bare) in running or (turned and _TURNED.match(bare)):
            paged = True
            open_ = bool(found) and not text[: found[-1].end].rstrip().endswith(_ENDS)
            continue
        item = _item(words, blank, found, text, marks)
        if open_ and item is None and not (blank and not paged):
            found[-1].end = line.end
        elif item is not None:
            style, mark, begin = item
            marks.append((style, mark))
            depth = len(words) - len(words.lstrip())
            found.append(Block(line.start + begin, line.end, style, mark, depth, blank))
        else:
            found.append(Block(line.start, line.end, apart=blank))
        open_, blank, paged = True, False, False
    return found


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(at, at + len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    return spans


def _running(lines: list[str]) -> frozenset[str]:
    """Short lines that return, but for their digits, and bear a page number or stand beside one."""
    bare = [line.strip() for line in lines]
    short = [i for i, line in enumerate(bare) if 3 < len(line) <= _LONGEST_HEAD and not _MARK.match(line)]
    counts = Counter(_folded(bare[i]) for i in short)
    beside: Counter[str] = Counter()
    for i in short:
        near = [n for n in bare[max(0, i - 3) : i] + bare[i + 1 : i + 4] if n]
        if _PAGED.search(bare[i]) or any(_PAGE.match(n) for n in near) or "\f" in lines[i]:
            beside[_folded(bare[i])] += 1
    return frozenset(
        w for w, count in counts.items() if count > 1 and (beside[w] > 0 or (not w.endswith(_ENDS) and count > 2))
    )


def _folded(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line).split())


def _item(
    words: str, blank: bool, found: list[Block], text: str, marks: list[tuple[Style, str]]
) -> tuple[Style, str, int] | None:
    """The mark that `words` begin with, if a list may go on or begin here."""
    match = _MARK.match(words)
    if match is None:
        return None
    if match["bullet"]:
        return "bullet", match["bullet"], match.end()
    if match["named"]:
        return "named", match["named_number"], match.end()
    if match["code"]:
        return "named", match["code"], match.end()
    if match["number"]:
        style: Style = "number"
        mark = match["number"]
    else:
        mark = match["bracket"] or match["letter"]
        style = "roman" if _is_roman(mark, marks) else "letter"
    before = text[: found[-1].end].rstrip() if found else ""
    bounded = (
        blank
        or match["bracket"] is not None
        or not before
        or before.endswith((*_ENDS, ","))
        or before.lower().endswith((" and", " et", " und", " y", " or"))
    )
    if not bounded or not _follows(style, mark, marks):
        return None
    return style, mark, match.end()


def _is_roman(mark: str, marks: list[tuple[Style, str]]) -> bool:
    low = mark.lower()
    if any(c not in _ROMAN for c in low):
        return False
    if len(low) > 1:
        return True
    last = next((m for s, m in reversed(marks) if s in ("roman", "letter")), "")
    successor = len(last) == 1 and last.lower() not in _ROMAN and ord(low) == ord(last.lower()) + 1
    return not successor


def _follows(style: Style, mark: str, marks: list[tuple[Style, str]]) -> bool:
    """Whether a mark opens a list or is the next of one: "3." after nothing opens none."""
    if style == "number":
        parts = [int(p) for p in mark.split(".")]
        earlier = [[int(p) for p in m.split(".")] for s, m in marks if s == "number"]
        if len(parts) > 1:
            return True
        return parts[0] == 1 or any(e[0] in (parts[0] - 1, parts[0]) for e in earlier)
    value = (
        _roman(mark) if style == "roman" else ord(mark.lower()) - (ord("а") if mark.lower() >= "а" else ord("a")) + 1
    )
    before = [m for s, m in marks if s == style]
    if value == 1:
        return True
    return any(
        (_roman(m) if style == "roman" else ord(m.lower()) - (ord("а") if m.lower() >= "а" else ord("a")) + 1)
        == value - 1
        for m in before
    )


def _roman(mark: str) -> int:
    values = [_ROMAN.get(c, 0) for c in mark.lower()]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
