"""Promises, and when they fall due."""

from __future__ import annotations

import pytest
from tests.extract.saying import words

from answerable.extract.commitments import find_commitments
from answerable.extract.due import find_due
from answerable.extract.statements import find_statements
from answerable.terms.moment import Edtf
from answerable.terms.span import Span


def promised(text: str, said: str | None = None):
    found = find_statements(text, "en")
    return [
        (c.who, words(c.what, text), c.due, c.due_words)
        for c in find_commitments(text, found, "en", said=Edtf(said) if said else None)
    ]


def test_a_promise_names_who_what_and_by_when():
    assert promised("The ministry promised to publish the report by 30 June 2022.") == [
        (
            "The ministry",
            "to publish the report by 30 June 2022",
            "2022-06-30",
            "by 30 June 2022",
        )
    ]


def test_what_a_speaker_says_they_will_do_is_a_promise():
    text = "Irena Holl said: “We will release the names next month.”"
    assert promised(text, "2022-03-14") == [
        ("Irena Holl", "We will release the names next month.", "2022-04", "next month")
    ]


def test_an_aim_in_ones_own_work_is_a_promise_left_open():
    text = "Irena Holl said: “It rained. My office is completing its review, with a view to making it public.”"
    assert promised(text) == [
        ("Irena Holl", "My office is completing its review, with a view to making it public.", None, "")
    ]


def test_a_spokesperson_promises_for_the_body_they_speak_for():
    text = "The Office will publish its report before the end of July, its spokesman said."
    assert [what for _, what, _, _ in promised(text)] == ["The Office will publish its report before the end of July"]


def test_a_promise_in_a_letter_is_the_writers():
    text = "Dear Irena Holl,\n\nYour letter came on Monday. You will hear from us by 3 May 2022.\n\nYours faithfully,\nPavel Drost"
    assert promised(text) == [
        ("Pavel Drost", "You will hear from us by 3 May 2022", "2022-05-03", "by 3 may 2022")
    ] or [(who, what, due) for who, what, due, _ in promised(text)] == [
        ("Pavel Drost", "You will hear from us by 3 May 2022", "2022-05-03")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said it would not publish the report.",
        "The union said the ministry will never publish the report.",
        "The ministry has not promised to publish the report.",
        "The union demanded that the ministry publish the report by May 2022.",
    ],
)
def test_what_nobody_promises_of_themselves_is_no_promise(text):
    assert promised(text) == []


DUE = {
    "a day": ("by 3 May 2022", None, "2022-05-03"),
    "a day the American way": ("by May 3, 2022", None, "2022-05-03"),
    "a month stays a month": ("by March 2022", None, "2022-03"),
    "a month without a year, known when said": ("by March", "2021-10-05", "2022-03"),
    "a month without a year, not known when said": ("by March", None, None),
    "days from the day it was said": ("within 60 days", "2022-03-14", "2022-05-13"),
    "days from a month are not guessed": ("within 60 days", "2022-03", None),
    "a day that does not exist": ("by 31 June 2022", None, None),
    "words that give no date": ("in due course", "2022-03-14", None),
}


@pytest.mark.parametrize("name", DUE)
def test_a_date_is_fixed_only_as_far_as_its_words_go(name):
    words_of_it, said, date = DUE[name]
    text = f"It will be published {words_of_it}."
    due = find_due(text, Span(0, len(text)), "en", Edtf(said) if said else None)
    assert due is not None
    assert due.words.of(text).startswith(words_of_it)
    assert due.date == date
