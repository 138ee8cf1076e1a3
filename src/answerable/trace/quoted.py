"""Where a text quotes somebody: speech between quotation marks, of any style.

In:   a text.
Out:  spans, marks included. A quotation that is not closed runs to the end of its paragraph.
Not:  who speaks (that is `extract`), and words in quotation marks for distance: those of fewer than four words stay prose.
"""

from __future__ import annotations

import re

from answerable.terms.span import Span, joined

LONGEST = 2000  # characters one quotation may take within a paragraph; beyond it the mark is taken for a slip
FEWEST_WORDS = 4

_CLOSERS = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‹": "›",
    "‘": "’",
    '"': '"”',
    "'": "'’",
}
_MARK = re.compile("[“”„«»「『‹‘\"']|``")
_UNSPACED = re.compile("[\u2e80-\u9fff\u0e00-\u0eff]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_BEFORE_OPENING = " \t\u00a0([{—–-:/\u202f"
_AFTER_CLOSING = " \t\u00a0)]},.;:!?—–-…\u202f"


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Spans of quoted speech in `text`, in order and without overlap."""
    out: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        out.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return joined(out)


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while (mark := _MARK.search(text, at, end)) is not None:
        opening, here = mark.group(), mark.start()
        at = mark.end()
        if not _opens(text, opening, here, mark.end(), start, end):
            continue
        close = _closing(text, opening, mark.end(), min(end, here + LONGEST))
        if close is None:
            if opening in "'‘»”":  # an apostrophe, or a lone closing mark
                continue
            close = end if end - here <= LONGEST else None
            if close is None:
                continue
        if _word_count(text, here, close) >= FEWEST_WORDS:
            found.append(Span(here, close))
        at = close
    return found


def _opens(text: str, mark: str, here: int, after: int, start: int, end: int) -> bool:
    if after >= end:
        return False
    free_before = here == start or text[here - 1] in _BEFORE_OPENING or text[here - 1] in "“\"‘'"
    if mark in ('"', "'", "‘", "”", "»"):
        return free_before and not text[after].isspace()
    return True


def _closing(text: str, mark: str, at: int, limit: int) -> int | None:
    """Where the quotation opened by `mark` ends (after its closing mark), or None."""
    if mark == "``":
        here = text.find("''", at, limit)
        return None if here < 0 else here + 2
    closers = _CLOSERS[mark]
    fallback = None
    for here in range(at, limit):
        if text[here] not in closers:
            continue
        following = text[here + 1] if here + 1 < len(text) else " "
        if mark in "'‘":
            if following.isalnum():  # an apostrophe
                continue
            if not (text[here - 1] in ".,!?…" or following in ".,;:!?"):  # may be a plural's apostrophe
                fallback = fallback or here + 1
                continue
        elif mark == '"' and text[here - 1].isspace() and not following.isspace():
            continue  # opens another one
        return here + 1
    return fallback


def _word_count(text: str, start: int, end: int) -> int:
    words = text[start:end]
    unspaced = 0 if words.isascii() else sum(map(len, _UNSPACED.findall(words)))
    return len(words.split()) + unspaced // 2
