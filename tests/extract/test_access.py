"""Where access was asked for, given, refused."""

from __future__ import annotations

import pytest

from answerable.extract.access import find_access_facts
from answerable.resources.codebook import load_codebook

CASES = {
    "asked for": ("The experts requested access to the ward.", ["requested"]),
    "not given yet": ("The experts have yet to be granted full access to the ward.", ["not-given"]),
    "refused": ("The ministry refused the experts a visit.", ["declined"]),
    "an inquiry blocked": ("The mission is blocked from conducting its own investigations in Dorun.", ["declined"]),
    "asked again": ("We renew our request to visit the ward.", ["reminder"]),
    "taken note of": ("The ministry has taken note of the message concerning a visit.", ["acknowledged"]),
    "over a wrapped line": ("The experts asked once more for\naccess to the ward.", ["requested"]),
    "granted": ("The ministry granted the inspectors access.", ["accepted"]),
    "two clauses, two states": (
        "The experts asked for access; the ministry refused them entry.", ["requested", "declined"]),
    "a denial of something else": ("The ministry denied the reports of a scandal.", []),
    "a door": ("The door has no key.", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_clauses_on_access_are_found_with_their_state(name):
    text, states = CASES[name]
    assert [fact.state for fact in find_access_facts(text, "en")] == states


def test_every_state_is_one_of_the_codebooks_or_not_given():
    known = load_codebook().ids("access") | {"not-given"}
    for text, _ in CASES.values():
        assert {fact.state for fact in find_access_facts(text, "en")} <= known


def test_another_language_is_not_read_with_english_words():
    assert find_access_facts("外交部 access requested 表示", "zh") == []
    assert find_access_facts("外交部没有回应关于访问的请求。access requested", None) == []


def test_the_span_is_the_clause():
    text = "It rained. While the experts requested access to the ward, the ministry slept."
    assert find_access_facts(text, "en")[0].span.of(text) == "While the experts requested access to the ward"
