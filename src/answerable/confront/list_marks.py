"""The marks of lists: "1.", "(a)", "iv)", "Question 3:", "A.2", "•"; and whether a line that begins with one is an item.

In:   the lines of a letter, in order.
Out:  `Mark`s.
Not:  a number that opens no list: "3. May was warm" is none, unless a "1." or "2." stood before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["number", "letter", "roman", "named", "bullet"]
MARK = re.compile(
    r"[ \t\u3000]{0,16}(?:"
    r"(?P<named>(?:Question|Questions|Q|Point|Frage|Punkt|Pregunta|Punto|Вопрос|Пункт)[ \t]?(?P<named_number>\d{1,2})[ \t]?[.:)–—-])"
    r"|(?P<code>[A-ZА-Я]\.\d{1,2})\.?(?=[ \t])"
    r"|\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)、]|(?<=\d\.\d)(?=[ \t]))"
    r"|\((?P<bracket>[a-zA-Zа-я]|[ivxIVX]{1,5})\)|(?P<letter>[a-zA-Zа-я]|[ivxIVX]{1,5})[.)]"
    r"|(?P<bullet>[•●▪◦‣–—*-]|o(?=[ \t]{2}))"
    r")[ \t\u3000]{0,8}(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_GOES_ON = (" and", " et", " und", " y", " or", " и", ",")
ENDS = (".", "!", "?", ":", ";", "。", "？", "；", "：", "؟", "”", "»", '"', ")")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed, without dot or brackets, and where the words after it begin in their line."""

    style: Style
    text: str
    begin: int


@dataclass(slots=True)
class Marks:
    """The marks of a letter so far: a mark is believed when it opens a list or is the next of one."""

    seen: dict[Style, set[int]] = field(default_factory=dict)
    latest: dict[Style, int] = field(default_factory=dict)
    last: str = ""  # the last letter or Roman number

    def of(self, line: str, before: str, *, apart: bool, item_above: bool) -> Mark | None:
        """The mark that `line` begins with. `before` is the end of what stands above, `apart` by a blank line;
        `item_above`: it is an item itself."""
        match = MARK.match(line)
        if match is None:
            return None
        if match["bullet"]:
            return Mark("bullet", match["bullet"], match.end())
        if match["named"] or match["code"]:
            return Mark("named", match["named_number"] or match["code"], match.end())
        mark = self._mark(match)
        end = before.rstrip()
        next_one = self.latest.get(mark.style) == _value(mark) - 1 and item_above
        bounded = (
            apart
            or next_one
            or bool(match["bracket"])
            or not end
            or end.endswith(ENDS)
            or end.lower().endswith(_GOES_ON)
        )
        if not bounded or not self._follows(mark):
            return None
        self.latest[mark.style] = _value(mark)
        self.seen.setdefault(mark.style, set()).add(_value(mark))
        if mark.style != "number":
            self.last = mark.text.lower()
        return mark

    def _mark(self, match: re.Match[str]) -> Mark:
        if match["number"]:
            return Mark("number", match["number"], match.end())
        text = match["bracket"] or match["letter"]
        return Mark("roman" if self._is_roman(text.lower()) else "letter", text, match.end())

    def _is_roman(self, mark: str) -> bool:
        """Roman digits, unless the one letter is the next of the alphabet: "(h)", "(i)"."""
        if any(c not in _ROMAN for c in mark):
            return False
        return len(mark) > 1 or not (
            len(self.last) == 1 and self.last not in _ROMAN and ord(mark) == ord(self.last) + 1
        )

    def _follows(self, mark: Mark) -> bool:
        value = _value(mark)
        if value == 1 or "." in mark.text:
            return True
        seen = self.seen.get(mark.style, set())
        return value - 1 in seen or (mark.style == "number" and value in seen)


def _value(mark: Mark) -> int:
    """The place of a mark in its list, from 1."""
    if mark.style == "number":
        return int(mark.text.split(".")[0])
    low = mark.text.lower()
    if mark.style == "roman":
        values = [_ROMAN[c] for c in low]
        return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
    return ord(low) - (ord("а") if low >= "а" else ord("a")) + 1
