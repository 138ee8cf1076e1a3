"""In which language a text is read.

In:   a text and its language as known, BCP 47 or None.
Out:  a primary subtag that has a reporting lexicon, or None.
Not:  detection: only Latin letters let a text of unknown language be tried as English; nothing else is.
"""

from __future__ import annotations

import re

from answerable.extract.grammar import can_read

_LOOK = 400  # characters
_SHARE = 0.9
_WORD = re.compile(r"[^\W\d_]+")


def reading_language(text: str, language: str | None) -> str | None:
    """The language whose rules may read `text`; None when no rules may."""
    if language is not None:
        code = language.split("-")[0].lower()
        return code if can_read(code) else None
    words = {
        word.lower() for word in _WORD.findall(text[:_LOOK])
    }  # each once: a party may be written in its own letters
    letters = "".join(words)
    return "en" if letters and sum(c < "ɐ" for c in letters) > _SHARE * len(letters) else None
