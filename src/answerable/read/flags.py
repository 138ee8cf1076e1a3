"""Characters that can make a text look other than it is: counted and named, never removed.

Bidirectional controls, zero-width characters, tag characters, control characters, and letters of another script that
look like the Latin ones beside them. Those of the joiners and
marks that scripts need (ZWNJ in Persian, ZWJ in Indic scripts, LRM and RLM) are named too: a reader may want
to know; they are no sign of ill will.
"""

from __future__ import annotations

import re

from answerable.terms.lookalikes import LOOK_ALIKE
from answerable.terms.unseen import CONTROLS, NAMED

_ANY = re.compile("[" + "".join(NAMED.values()) + "]")
_EACH = {name: re.compile(f"[{chars}]") for name, chars in NAMED.items()}
_CONTROL = re.compile(f"[{CONTROLS}\x0b\x0c]")


def flags_of(text: str) -> list[str]:
    """A note for each kind of such characters in `text`, with how many there are."""
    if text.isascii():
        return []
    found = {name: len(pattern.findall(text)) for name, pattern in _EACH.items()} if _ANY.search(text) else {}
    found["letters beside Latin ones that look like them"] = len(LOOK_ALIKE.findall(text))
    return [f"{count} {name}" for name, count in found.items() if count]


def without_controls(text: str) -> tuple[str, int]:
    """`text` with control characters and lone surrogates as U+FFFD, one for one, and how many those were."""
    if text.isprintable():
        return text, 0
    return _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
