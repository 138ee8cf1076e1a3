"""A response set against elements: what can answer, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answerable.confront import by_element
from answerable.confront.answer import Allegation, Element
from answerable.confront.by_element import CLEAR, code_response
from answerable.confront.confronting import confront

TEXT = "Guards withheld medicine from prisoners at Karsk in March."
ALLEGED = [Allegation("a1", TEXT, (Element("a1", "act", TEXT),), (), False)]
DIRECT = "In March every prisoner at Karsk received medicine twice a day; the log of 2 to 19 March is annexed."


def rows(sentence: str, **how: object):
    return [r.coded for r in code_response(ALLEGED, [sentence], "en", **how) if r.allegation == "a1"]


def test_a_reply_that_speaks_to_the_point_counts():
    (row,) = rows(DIRECT)
    assert row.relation.startswith("addresses")
    assert not row.abstain


def test_nothing_in_a_document_that_answers_nothing_counts():
    (row,) = rows(DIRECT, answers_nothing="the document only confirms receipt")
    assert (row.relation, row.abstain) == ("tangential", True)
    assert "only confirms receipt" in row.why


def test_what_is_quoted_without_its_surroundings_counts_only_when_it_is_clear():
    for sentence in (DIRECT, "medicine had been withheld at Karsk", "Karsk has a pharmacy, and prisoners like it"):
        in_reply, quoted = rows(sentence), rows(sentence, quoted=True)
        for ours, theirs in zip(in_reply, quoted, strict=True):
            assert theirs.relation == ours.relation
            if ours.relation.startswith("addresses"):
                assert theirs.abstain == (ours.abstain or ours.confidence < CLEAR)
    assert any(r.abstain for r in rows("medicine had been withheld at Karsk", quoted=True))


@pytest.mark.parametrize("unsure", [False, True])
def test_a_day_is_answered_only_where_it_is_sure_that_the_allegation_is(monkeypatch, unsure):
    def read(points, *rest, **how):
        found = confront(points, *rest, **how)
        doubted = tuple(replace(row, abstain=unsure) for row in found.coded)
        return replace(found, coded=doubted) if points[0].id == "a1" else found

    monkeypatch.setattr(by_element, "confront", read)
    day = Element("a1", "time", "The medicine was withheld in March.")
    alleged = [Allegation("a1", TEXT, (Element("a1", "act", TEXT), day), (), False)]
    (coded,) = [r.coded for r in code_response(alleged, [DIRECT], "en") if r.element == day.id]
    assert coded.relation.startswith("addresses")
    assert coded.abstain == unsure
    assert ("not sure that it speaks to the allegation" in coded.why) == unsure


@pytest.mark.parametrize(("kinds", "times"), [([], 1), (["act"], 1), (["person"], 1), (["act", "person"], 2)])
def test_elements_are_read_once_and_where_there_is_none_the_sentences_still_are(monkeypatch, kinds, times):
    read: list[int] = []

    def counted(points, *rest, **how):
        read.append(len(points))
        return confront(points, *rest, **how)

    monkeypatch.setattr(by_element, "confront", counted)
    elements = tuple(Element(f"e{n}", kind, TEXT) for n, kind in enumerate(kinds))
    allegations = [Allegation("a1", TEXT, elements, (), False)] if elements else []
    found = list(code_response(allegations, [DIRECT], "en"))
    assert found
    assert len(read) == 1 + times  # first the allegations whole
