"""Originals that are named and not held, ranked by how many documents lean on them."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.bundle_fixture import veldonia
from tests.publish.papers_fixture import COPIES, REPORT

from answerable.publish.bundle import Bundle
from answerable.publish.leaned import OPEN, originals_leaned_on
from answerable.publish.register import Register
from answerable.publish.report import render_report, report_data
from answerable.resources.codebook import load_codebook
from answerable.trace.lineage import MissingOriginal


def naming(name: str, *documents: str) -> list[MissingOriginal]:
    return [MissingOriginal(name, document, 3, 9) for document in documents]


def with_missing(*missing: MissingOriginal) -> Bundle:
    bundle = veldonia()
    return replace(bundle, lineage=replace(bundle.lineage, missing=missing))


def test_what_most_documents_lean_on_comes_first_and_each_naming_leads_to_its_words() -> None:
    many = naming("the harbour inquest", *(copy.id for copy in COPIES[:3]))
    few = naming("a circular of 3 June", REPORT.id)
    bundle = with_missing(*few, *many)
    found = originals_leaned_on(bundle, Register(bundle))
    assert [(one.told.words, one.documents) for one in found.first] == [
        ("the harbour inquest", "3 documents"),
        ("a circular of 3 June", "1 document"),
    ]
    assert [quote.source.document.id for quote in found.first[0].quotes] == sorted(copy.id for copy in COPIES[:3])
    assert found.first[1].quotes[0].fragments == (Register(bundle)[REPORT.id].document.reading.text[3:9],)


def test_the_page_lists_them_in_that_order_and_leaves_none_out() -> None:
    names = [f"report no. {number:02}" for number in range(26)]
    bundle = with_missing(*(one for name in names for one in naming(name, REPORT.id)))
    page = render_report(bundle, load_codebook())
    assert len(names) > OPEN
    places = [page.index(f"<bdi>{name}</bdi>", page.index('id="leaned"')) for name in names]
    assert places == sorted(places)
    assert [one["name"] for one in report_data(bundle)["originals_leaned_on"]] == names


def test_a_case_that_lacks_nothing_has_no_such_list() -> None:
    assert 'id="leaned"' not in render_report(with_missing(), load_codebook())
