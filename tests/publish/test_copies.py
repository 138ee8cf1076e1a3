"""The same words in several documents are one quotation."""

from __future__ import annotations

from tests.publish.bundle_fixture import veldonia
from tests.publish.papers_fixture import COPIES, WIRE, Paper

from answerable.publish.copies import each_once
from answerable.publish.register import Quote, Register
from answerable.terms.span import Span

REGISTER = Register(veldonia())


def quote(paper: Paper, words: str) -> Quote:
    start = paper.reading.text.index(words)
    return REGISTER.quote(paper.id, (Span(start, start + len(words)),))


WORDS = "insulin"


def test_a_wording_is_shown_once_from_the_earliest_document_with_the_others_beside_it() -> None:
    quotes = [quote(COPIES[1], WORDS), quote(WIRE, WORDS), quote(COPIES[0], WORDS), quote(COPIES[1], WORDS)]
    (one,) = each_once(quotes)
    assert one.quote.source.document.id == WIRE.id
    assert {other.document.id for other in one.also} == {COPIES[0].id, COPIES[1].id}


def test_other_words_are_another_quotation_and_keep_their_order() -> None:
    found = each_once([quote(WIRE, "prison"), quote(WIRE, WORDS)])
    assert [one.quote.fragments for one in found] == [("prison",), (WORDS,)]
    assert all(one.also == () for one in found)
