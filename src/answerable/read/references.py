"""Reference numbers of letters of UN special procedures: `AL PAK 5/2018`.

Pattern from `domain.md` section 3: kind (AL, UA, OL, joint with J), the State's ISO code or OTH, number, year.
"""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\b(J?AL|J?UA|OL)[ \u00a0]{1,2}([A-Z]{3})[ \u00a0]{1,2}(\d{1,3})/(\d{4})\b")
_WINDOW = 20_000  # characters from the beginning: a letter names itself on its first pages


def reference_of(text: str) -> str | None:
    """The first letter reference near the beginning of `text`, in its plain form."""
    match = _REFERENCE.search(text, 0, _WINDOW)
    if match is None:
        return None
    kind, state, number, year = match.groups()
    return f"{kind} {state} {number}/{year}"
