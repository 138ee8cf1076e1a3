"""Names as they may be shown: whatever a terminal or a reader's eye might obey is made visible.

In:   a name, address or line from outside.
Out:  the same with control, bidirectional, zero-width and tag characters, undecodable bytes, and letters that pass
      themselves off as the Latin ones beside them, written as escapes.
Not:  the name itself, which is kept as it came.
"""

from __future__ import annotations

import re

from answerable.terms.lookalikes import LOOK_ALIKE

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def shown(name: str) -> str:
    """`name` with every character that acts or misleads written as an escape; harmless to print."""
    return name if name.isascii() and name.isprintable() else _OBEYED.sub(_escape, LOOK_ALIKE.sub(_escape, name))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
