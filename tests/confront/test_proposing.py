"""Allegations proposed from statements: near-same content is one, verbatim."""

from __future__ import annotations

from answerable.confront.letters import letter_points
from answerable.confront.proposing import Alleged, propose
from answerable.terms.digest import digest_bytes
from answerable.terms.passage import Passage, passage_at
from answerable.terms.span import Span


def at(text: str, document: str) -> Passage:
    digest = digest_bytes(document.encode())
    return passage_at(Span(0, len(text)), text, capture=digest, reading=digest)


def alleged(text: str, document: str, language: str = "en") -> Alleged:
    return Alleged(text, at(text, document), language)


TESTS = "prisoners of the Ruvani minority in Harth were given blood tests without their consent"
TESTS_2 = "Ruvani prisoners held in Harth had been given blood tests without consent"
STRIKE = "police beat striking dockers at the gate of Port Ayle"


def test_statements_of_near_same_content_are_one_proposal_with_each_passage() -> None:
    found = propose([alleged(TESTS, "a"), alleged(STRIKE, "b"), alleged(TESTS_2, "c"), alleged(TESTS, "d")])
    assert [len(p.passages) for p in found] == [3, 1]
    assert found[0].text in (TESTS, TESTS_2)
    assert found[1].text == STRIKE


def test_words_without_content_propose_nothing() -> None:
    assert propose([alleged("it was so", "a")]) == []


def test_each_question_of_a_letter_is_a_proposal_of_its_own_and_first() -> None:
    text = "1. Please explain the legal grounds of the tests.\n2. How many tests were given in Harth in 2019?\n"
    questions = [(p, at(p.text, p.text)) for p in letter_points(text, "en")]
    found = propose([alleged(TESTS, "a")], questions)
    assert [p.text for p in found[:2]] == [q.text for q, _ in questions]
    assert len(found) == 3


def test_chinese_statements_are_grouped_by_their_characters() -> None:
    one, other = "哈尔特监狱的囚犯未经同意被抽血检查", "哈尔特监狱囚犯未经同意被抽血"
    assert len(propose([alleged(one, "a", "zh"), alleged(other, "b", "zh")])) == 1


def test_the_order_of_documents_does_not_matter() -> None:
    said = [alleged(TESTS, "a"), alleged(STRIKE, "b"), alleged(TESTS_2, "c")]
    one, other = propose(said), propose(said[::-1])
    assert [(p.text, set(p.passages)) for p in one] == [(p.text, set(p.passages)) for p in other]


def test_a_statement_of_what_a_letter_states_is_no_second_proposal() -> None:
    text = (
        "Dear Sir,\n\nAccording to the information received, police beat striking dockers at the gate of Port Ayle.\n"
    )
    points = [(p, at(p.text, p.text)) for p in letter_points(text, "en")]
    assert [p.kind for p, _ in points] == ["information"]
    found = propose([alleged(STRIKE, "b"), alleged(TESTS, "a")], points)
    assert [len(p.passages) for p in found] == [2, 1]
    assert found[0].text == points[0][0].text


def test_a_question_takes_no_statement_to_itself() -> None:
    text = "Dear Sir,\n\n1. Did police beat striking dockers at the gate of Port Ayle?\n2. Who gave the order to the police?\n"
    questions = [(p, at(p.text, p.text)) for p in letter_points(text, "en")]
    found = propose([alleged(STRIKE, "b")], questions)
    assert [p.text for p in found][-1] == STRIKE
    assert len(found) == 3
