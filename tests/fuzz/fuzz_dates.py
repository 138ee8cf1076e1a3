"""Dates as written: each at its place, each a date, none before the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.read.dates import edtf_of, printed_dates
from answerable.terms.moment import bounds


def seeds() -> Iterator[bytes]:
    for words in (
        "14 March 2019, 2019-03-14T09:20:00+01:00 and 03/04/2019",
        "le 1er août 2021; am 3. Mai 2020; 2019年3月14日; 14 марта 2019",
        "Thu, 14 Mar 2019 09:20:00 +0100",
        "20190314T092000Z 1552555200 14.3.2019 2019/3/14",
        "٢٠١٩-٠٣-١٤ 31 February 2019",
    ):
        yield words.encode()


def check(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    end = 0
    for date in printed_dates(text):
        assert end <= date.span.start < date.span.end <= len(text)
        assert date.value[:4].isascii()
        first, last = bounds(date.value)
        assert first <= last
        end = date.span.end
    value = edtf_of(text)
    if value is not None:
        assert value.isascii()
        bounds(value)
