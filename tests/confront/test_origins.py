"""Support and origins: repetition adds readers, not witnesses."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.confront.answer import Allegation, Element, Origins
from answerable.confront.origins import count_origins, roots_of
from answerable.confront.supporting import Said, Support, find_support
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.span import Span
from answerable.trace.lineage import Derivation, Family, Lineage

TEXT = "Guards in Harth tortured forty prisoners with electric shocks on 4 June 2020."
ALLEGATION = Allegation("A1", TEXT, (Element("A1", "act", TEXT),), (), False)
NO_LINEAGE = Lineage((), (), {}, ())


def doc(name: str) -> Digest:
    return digest_bytes(name.encode())


def said(document: str, speaker: str | None, text: str = TEXT, language: str = "en") -> Said:
    statement = digest_bytes(f"{document}/{speaker}/{text}".encode()) if speaker else None
    return Said(doc(document), (Span(0, len(text)),), text, language, statement, speaker)


def origins(items: Sequence[Said], lineage: Lineage = NO_LINEAGE, apart: Sequence[frozenset[Digest]] = ()) -> Origins:
    return counted(find_support([ALLEGATION], items), lineage, apart)


def counted(
    support: Sequence[Support], lineage: Lineage = NO_LINEAGE, apart: Sequence[frozenset[Digest]] = ()
) -> Origins:
    return count_origins(
        ALLEGATION,
        support,
        roots_of(lineage),
        parties=(),
        name_of=lambda d: d[:6],
        missing={},
        apart=apart,
    )


def test_one_interview_quoted_by_ten_papers_is_one_origin() -> None:
    found = origins([said(f"paper {i}", "Irel Tansy") for i in range(10)])
    assert (len(found.documents), len(found.groups)) == (10, 1)
    assert "Irel Tansy" in found.groups[0].rule


def test_two_witnesses_who_speak_separately_are_two_origins() -> None:
    assert len(origins([said("paper 1", "Irel Tansy"), said("paper 2", "Bram Quill")]).groups) == 2


def test_copies_of_one_text_are_one_origin() -> None:
    family = Family((doc("a"), doc("b")), doc("a"), "printed first")
    items = [said("a", None), said("b", None)]
    assert len(origins(items).groups) == 2
    assert len(origins(items, Lineage((family,), (), {}, ())).groups) == 1


def test_a_report_and_the_article_built_on_it_are_one_origin() -> None:
    link = Derivation(doc("article"), doc("report"), "citation", True, 1.0, (), "the article names the report")
    items = [said("report", None), said("article", None)]
    assert len(origins(items, Lineage((), (link,), {}, ())).groups) == 1


def test_what_experts_say_is_no_origin_but_its_document_is_counted() -> None:
    found = origins([said("paper", "UN experts"), said("leaflet", "Irel Tansy")])
    assert len(found.documents) == 2
    assert [g.label for g in found.groups] == ["Irel Tansy"]


def test_a_join_that_a_person_undid_stays_undone() -> None:
    items = [said("paper 1", "Irel Tansy"), said("paper 2", "Irel Tansy")]
    apart = [frozenset((doc("paper 1"), doc("paper 2")))]
    assert len(origins(items, apart=apart).groups) == 2


def test_words_about_something_else_support_nothing() -> None:
    items = [
        said("paper", "Irel Tansy", "The harbour of Ayle was deepened in spring."),
        said("page", None, "A fair day."),
    ]
    assert find_support([ALLEGATION], items) == []


def test_two_outlets_that_interviewed_one_witness_are_one_origin_for_what_she_said() -> None:
    items = [
        Support("A1", said("paper 1", "Irel Tansy", "The wires were on the wall."), 2.0, "wires"),
        Support("A1", said("paper 2", "Tansy", "They put the wires on my hands."), 2.0, "wires, hands"),
    ]
    found = counted(items)
    assert [g.label for g in found.groups] == ["Irel Tansy"]
    assert "hands, wires" in found.groups[0].rule


def test_hearsay_and_words_that_name_the_experts_are_no_origin() -> None:
    told = said("paper", None, "The experts said that forty prisoners were tortured in Harth.")
    found = counted([Support("A1", told, 3.0), Support("A1", said("other", "Reports"), 3.0)])
    assert (len(found.documents), found.groups) == (2, ())


def test_what_a_speaker_says_of_reports_is_not_their_own_allegation() -> None:
    words = "Reports that guards in Harth tortured forty prisoners with electric shocks were news to him."
    assert find_support([ALLEGATION], [said("paper", "Anselm Torv", words)]) == []
