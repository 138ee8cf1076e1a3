"""Moments and dates. A moment is a point in time of a machine's clock; a date keeps its doubt.

Moments are RFC 3339 in UTC with milliseconds. Dates are Extended Date/Time Format, level 0 and the parts of
level 1 we use (`2019`, `2019-03`, `2019-03-14`, `2019-03-14T09:20:00Z`, `~` and `?` as a last character).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NewType

Moment = NewType("Moment", str)
Edtf = NewType("Edtf", str)

_EDTF = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?[~?%]?\Z", re.ASCII
)


def moment(when: dt.datetime) -> Moment:
    """`when`, which must be aware, as a moment."""
    return Moment(when.astimezone(dt.UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z")


def now() -> Moment:
    """The machine's clock. Only doors (`step.py`) and the command line call this."""
    return moment(dt.datetime.now(dt.UTC))


def bounds(date: Edtf | str) -> tuple[dt.date, dt.date]:
    """First and last day that `date` may mean. Raises ValueError when it is not EDTF as we use it."""
    match = _EDTF.match(date)
    if match is None:
        raise ValueError(f"{date!r} is not a date like 2019, 2019-03 or 2019-03-14")
    year, month, day = int(match[1]), match[2], match[3]
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        last = calendar.monthrange(year, int(month))[1]
        return dt.date(year, int(month), 1), dt.date(year, int(month), last)
    exact = dt.date(year, int(month), int(day))
    return exact, exact


def certainly_before(a: Edtf | str, b: Edtf | str) -> bool:
    """Whether every day `a` may mean lies before every day `b` may mean."""
    return bounds(a)[1] < bounds(b)[0]
