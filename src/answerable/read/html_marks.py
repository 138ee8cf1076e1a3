"""Lines of syndication that stand directly before or after the body of a page.

In:   the page's blocks, and which of them are body.
Out:  the indexes of blocks to label `mark`.
Not:  what a mark means; `trace` reads them.

A block is a mark when it touches the body (at most one other block between), is short, and either ends or
begins with a name in brackets, as agencies are credited, or reads as a phrase of `syndication.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from answerable.read.html_blocks import Found
from answerable.resources import languages, lexicon

_SHORT = 300  # characters
_NEAR = 2  # blocks from the body
_KINDS = ("appeared-first", "source-line", "credit-line", "feed-notice", "translation")
_VARIABLE = re.compile(r"\{[^{}]{0,60}\}|\\?[()\[\]|]")  # the parts of a form that are not fixed words
_LEAST = 9  # characters of a run that is worth looking for; fewer in scripts that need fewer
_LEAST_ELSEWHERE = 4
_CREDIT = re.compile(
    r"(?:\A|\s)[(\[（【][^\W\d_][\w ./&-]{1,30}[)\]）】][.\s]{0,3}\Z|\A[(\[（【][^\W\d_][\w ./&-]{1,30}[)\]）】]"
)


def marks_beside(blocks: Sequence[Found], body: Sequence[bool]) -> set[int]:
    """Indexes of blocks outside the body that look like a syndication line and stand beside it."""
    places = [i for i, is_body in enumerate(body) if is_body]
    if not places:
        return set()
    near = [*range(places[-1] + 1, places[-1] + 1 + _NEAR), *range(places[0] - 1, places[0] - 1 - _NEAR, -1)]
    return {i for i in near if 0 <= i < len(blocks) and not blocks[i].hidden and is_mark_line(blocks[i].words)}


def is_mark_line(words: str) -> bool:
    """Whether a short line credits or points to where its text was first published."""
    if len(words) > _SHORT:
        return False
    low = words.casefold()
    return bool(_CREDIT.search(words)) or any(phrase in low for phrase in syndication_phrases())


@cache
def syndication_phrases() -> tuple[str, ...]:
    """The longest fixed run of words of each form in every language's `syndication.toml`, case-folded."""
    found: set[str] = set()
    for language in languages("syndication"):
        table = lexicon(language, "syndication")
        for kind in _KINDS:
            for form in table.get(kind, ()):
                run = max(_VARIABLE.split(str(form)), key=len).strip(" ^$:.,;")
                if len(run) >= (_LEAST if run.isascii() else _LEAST_ELSEWHERE):
                    found.add(run.casefold())
    return tuple(sorted(found))
