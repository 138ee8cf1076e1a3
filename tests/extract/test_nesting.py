"""Who reaches the reader through whom."""

from __future__ import annotations

from tests.extract.saying import said

from answerable.extract.statements import find_statements


def test_a_second_predicate_of_one_subject_is_not_nested_in_what_stands_between():
    text = "The experts voiced concern about the ward, requesting access to the ward."
    assert [a.parent for a in find_statements(text, "en")] == [None, None]


def test_a_noun_that_is_what_is_denied_is_no_statement_of_its_own():
    assert [s.cue for s in said("The ministry denied allegations of torture.")] == ["denied"]


def test_thoughts_inside_anothers_words_are_left_out_but_speech_is_kept():
    text = '"We think it rained, and the ministry said it snowed," Irena Holl said.'
    assert [s.cue for s in said(text)] == ["said", "said"]


def test_one_quoted_in_a_report_reaches_us_through_the_report():
    text = 'In a report, the union said two died. "It was cold," one inmate is quoted as saying.'
    union, inmate = find_statements(text, "en")
    assert (union.parent, inmate.parent) == (None, 0)
