"""Dates as a reader writes them, with their doubt.

In:   dates in EDTF and moments, as records keep them.
Out:  `3 March 2021`, `March 2021`, `about 2019`; a key to order by.
Not:  guessing. What is not a date as we use it is shown as it stands and sorted last.
"""

from __future__ import annotations

import calendar
import datetime as dt

from answerable.terms.moment import bounds


def written(date: str | None) -> str:
    """`date` (EDTF) in words; the empty string for none; what is not EDTF as it stands."""
    if not date:
        return ""
    try:
        first, last = bounds(date)
    except ValueError:
        return date
    if first == last:
        words = f"{first.day} {calendar.month_name[first.month]} {first.year}"
    elif first.month == last.month:
        words = f"{calendar.month_name[first.month]} {first.year}"
    else:
        words = str(first.year)
    return {"~": f"about {words}", "?": f"{words}, uncertain", "%": f"about {words}, uncertain"}.get(date[-1], words)


def first_day(date: str | None) -> dt.date | None:
    """The first day `date` may mean, None for no date or one that is not EDTF as we use it."""
    if not date:
        return None
    try:
        return bounds(date)[0]
    except ValueError:
        return None


def order_key(date: str | None) -> tuple[bool, str]:
    """Sorts by the first day a date may mean; what has no date comes last."""
    day = first_day(date)
    return (day is None, day.isoformat() if day else "")


def clock(moment: str) -> str:
    """A moment (RFC 3339, UTC) as `3 March 2021, 09:20 UTC`; what is not one as it stands."""
    return f"{written(moment[:10])}, {moment[11:16]} UTC" if first_day(moment[:10]) and len(moment) > 16 else moment


def machine(date: str | None) -> str | None:
    """`date` as HTML's `datetime` wants it (a day, a month or a year), None when it cannot be said."""
    day = first_day(date)
    return None if day is None or date is None else date.rstrip("~?%")[:10]
