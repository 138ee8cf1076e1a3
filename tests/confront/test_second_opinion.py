"""A second opinion can raise doubt and nothing else: whatever a model says, no point comes nearer to "answered"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.confront.asking import BOOK

from answerable.confront.answer import Allegation, Answer, Element, Response
from answerable.confront.cells import cells_of, characters_of
from answerable.confront.second_opinion import SILENCE, Opinion, Place, as_first_read, is_suggested, with_opinions
from answerable.terms.digest import digest_bytes
from answerable.terms.passage import passage_at
from answerable.terms.span import Span

WHO = "small-1 at 127.0.0.1:11434"
TEXT = "Mr. Dace received insulin. The log is annexed. Visits were allowed. The charges are rejected."
SPANS = [Span(0, 26), Span(27, 46), Span(47, 67), Span(68, 93)]
HERE = digest_bytes(b"reply")
RESPONSE = Response(HERE, HERE, "Ministry", "reply", tuple((s,) for s in SPANS))
ALLEGED = [
    Allegation(
        "a1", "Insulin was withheld.", (Element("a1", "act", "withheld"), Element("a1", "time", "May")), (), False
    ),
    Allegation("a2", "Visits were denied.", (Element("a2", "act", "Visits were denied."),), (), False),
]
PLACES = [
    Place(RESPONSE.id, a.id, e.id, passage_at(span, TEXT, capture=HERE, reading=HERE))
    for a in ALLEGED
    for e in a.elements
    for span in SPANS
]
RANK = {"unanswered": 0, "partly-answered": 1, "answered": 2}

opinions = st.builds(
    Opinion,
    st.sampled_from(sorted(BOOK.ids("relations"))),
    st.sampled_from(sorted(BOOK.ids("stances"))),
    st.sampled_from(sorted(BOOK.ids("codes"))),
    st.booleans(),
)
said = st.dictionaries(st.sampled_from(PLACES), opinions | st.just(SILENCE))


def own(place: Place, opinion: Opinion, *, abstain: bool = False) -> Answer:
    return Answer(
        place.response, place.allegation, place.element, place.passage,
        opinion.relation, opinion.stance, opinion.code, 0.8, "it says so", abstain,
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> list[Answer]:
    coded = draw(st.dictionaries(st.sampled_from(PLACES), st.tuples(opinions, st.booleans())))
    return [own(place, opinion, abstain=abstain) for place, (opinion, abstain) in coded.items()]


def states(answers):
    """Of every allegation, and of every element alone."""
    whole = {c.allegation: c.state for c in cells_of(ALLEGED, [RESPONSE], answers)}
    alone = [(e, replace(a, elements=(e,))) for a in ALLEGED for e in a.elements]
    return whole | {e.id: cells_of([a], [RESPONSE], answers)[0].state for e, a in alone}


@settings(deadline=None)
@given(readings(), said)
def test_no_opinion_brings_any_point_nearer_to_answered(first, opinions):
    after = with_opinions(first, opinions, WHO)
    for allegation, state in states(after).items():
        assert RANK[state] <= RANK[states(first)[allegation]]


@settings(deadline=None)
@given(said)
def test_where_the_program_is_silent_a_model_answers_nothing(opinions):
    after = with_opinions([], opinions, WHO)
    assert set(states(after).values()) <= {"unanswered"}
    assert all(a.abstain for a in after)


@settings(deadline=None)
@given(readings(), said)
def test_the_programs_codings_stay_and_whose_the_others_are_is_named(first, opinions):
    after = with_opinions(first, opinions, WHO)
    kept = [a for a in after if not is_suggested(a)]
    assert [(a.passage, a.element, a.relation, a.stance, a.code, a.confidence) for a in kept] == [
        (a.passage, a.element, a.relation, a.stance, a.code, a.confidence) for a in first
    ]
    for answer in after:
        if is_suggested(answer):
            assert answer.method == f"suggested by {WHO}"
            assert answer.why.startswith(f"suggested by {WHO}, for a person to decide")
            assert (answer.abstain, answer.confidence) == (True, 0.0)
        elif answer.abstain:
            assert WHO in answer.method or answer.id in {a.id for a in first}
    assert [a.id for a in as_first_read(after)] == [a.id for a in first]


@settings(deadline=None)
@given(readings(), said)
def test_what_the_program_left_to_a_person_stays_there(first, opinions):
    after = {(a.passage.start, a.element): a for a in with_opinions(first, opinions, WHO) if not is_suggested(a)}
    assert all(after[a.passage.start, a.element].abstain for a in first if a.abstain)


@settings(deadline=None)
@given(readings(), said)
def test_where_the_two_disagree_on_what_answers_a_person_decides(first, opinions):
    by_pair = {(a.passage.start, a.element): a for a in first}
    cells = {c.allegation: c for c in cells_of(ALLEGED, [RESPONSE], with_opinions(first, opinions, WHO))}
    for place, opinion in opinions.items():
        answer = by_pair.get((place.passage.start, place.element))
        coded = None if answer is None else (answer.relation, answer.stance, answer.code)
        counts = answer is not None and answer.relation.startswith("addresses") and not answer.abstain
        if coded != (opinion.relation, opinion.stance, opinion.code) and (
            counts or opinion.relation.startswith("addresses")
        ):
            assert cells[place.allegation].for_a_person


@settings(deadline=None)
@given(readings(), said)
def test_a_reply_gets_no_better_and_no_worse_a_character_by_a_model(first, opinions):
    (before,) = characters_of([RESPONSE], ALLEGED, first).values()
    (after,) = characters_of([RESPONSE], ALLEGED, with_opinions(first, opinions, WHO)).values()
    assert after == before or (before, after) == ("largely-satisfactory", "cooperative-but-incomplete")


DIRECT = Opinion("addresses-directly", "denies", "specific-information")
TABLE = {
    "both code it alike": (DIRECT, "answered", False, 0),
    "silence, heard to the end": (SILENCE, "unanswered", True, 0),
    "tangential": (replace(DIRECT, relation="tangential"), "unanswered", True, 1),
    "in part": (replace(DIRECT, relation="addresses-in-part"), "unanswered", True, 1),
    "directly, with another stance": (replace(DIRECT, stance="concedes"), "answered", True, 1),
    "directly, with another code": (replace(DIRECT, code="literal-denial"), "answered", True, 1),
    "not heard": (None, "answered", False, 0),
}


@pytest.mark.parametrize("what", TABLE)
def test_what_becomes_of_a_passage_that_the_program_takes_for_an_answer(what):
    opinion, state, for_a_person, beside = TABLE[what]
    place = PLACES[-2]
    after = with_opinions([own(place, DIRECT)], {} if opinion is None else {place: opinion}, WHO)
    (cell,) = (c for c in cells_of(ALLEGED, [RESPONSE], after) if c.allegation == "a2")
    assert (cell.state, cell.for_a_person, sum(map(is_suggested, after))) == (state, for_a_person, beside)
    if what == "both code it alike":
        assert after[0].why.endswith(f"{WHO} codes it alike")
        assert after[0].confidence == 0.8


def test_two_readings_that_answer_nothing_need_nobody_unless_both_see_the_point():
    place = PLACES[-2]
    law = Opinion("tangential", "no-position", "legalism")
    first = [own(place, law)]
    assert with_opinions(first, {place: SILENCE}, WHO) == tuple(first)
    assert len(with_opinions(first, {place: replace(law, code="justification")}, WHO)) == 2
    assert with_opinions([], {place: law}, WHO) == ()


def test_parts_in_doubt_do_not_make_the_others_add_up():
    text = "Five lawyers were let in. Seven lawyers came later. Three lawyers left."
    spans = [Span(0, 25), Span(26, 51), Span(52, 71)]
    response = replace(RESPONSE, sentences=tuple((s,) for s in spans))
    element = Element("a1", "act", "Twelve lawyers were turned away.")
    alleged = [Allegation("a1", element.text, (element,), (), False)]
    places = [Place(response.id, "a1", element.id, passage_at(s, text, capture=HERE, reading=HERE)) for s in spans]
    part = replace(DIRECT, relation="addresses-in-part")
    first = [own(place, part) for place in places]
    assert [c.state for c in cells_of(alleged, [response], first[:2])] == ["answered"]  # five and seven are twelve
    assert [c.state for c in cells_of(alleged, [response], first)] == ["partly-answered"]
    doubted = with_opinions(first, {places[2]: SILENCE}, WHO)
    assert [c.state for c in cells_of(alleged, [response], doubted)] == ["partly-answered"]


def test_denials_that_only_a_model_finds_do_not_change_what_a_reply_is_called():
    sentence = "The log of May is annexed. "
    spans = [Span(n * len(sentence), (n + 1) * len(sentence) - 1) for n in range(7)]
    response = replace(RESPONSE, sentences=tuple((s,) for s in spans))
    (element,) = ALLEGED[1].elements
    places = [
        Place(response.id, "a2", element.id, passage_at(s, sentence * 7, capture=HERE, reading=HERE)) for s in spans
    ]
    informs = Opinion("addresses-directly", "concedes", "specific-information")
    first = [own(place, informs) for place in places[:2]]
    (before,) = characters_of([response], ALLEGED[1:], first).values()
    (after,) = characters_of(
        [response], ALLEGED[1:], with_opinions(first, dict.fromkeys(places[2:], DIRECT), WHO)
    ).values()
    contested = with_opinions(first, dict.fromkeys(places[:2], SILENCE), WHO)
    assert (before, after) == ("largely-satisfactory", "largely-satisfactory")
    assert list(characters_of([response], ALLEGED[1:], contested).values()) == ["cooperative-but-incomplete"]
