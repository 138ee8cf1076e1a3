"""Text of strangers, made safe and honest to look at.

In:   any text: quotations, names, addresses, paths with surrogate-escaped bytes.
Out:  the same text escaped, with characters that hide or reorder words shown as marks such as ⟦U+202E⟧.
Not:  changing evidence. Spans and digests are taken from the text itself, never from what is shown here.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

from answerable.terms.unseen import UNSEEN_OR_BREAK, UNSEEN_OR_BREAK_ASCII


def _hidden(text: str) -> re.Pattern[str]:
    return UNSEEN_OR_BREAK_ASCII if text.isascii() else UNSEEN_OR_BREAK


def code_point(character: str) -> str:
    """How a hidden character is written out: `U+202E`, or `byte FF` for one that was never a character."""
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:
        return f"byte {number - 0xDC00:02X}"
    return f"U+{number:04X}"


def plain(text: str) -> str:
    """`text` with hidden characters written out: for terminals, attributes and titles."""
    return _hidden(text).sub(lambda found: f"⟦{code_point(found[0])}⟧", text)


def shown(text: str) -> Markup:
    """`text` as HTML: escaped, hidden characters as visible marks that say what they are."""
    if _hidden(text).search(text) is None:
        return escape(text)
    out: list[str] = []
    at = 0
    for found in _hidden(text).finditer(text):
        name = unicodedata.name(found[0], "not a printable character").lower()
        out.append(str(escape(text[at : found.start()])))
        out.append(f'<bdi class="hidden-character" title="{name}">⟦{code_point(found[0])}⟧</bdi>')
        at = found.end()
    out.append(str(escape(text[at:])))
    return Markup("".join(out))


def shortened(text: str, most: int) -> str:
    """The beginning of `text`, at most `most` characters, cut between words where it can be, with `…` when cut."""
    text = " ".join(text[: most * 4].split())
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    return text[: cut if cut > 0 else most - 1].rstrip(" ,;:") + "…"
