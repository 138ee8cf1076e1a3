"""Dates as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.dates import clock, machine, order_key, written

DATES = {
    "a day": ("2021-03-03", "3 March 2021", "2021-03-03"),
    "a moment": ("2021-03-03T09:20:00Z", "3 March 2021", "2021-03-03"),
    "a month stays a month": ("2019-03", "March 2019", "2019-03"),
    "a year": ("2019", "2019", "2019"),
    "about": ("2019-10~", "about October 2019", "2019-10"),
    "uncertain": ("2019?", "2019, uncertain", "2019"),
    "December": ("2019-12", "December 2019", "2019-12"),
    "no date of ours": ("last spring", "last spring", None),
    "a month that is none": ("2019-13", "2019-13", None),
    "none": (None, "", None),
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_keeps_its_doubt(name: str) -> None:
    date, words, for_machines = DATES[name]
    assert written(date) == words
    assert machine(date) == for_machines


def test_what_has_no_date_comes_last() -> None:
    assert sorted([None, "2021", "nonsense", "2020-05-01"], key=order_key) == ["2020-05-01", "2021", None, "nonsense"]


def test_a_moment_is_written_with_its_clock() -> None:
    assert clock("2021-07-02T08:15:00.000Z") == "2 July 2021, 08:15 UTC"
    assert clock("soon") == "soon"


@given(st.text(max_size=30))
def test_any_text_can_stand_where_a_date_should(text: str) -> None:
    assert isinstance(written(text), str)
    order_key(text)
    clock(text)
