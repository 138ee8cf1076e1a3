"""Characters that no reader sees, or that make others look other than they are.

In:   any text. Out: where such characters are, and what kind each is.
Not:  what is done about them: readings name them (`read/flags`), pages and terminals write them out
      (`publish/showing`), and a mark stands for them in what a second reader is asked (`confront/questions`).
"""

from __future__ import annotations

import re

_ASCII_CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
_ASCII_BREAKS = "\x0b-\x0d"
_JOINERS = "\u200c\u200d"

#: Controls other than white space, and lone surrogates.
CONTROLS = _ASCII_CONTROLS + "\x80-\x9f\ud800-\udfff"
#: White space that moves what follows to another line, other than the line feed.
BREAKS = _ASCII_BREAKS + "\u2028\u2029"
#: What a reading names, by kind, as classes of a regular expression. Joiners are named wherever they stand.
NAMED = {
    "bidirectional controls": "\u202a-\u202e\u2066-\u2069",
    "direction marks": "\u200e\u200f\u061c",
    "zero-width characters": f"\u200b{_JOINERS}\u2060-\u2064\ufeff\u180e",
    "tag characters": "\U000e0000-\U000e007f",
    "private-use characters": "\ue000-\uf8ff",
}
# Soft hyphen, fillers, what is deprecated, not assigned, not a character, or beyond the first plane of the private.
_UNNAMED = (
    "\u00ad\u115f\u1160\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0080-\U000e0fff\U000f0000-\U0010ffff"
)
_ALONE = CONTROLS + _UNNAMED + "".join(chars.replace(_JOINERS, "") for chars in NAMED.values())
# Joiners stay where scripts need them: after a letter beyond Latin, Greek and Cyrillic, or an emoji.
_JOINER = f"(?<![\u0590-\uffef\U00010000-\U0001fffd])[{_JOINERS}]"

#: Each character that no reader sees.
UNSEEN = re.compile(f"[{_ALONE}]|{_JOINER}")
#: The same, and each break that is not a line feed.
UNSEEN_OR_BREAK = re.compile(f"[{_ALONE}{BREAKS}]|{_JOINER}")
#: The same among ASCII, for speed.
UNSEEN_OR_BREAK_ASCII = re.compile(f"[{_ASCII_CONTROLS}{_ASCII_BREAKS}]")
