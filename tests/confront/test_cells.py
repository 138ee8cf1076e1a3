"""Cells where a language model read beside the program: what is shown as found is the program's own, or a person's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answerable.confront import cells
from answerable.confront.answer import Allegation, Answer, Cell, Element, Response
from answerable.confront.cells import cells_of, characters_of, confronted_elements
from answerable.confront.second_opinion import SILENCE, Place, with_opinions
from answerable.confront.second_reader import SUGGESTED_BY
from answerable.confront.status import DIRECT, PART
from answerable.terms.digest import digest_bytes
from answerable.terms.passage import passage_at
from answerable.terms.span import Span

TEXT = "The log of May is annexed. 监狱方面否认这些指控。 Visits were allowed."
SPANS = (Span(0, 26), Span(27, 38), Span(39, 58))
HERE = digest_bytes(b"reply")
RESPONSE = Response(HERE, HERE, "Ministry", "reply", tuple((span,) for span in SPANS))
(ELEMENT,) = (Element("a1", "act", "Visits were denied."),)
ALLEGED = Allegation("a1", ELEMENT.text, (ELEMENT,), (), False)


def coded(sentence: int, relation: str, *, abstain: bool = False, model: str = "") -> Answer:
    passage = passage_at(SPANS[sentence], TEXT, capture=HERE, reading=HERE)
    coding = (relation, "denies", "literal-denial")
    mine = Answer(RESPONSE.id, "a1", ELEMENT.id, passage, *coding, 0.8, "it says so", abstain)
    if not model:
        return mine
    return replace(mine, confidence=0.0, abstain=True, method=f"{SUGGESTED_BY}{model}")


def cell(*answers: Answer, judged: tuple[Answer, ...] = ()) -> Cell:
    (one,) = cells_of([ALLEGED], [RESPONSE], answers, {a.id for a in judged})
    return one


def test_a_coding_that_counts_stands_before_one_in_doubt_and_a_models_suggestion_last():
    model, doubted = coded(0, DIRECT, model="small-1 at here"), coded(1, DIRECT, abstain=True)
    counts = coded(2, PART)
    assert cell(model, doubted, counts).answers == (counts.id, doubted.id, model.id)
    tangential = coded(2, "tangential")
    assert cell(model, tangential).answers == (tangential.id, model.id)


def test_the_rule_is_of_the_programs_codings_and_says_what_a_second_reader_sees_more():
    alone = cell(coded(2, "tangential")).rule
    model = [coded(n, DIRECT, model="small-1 at here") for n in (0, 1)]
    assert cell(coded(2, "tangential"), *model).rule == f"{alone}; a second reader sees 2 more"
    assert cell(*model).rule == f"{cell().rule}; a second reader sees 2 more"
    assert cell(coded(0, PART), model[0]).rule == cell(coded(0, PART)).rule


def test_a_model_takes_no_cell_out_of_a_persons_hands():
    decided = replace(coded(0, DIRECT), method="judged by asha", confidence=1.0)
    assert cell(decided, judged=(decided,)).judged
    beside = cell(decided, coded(1, DIRECT, model="small-1 at here"), judged=(decided,))
    assert (beside.judged, beside.for_a_person) == (True, True)
    nothing = replace(decided, relation="tangential")
    assert cell(nothing, coded(1, PART, model="small-1 at here"), judged=(nothing,)).judged
    assert not cell(coded(1, PART, model="small-1 at here"), judged=(decided,)).judged


@pytest.mark.parametrize(("spoke", "times"), [(False, 1), (True, 2)])
def test_the_character_and_what_parts_cover_are_asked_twice_only_where_a_second_reader_spoke(monkeypatch, spoke, times):
    counted = {"states_of": 0, "covered_points": 0}

    def counting(name, real):
        def call(*given):
            counted[name] += 1
            return real(*given)

        return call

    for name in counted:
        monkeypatch.setattr(cells, name, counting(name, getattr(cells, name)))
    twelve = Element("a1", "act", "Twelve visits were denied.")
    alleged = Allegation("a1", twelve.text, (twelve,), (), False)
    text = "Five visits took place. Seven visits took place. Three visits took place."
    spans = (Span(0, 23), Span(24, 48), Span(49, 73))
    response = replace(RESPONSE, sentences=tuple((span,) for span in spans))
    places = [Place(response.id, "a1", twelve.id, passage_at(s, text, capture=HERE, reading=HERE)) for s in spans]
    parts = [replace(coded(0, PART), response=response.id, element=twelve.id, passage=p.passage) for p in places]
    said = {places[2]: SILENCE}
    given = with_opinions(parts, said, "small-1 at here") if spoke else parts[:2]
    characters_of([response], [alleged], given)
    assert counted["states_of"] == times
    cells_of([alleged], [response], given)
    assert counted["covered_points"] == times


def test_of_a_proposal_with_two_acts_an_answer_to_one_does_not_answer_both():
    acts = tuple(Element("p1", "act", text) for text in ("Visits were denied.", "Letters were burnt."))
    when = Element("p1", "time", "in May")
    proposal = Allegation("p1", "Visits were denied in May, and letters burnt.", (*acts, when), (), True)
    assert confronted_elements(proposal) == acts
    answer = replace(coded(2, DIRECT), allegation="p1", element=acts[0].id)
    (one,) = cells_of([proposal], [RESPONSE], [answer])
    assert one.state == "partly-answered"


def test_a_proposal_of_one_act_is_set_whole_against_a_response():
    proposal = Allegation("p1", "Visits were denied in May.", (Element("p1", "act", "Visits were denied"),), (), True)
    assert [e.text for e in confronted_elements(proposal)] == [proposal.text]
