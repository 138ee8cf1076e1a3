"""Whether a sentence names a wrong: something done, or left undone, that somebody would have to answer for.

In:   a sentence and its language.
Out:  yes or no.
Not:  who did it, or whether it is true. Matching a word is a hint to look, not a judgement.
"""

from __future__ import annotations

import re
from functools import cache

from answerable.resources import lexicon


def names_wrong(text: str, language: str | None) -> bool:
    """Whether a word of the lexicon of wrongs, or a negation of what was due, stands in `text`."""
    pattern = _pattern((language or "en").split("-")[0])
    return pattern is not None and bool(pattern.search(text.casefold()))


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    table = lexicon(language, "wrongs")
    stems = [re.escape(stem) for stem in table.get("stems", ())]
    whole = [re.escape(word) + r"(?!\w)" for word in table.get("denied", ())]
    return re.compile(r"(?<!\w)(?:" + "|".join(stems + whole) + ")") if stems or whole else None
