"""How long a server asks to be left alone (`Retry-After`).

In:   the fields of an answer, names in lower case.
Out:  seconds, or None when it names no time.
Not:  waiting.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_LONGEST = 1 << 31


def seconds_asked(fields: Mapping[str, str]) -> int | None:
    """Seconds a server asks for; None when it names none. A date is counted from the server's own clock."""
    text = fields.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 12:
        return min(int(text), _LONGEST)
    try:
        until, its_now = (parsedate_to_datetime(value) for value in (text, fields.get("date", "")))
        return max(0, min(int((until - its_now).total_seconds()), _LONGEST))
    except (ValueError, TypeError, OverflowError):
        return None
