"""A judgement is laid on by passage, whatever the method did meanwhile, and given to a person when it does not fit."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.assess.judging import POINTS, RELATIONS, SENTENCES, judged, replies, reply, suggested

from answerable.assess.laying import lay_judgements
from answerable.terms.digest import digest_bytes


@st.composite
def cases(draw):
    """A reply, what the machine says of it, and what people say of it."""
    said = draw(replies())
    sentence = st.integers(0, len(said.spans) - 1)
    answers = draw(
        st.lists(st.tuples(sentence, st.sampled_from(POINTS)), unique=True, max_size=8).map(
            lambda pairs: [suggested(said, s, point) for s, point in pairs]
        )
    )
    judgements = draw(
        st.lists(
            st.builds(
                judged, st.just(said), sentence, st.sampled_from(["a1", "a2"]), relation=st.sampled_from(RELATIONS)
            ),
            max_size=5,
        )
    )
    return said, answers, judgements


def texts(said):
    return {said.response.capture: said.text}


@given(cases())
def test_every_judgement_is_laid_on_or_listed_and_none_is_lost(case):
    said, answers, judgements = case
    laid = lay_judgements(answers, [said.response], judgements, texts(said), {})
    last = {(j.passage.span, j.allegation): j for j in judgements}
    holding = {(a.passage.span, a.allegation): a for a in laid.answers if a.id in laid.judged}
    assert laid.misfits == ()
    assert holding.keys() == last.keys()
    assert all(holding[key].relation == j.relation and holding[key].why == j.reason for key, j in last.items())


@given(cases())
def test_the_machine_keeps_its_say_where_nobody_judged(case):
    said, answers, judgements = case
    laid = lay_judgements(answers, [said.response], judgements, texts(said), {})
    touched = {(j.passage.span, point) for j in judgements for point in (j.allegation, None)}
    assert {a for a in laid.answers if a.id not in laid.judged} == {
        a for a in answers if (a.passage.span, a.allegation) not in touched
    }


@given(cases(), st.sampled_from(["", "Ministry of Residence\n\n", "第一页\n\n" * 3]))
def test_a_judgement_follows_its_words_into_another_reading(case, before):
    said, _, judgements = case
    again = reply(*(span.of(said.text) for span in said.spans), before=before)
    laid = lay_judgements([], [again.response], judgements, texts(again), {})
    assert laid.misfits == ()
    assert {a.passage.span.of(again.text) for a in laid.answers} == {j.passage.exact for j in judgements}
    assert all(a.passage.exact == a.passage.span.of(again.text) for a in laid.answers)


@given(cases())
def test_a_judgement_whose_words_are_gone_is_listed_for_a_person(case):
    said, answers, judgements = case
    other = reply("We have nothing to add.")
    laid = lay_judgements([], [other.response], judgements, texts(other), {})
    assert laid.misfits == tuple(judgements)
    assert laid.answers == ()
    assert lay_judgements(answers, [said.response], judgements, {}, {}).misfits == tuple(judgements)


def test_a_judgement_on_words_that_now_stand_twice_is_listed_for_a_person():
    first = reply("Were they tested?", "No.", "Were they moved?")
    twice = reply("Were they seen?", "No.", "Were they told?", "No.")
    laid = lay_judgements([], [twice.response], [judged(first, 1)], texts(twice), {})
    assert len(laid.misfits) == 1
    assert laid.answers == ()


def test_a_judgement_on_words_that_are_no_longer_part_of_a_reply_is_listed_for_a_person():
    said = reply(*SENTENCES[:3])
    shorter = said.response.__class__(
        said.response.capture, said.response.reading, "veldonia", "reply", ((said.spans[0],),)
    )
    laid = lay_judgements([], [shorter], [judged(said, 2)], texts(said), {})
    assert len(laid.misfits) == 1


def test_a_judgement_takes_the_place_of_the_machines_word_that_a_sentence_relates_to_nothing():
    said = reply(*SENTENCES[:2])
    answers = [suggested(said, 0, None, "does-not-address"), suggested(said, 0, "a2"), suggested(said, 1, None)]
    laid = lay_judgements(answers, [said.response], [judged(said, 0)], texts(said), {})
    assert {(a.passage.span, a.allegation) for a in laid.answers} == {
        (said.spans[0], "a1"),
        (said.spans[0], "a2"),
        (said.spans[1], None),
    }


def test_codings_of_one_passage_against_several_elements_all_hold():
    said = reply("The log is annexed.", "Visits were allowed.")
    first = suggested(said, 0, "a1")
    answers = [replace(first, element=digest_bytes(name)) for name in (b"act", b"time", b"place")]
    assert lay_judgements(answers, [said.response], [], {}, {}).answers == tuple(answers)


ELEMENTS = {"a1": [digest_bytes(name) for name in (b"act", b"time", b"place")]}
ACT, TIME, PLACE = ELEMENTS["a1"]


def test_a_judgement_on_one_element_leaves_what_is_said_of_the_others():
    said = reply("The log is annexed.", "Visits were allowed.")
    answers = [replace(suggested(said, 0, "a1"), element=e) for e in ELEMENTS["a1"]]
    decisions = [replace(judged(said, 0), element=e) for e in (ACT, TIME)]
    laid = lay_judgements(answers, [said.response], decisions, texts(said), ELEMENTS)
    found = {a.element: a for a in laid.answers}
    assert len(laid.answers) == 3
    assert {e for e, a in found.items() if a.id in laid.judged} == {ACT, TIME}
    assert found[PLACE] == answers[2]


def test_a_judgement_on_a_whole_allegation_takes_the_place_of_all_that_is_said_of_its_elements():
    said = reply("The log is annexed.", "Visits were allowed.")
    answers = [replace(suggested(said, 0, "a1"), element=e) for e in ELEMENTS["a1"]]
    decisions = [replace(judged(said, 0), element=ACT), judged(said, 0, relation="tangential")]
    laid = lay_judgements(answers, [said.response], decisions, texts(said), ELEMENTS)
    assert [(a.element, a.relation) for a in laid.answers] == [(None, "tangential")]


def test_a_later_judgement_on_one_element_leaves_an_earlier_one_of_the_whole_to_the_others():
    said = reply("The log is annexed.", "Visits were allowed.")
    decisions = [judged(said, 0), replace(judged(said, 0, relation="tangential"), element=TIME)]
    laid = lay_judgements([], [said.response], decisions, texts(said), ELEMENTS)
    whole = "addresses-directly"
    assert {a.element: a.relation for a in laid.answers} == {ACT: whole, TIME: "tangential", PLACE: whole}
    assert laid.judged == {a.id for a in laid.answers}
