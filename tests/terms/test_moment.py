"""Moments order as time does; dates keep their doubt."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.terms.moment import bounds, certainly_before, moment

INSTANTS = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1), timezones=st.sampled_from(
    [dt.UTC, dt.timezone(dt.timedelta(hours=8)), dt.timezone(-dt.timedelta(hours=3, minutes=30))]
))  # fmt: skip
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
DATES = st.one_of(DAYS.map(str), DAYS.map(lambda d: f"{d:%Y-%m}"), DAYS.map(lambda d: f"{d:%Y}"))


@given(INSTANTS, INSTANTS)
def test_moments_are_written_so_that_their_order_is_that_of_time(a, b):
    assert len(moment(a)) == len("2031-05-06T12:00:00.000Z")
    if abs(a - b) >= dt.timedelta(milliseconds=1):
        assert (moment(a) < moment(b)) == (a < b)


@given(DAYS, st.sampled_from(["", "~", "?", "%", "T09:20:00Z", "T09:20:00.5+01:00", "T09:20"]))
def test_a_whole_date_means_its_day(day, after):
    assert bounds(f"{day}{after}") == (day, day)


@given(DAYS)
def test_a_month_and_a_year_mean_all_their_days(day):
    month, year = bounds(f"{day:%Y-%m}"), bounds(f"{day:%Y}")
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
    assert (month[1] + dt.timedelta(1)).day == 1
    assert (year[1] - year[0]).days in (364, 365)


@given(DATES, DATES)
def test_certainly_before_is_said_only_when_every_day_is(a, b):
    if certainly_before(a, b):
        assert bounds(a)[0] <= bounds(a)[1] < bounds(b)[0]
        assert not certainly_before(b, a)
    assert not certainly_before(a, a)


WRONG = [
    "",
    "19",
    "2019-13",
    "2019-00",
    "2019-02-30",
    "14 March 2019",
    "2019-3-4",
    "2019-03-14T9",
    "0000",
    "2019x",
    "2019\n",
]


@pytest.mark.parametrize("text", [*WRONG, "٢٠١٩", "２０１９-03"])
def test_what_is_no_date_is_not_taken_for_one(text):
    with pytest.raises(ValueError):
        bounds(text)


@given(st.text("0123456789-T:Z+~?.", max_size=24))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        first, last = bounds(text)
    except ValueError:
        return
    assert first <= last
