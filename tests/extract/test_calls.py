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
