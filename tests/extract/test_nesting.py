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


def test_a_relay_of_a_relay_hangs_together_to_the_last_link():
    text = "Coastal Wire reported that Northern Letters had said that the ministry denied the charge."
    wire, letters, ministry = find_statements(text, "en")
    assert (wire.parent, letters.parent, ministry.parent) == (None, 0, 1)
    assert (wire.speaker, letters.speaker, ministry.speaker) == ("Coastal Wire", "Northern Letters", "the ministry")
    assert (wire.act, letters.act, ministry.act) == ("reports", "reports", "denies")


def test_one_who_is_quoted_by_a_paper_reaches_us_through_the_paper():
    text = "The Dorun Post also quotes a guard, whom it does not name, as saying that it rained."
    paper, guard = find_statements(text, "en")
    assert (paper.parent, guard.parent) == (None, 0)
    assert (paper.speaker, guard.speaker) == ("Dorun Post", "a guard")
