"""Characters that can make a text look other than it is: counted and named, never removed.

Bidirectional controls, zero-width characters, tag characters, control characters, and letters of another script that
look like the Latin ones beside them. Those of the joiners and
marks that scripts need (ZWNJ in Persian, ZWJ in Indic scripts, LRM and RLM) are named too: a reader may want
to know; they are no sign of ill will.
"""

from __future__ import annotations

import re

from answerable.terms.lookalikes import LOOK_ALIKE

_KINDS = {
    "bidirectional controls": "\u202a-\u202e\u2066-\u2069",
    "direction marks": "\u200e\u200f\u061c",
    "zero-width characters": "\u200b-\u200d\u2060\u2061-\u2064\ufeff\u180e",
    "tag characters": "\U000e0000-\U000e007f",
    "private-use characters": "\ue000-\uf8ff",
}
_ANY = re.compile("[" + "".join(_KINDS.values()) + "]")
_EACH = {name: re.compile(f"[{chars}]") for name, chars in _KINDS.items()}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


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
