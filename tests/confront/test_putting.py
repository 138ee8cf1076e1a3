"""A response as it is put to a second reader: which points, which words, and the way back to passages."""

from __future__ import annotations

import pytest
from tests.confront.asking import BOOK, MODEL

from answerable.confront.answer import Allegation, Answer, Element, Response
from answerable.confront.hearing import Coding, Heard
from answerable.confront.putting import Putting, putting_of
from answerable.confront.second_opinion import SILENCE, with_opinions
from answerable.read.reading import Block, Reading
from answerable.terms.digest import digest_bytes
from answerable.terms.passage import passage_at
from answerable.terms.span import Span

TEXT = "The log of May\n   is annexed. Visits\u200b were allowed, said the Minister."
HERE = digest_bytes(b"article")
READING = Reading(HERE, "text/plain", "read", "", TEXT, (Block(0, len(TEXT), "body", "line 1"),))
SPANS = ((Span(0, 29),), (Span(30, 37), Span(38, 50)))
ALLEGED = [Allegation(id, f"Point {id}.", (Element(id, "act", f"Point {id}."),), (), False) for id in ("a1", "a2")]


def response(kind: str, answers: tuple[str, ...] = ()) -> Response:
    return Response(HERE, READING.id, "Minister", kind, SPANS, answers)  # type: ignore[arg-type]


def put(one: Response, *near: str) -> Putting:
    passage = passage_at(SPANS[0][0], TEXT, capture=HERE, reading=READING.id)
    said = [Answer(one.id, id, None, passage, "tangential", "denies", "legalism", 0.5, "") for id in near]
    return putting_of(one, READING, ALLEGED, said, MODEL, BOOK.name)


def points(putting: Putting) -> list[str]:
    return [putting.allegation_of[p.element] for q in putting.questions for p in q.points]


def test_a_reply_is_put_beside_every_point_that_was_put_to_its_author():
    assert points(put(response("reply"))) == ["a1", "a2"]
    assert points(put(response("reply", ("a2",)), "a1")) == ["a2"]


def test_what_is_said_in_an_article_is_put_only_beside_points_it_is_near():
    assert points(put(response("statements"))) == []
    assert points(put(response("statements"), "a2")) == ["a2"]


def test_words_go_as_single_lines_and_what_no_reader_sees_is_marked():
    (asked,) = put(response("reply")).questions
    assert asked.sentences == (("The log of May is annexed.",), ("Visits\ufffd", "were allowed"))


def test_an_opinion_stands_at_the_whole_passage():
    putting = put(response("reply"))
    (asked,) = putting.questions
    coding = Coding(1, 0, "tangential", "denies", "legalism", 1, 5, 12)
    opinions = putting.opinions(asked, Heard(True, (coding,)))
    coded = {(p.allegation, p.passage.start): o for p, o in opinions.items()}
    assert coded["a1", 30].relation == "tangential"
    assert [coded[pair] for pair in (("a1", 0), ("a2", 0), ("a2", 30))] == [SILENCE] * 3
    assert all(TEXT[p.passage.start : p.passage.end] == p.passage.exact for p in opinions)


def suggested(one: Response, coding: Coding) -> Answer:
    putting = put(one)
    (asked,) = putting.questions
    (only,) = with_opinions([], putting.opinions(asked, Heard(True, (coding,))), "small-1 at here")
    return only


@pytest.mark.parametrize(("fragment", "outside"), [(0, False), (1, True)])
def test_a_reason_quotes_nothing_and_says_when_what_it_points_at_is_not_in_the_passage(fragment, outside):
    broken = Response(HERE, READING.id, "Minister", "reply", ((Span(0, 29),), (Span(30, 37), Span(54, 70))))
    only = suggested(broken, Coding(1, 0, "addresses-directly", "denies", "legalism", fragment, 0, 7))
    assert only.passage.exact == "Visits\u200b"
    assert only.why.endswith("outside this passage") == outside
    assert not any(word in only.why for word in ("Visits", "Minister", "\ufffd"))


def test_a_passage_over_all_fragments_holds_each_of_them():
    only = suggested(response("reply"), Coding(1, 0, "addresses-directly", "denies", "legalism", 1, 0, 4))
    assert only.passage.exact == "Visits\u200b were allowed"
    assert only.why == "suggested by small-1 at here, for a person to decide"


def test_a_pair_that_is_left_open_has_no_opinion():
    putting = put(response("reply"))
    (asked,) = putting.questions
    assert putting.opinions(asked, Heard(False)) == {}
    found = putting.opinions(asked, Heard(True, (), {"quote-not-verbatim": 1}, open_sentences=(0,)))
    assert {p.passage.start for p in found} == {30}
