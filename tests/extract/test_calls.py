"""Calls to the reader are calls: neither allegations nor evidence."""

from __future__ import annotations

import pytest

from answerable.extract.calls import is_call
from answerable.extract.statements import find_statements

CALLS = [
    "Join the campaign to open the ward today.",
    "And sign the appeal at our site.",
    "Ask your own ministry to raise the case.",
    "Write to the minister and demand an answer.",
]
PUBLIC = [
    "We call on the ministry to open the ward.",
    "We demand that every prisoner be given a doctor.",
]
OTHERS = [
    "The ombudsman urged the ministry to open the ward.",
    "Sign up for our newsletter today.",
    "Support for the campaign grew.",
    "The campaign began in May.",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_the_reader_is_a_demand_without_a_source(text):
    (call,) = find_statements(text, "en")
    assert is_call(call)
    assert (call.act, call.source) == ("demands", ())


@pytest.mark.parametrize("text", OTHERS)
def test_other_sentences_are_no_calls_to_the_reader(text):
    assert not any(is_call(a) for a in find_statements(text, "en"))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_call_in_the_writers_own_name_is_a_call(text):
    (call,) = find_statements(text, "en", author="Open Cells")
    assert (is_call(call), call.act, call.speaker) == (True, "demands", "Open Cells")


def test_what_is_asked_for_after_a_colon_is_a_call():
    text = "We ask one thing, and it costs nothing: open the ward to a doctor."
    assert "open the ward to a doctor" in [a.content[0].of(text) for a in find_statements(text, "en") if is_call(a)]


@pytest.mark.parametrize(
    "text",
    [
        "“We call on the ministry to open the ward,” the union said.",
        "Dear Minister,\n\nWe call on you to open the ward.\n\nYours faithfully,\nIrena Holl",
    ],
)
def test_what_is_quoted_or_written_in_a_letter_is_no_call_to_the_public(text):
    found = find_statements(text, "en")
    assert found
    assert not any(is_call(a) for a in found)
