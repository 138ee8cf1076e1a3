"""Quotations, in every style of marks.

In:   a text.
Out:  `Quotation`s in order, not overlapping: outermost ones; one that runs over paragraphs is one.
Not:  who speaks. Marks left open are dropped, not guessed, unless the next paragraph opens the same mark again.

One pass with a small state; nothing is searched twice.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from answerable.terms.span import Span

_MARK = re.compile(r"''|``|[\"“”„«»‹›「」『』‘’']|\n[ \t\r]*\n")
_LONGEST = 6000  # characters; a longer stretch between two marks is taken for a lost mark

#: opening mark -> marks that may close it
_CLOSES = {
    "“": '”"“',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"”',
    "‘": "’",
    "'": "'",
    "''": "''",
    "``": "''",
    "”": "”",
}
_BEFORE_CLOSE = frozenset(".,!?…;:。！？،؟")


class Quotation(NamedTuple):
    """A quotation with its marks. `inner` is the place between them."""

    start: int
    end: int
    mark: str

    @property
    def inner(self) -> Span:
        return Span(self.start + len(self.mark), self.end - len(self.mark))


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order."""
    out: list[Quotation] = []
    mark = ""  # the mark that is open
    start = -1
    resume = -1  # paragraph break met while open: the next mark must stand right after it
    for match in _MARK.finditer(text):
        found, at = match[0], match.start()
        if found[0] == "\n":
            if mark and _opens_again(text, match.end(), mark):
                resume = match.end()
            else:
                mark = ""
            continue
        if resume >= 0 and text[resume:at].strip() == "" and found == mark:
            resume = -1
            continue
        if mark and at - start > _LONGEST:
            mark = ""
        if mark:
            if found in _CLOSES[mark] and (found != "''" or mark in ("''", "``")) and _can_close(text, at, found, mark):
                out.append(Quotation(start, match.end(), mark))
                mark = ""
        elif _can_open(text, at, found):
            mark, start = found, at
    return out


def _opens_again(text: str, at: int, mark: str) -> bool:
    while at < len(text) and text[at].isspace() and text[at] != "\n":
        at += 1
    return text.startswith(mark, at)


def _can_open(text: str, at: int, mark: str) -> bool:
    if mark not in _CLOSES:
        return False
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if mark in "“„「『":
        return True
    if mark in "«‹":
        return True
    if mark in "»›”":
        return not before.isalnum() and before not in _BEFORE_CLOSE and after.isalnum()
    return not before.isalnum() and not after.isspace() and before not in _BEFORE_CLOSE - {":"}


def _can_close(text: str, at: int, found: str, mark: str) -> bool:
    end = at + len(found)
    before = text[at - 1]
    after = text[end] if end < len(text) else " "
    if found in ('"', "''"):
        return not after.isalnum()
    if found in "’'":
        if after.isalnum() or before.isspace():
            return False
        return before in _BEFORE_CLOSE or not before.islower() or before != "s" or after in ".,;:!?"
    if found == "“" and mark == "“":
        return before in _BEFORE_CLOSE  # “so”, closed by the wrong mark
    return True
