"""Dates in ten languages, with the precision they have and no more."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.read.dates import edtf_of, printed_dates
from answerable.terms.moment import bounds

WRITTEN = {
    "English, day first": ("14 March 2019", "2019-03-14"),
    "English, month first": ("Mon November 4th, 2019", "2019-11-04"),
    "English, a month": ("in Sept. 2019", "2019-09"),
    "French": ("le 1er mars 2019", "2019-03-01"),
    "German": ("14. März 2019", "2019-03-14"),
    "Spanish": ("14 de marzo de 2019", "2019-03-14"),
    "Italian": ("14 marzo 2019", "2019-03-14"),
    "Portuguese": ("14 de março de 2019", "2019-03-14"),
    "Dutch": ("14 maart 2019", "2019-03-14"),
    "Russian": ("14 марта 2019 г.", "2019-03-14"),
    "Chinese": ("2019年3月14日", "2019-03-14"),
    "Chinese, a month": ("2019年3月", "2019-03"),
    "Arabic": ("١٤ مارس ٢٠١٩", "2019-03-14"),
    "Arabic of the Levant": ("14 كانون الثاني 2019", "2019-01-14"),
    "dots": ("3.4.2019", "2019-04-03"),
    "slashes that tell": ("31/12/2019", "2019-12-31"),
    "slashes that do not tell": ("03/04/2019", "2019"),
    "an impossible day": ("31/04/2019", None),
    "ISO with a zone": ("2019-03-14T09:20:00+01:00", "2019-03-14T09:20:00+01:00"),
    "mail": ("Thu, 14 Mar 2019 09:20:00 +0100", "2019-03-14T09:20:00+01:00"),
    "no date": ("room 2019 of the annex", None),
}


@pytest.mark.parametrize(("words", "value"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_date_keeps_the_precision_it_was_written_with(words: str, value: str | None) -> None:
    assert edtf_of(words) == value


def test_dates_in_a_text_know_their_place() -> None:
    text = "Between 3 May 2018 and June 2019 nobody answered."
    assert [(d.value, text[d.span.start : d.span.end]) for d in printed_dates(text)] == [
        ("2018-05-03", "3 May 2018"),
        ("2019-06", "June 2019"),
    ]


@given(st.text(alphabet="0123456789 -/.:TZ年月日Marchмарта,", max_size=60))
def test_whatever_is_found_is_a_date_we_can_use(words: str) -> None:
    for date in printed_dates(words):
        bounds(date.value)
        assert words[date.span.start : date.span.end].strip() == words[date.span.start : date.span.end]


@pytest.mark.parametrize("trap", ["1 " * 50_000, "1." * 50_000, "mars " * 20_000, "2019" * 25_000, " " * 100_000])
def test_looking_for_dates_is_linear(trap: str) -> None:
    began = time.process_time()
    list(printed_dates(trap, window=len(trap)))
    assert time.process_time() - began < 1
