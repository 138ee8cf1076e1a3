"""The page as a whole: what it says, that it is well formed, and that every link leads somewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.publish.bundle_fixture import MADE, veldonia
from tests.publish.papers_fixture import ARABIC, GOVERNMENT, LETTER, PAPERS, UYGHUR
from tests.publish.reading_pages import heading_levels, ids, inner_links, letters, parsed, skeleton, words

from answerable.publish.bundle import Bundle, CaseFacts
from answerable.publish.report import render_report, report_data, telling_lines
from answerable.publish.showing import plain
from answerable.resources.codebook import load_codebook
from answerable.terms.span import Span
from answerable.trace.lineage import Lineage

CODEBOOK = load_codebook()
NOTHING = Bundle(CaseFacts("c", "An empty case"), (), Lineage((), (), {}, ()), MADE, {"answerable": "0.1.0"})


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(veldonia(), CODEBOOK)


CASES = {
    "a whole case": veldonia,
    "nothing at all": lambda: NOTHING,
    "no allegations": lambda: replace(veldonia(), allegations=(), answers=(), cells=(), origins={}, judgements=()),
    "no responses": lambda: replace(veldonia(), responses=(), answers=(), cells=(), characters={}, judgements=()),
    "no origins": lambda: replace(veldonia(), origins={}),
    "no lineage": lambda: replace(veldonia(), lineage=Lineage((), (), {}, ())),
    "no statements": lambda: replace(veldonia(), statements=(), commitments=()),
    "no codings": lambda: replace(veldonia(), answers=(), cells=(), judgements=()),
}


@pytest.mark.parametrize("name", CASES)
def test_every_page_has_unique_ids_links_that_lead_somewhere_and_headings_in_order(name: str) -> None:
    tree = parsed(render_report(CASES[name](), CODEBOOK))
    found = ids(tree)
    assert [id for id, times in found.items() if times > 1] == []
    assert inner_links(tree) - set(found) == set()
    levels = heading_levels(tree)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_first_screen_says_how_many_points_were_put_answered_and_on_how_many_origins(page: str) -> None:
    opening = " ".join(parsed(page).xpath("//header[@id='top']")[0].text_content().split())
    assert "6 points were put." in opening
    assert "3 unanswered suggested" in opening
    assert "2 partly answered suggested" in opening
    assert "1 answered judged by a person" in opening
    assert "They rest on 9 documents, with 1 or 2 origins found for each point." in opening


def test_unanswered_points_come_first_and_keep_their_numbers(page: str) -> None:
    rows = parsed(page).xpath("//table[contains(@class,'grid')]/tbody/tr")
    assert [row.xpath("string(.//span[@class='n'])") for row in rows] == ["2", "3", "5", "1", "6", "4"]


def test_every_state_is_called_suggested_until_a_person_has_judged_it(page: str) -> None:
    states = [" ".join(node.text_content().split()) for node in parsed(page).xpath("//*[contains(@class,'state ')]")]
    assert all(words.startswith(("suggested: ", "judged: ")) for words in states)
    judged = {words for words in states if words.startswith("judged")}
    assert judged == {"judged: answered"}


def test_every_quotation_is_verbatim_and_leads_to_its_place_in_the_text(page: str) -> None:
    tree = parsed(page)
    texts = [paper.reading.text for paper in PAPERS]
    quotes = tree.xpath("//figure[@class='quote']")
    assert len(quotes) > 40
    for quote in quotes:
        said = quote.xpath("string(.//blockquote/p)")
        href = quote.xpath("string(.//figcaption//a[contains(@class,'tag')]/@href)").removeprefix("#")
        assert any(said in text for text in texts), said
        target = tree.get_element_by_id(href)
        following = target.text_content() or (target.tail or "")
        assert following.startswith(said[:20]) or said.startswith(following)


def test_the_whole_text_of_every_document_is_on_the_page_letter_for_letter(page: str) -> None:
    shown = {letters(body) for body in parsed(page).xpath("//article[@class='source']//*[@class='body']")}
    assert shown == {"".join(plain(paper.reading.text).split()) for paper in PAPERS}


SCRIPTS = {
    "English": (GOVERNMENT.words(5), "en", "ltr"),
    "Arabic": (ARABIC.words(1), "ar", "rtl"),
    "Uyghur": (UYGHUR.words(1), "ug", "rtl"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_quotation_stands_in_its_own_language_and_direction(page: str, name: str) -> None:
    said, language, direction = SCRIPTS[name]
    quotes = [q for q in parsed(page).xpath("//blockquote") if q.xpath("string(p)") == said]
    assert quotes
    assert {(q.get("lang"), q.get("dir")) for q in quotes} == {(language, direction)}


def test_a_private_person_is_named_nowhere_but_in_what_they_are_quoted_in(page: str) -> None:
    assert "Asha Lind" not in words(page)
    assert "1 further speaker, shown only inside their passages." in words(page)


def test_the_page_carries_no_address_that_could_be_followed_and_no_source_that_could_be_fetched(page: str) -> None:
    tree = parsed(page)
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert tree.xpath("//@src|//@srcset|//@action|//@style|//@data|//@poster|//@background") == []
    assert tree.xpath("//link|//iframe|//object|//embed|//form|//base|//img") == []
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_a_deadline_says_what_is_dated_by_then_and_not_why(page: str) -> None:
    timeline = " ".join(parsed(page).get_element_by_id("timeline").text_content().split())
    assert "13 March 2021 deadline Reply window ends" in timeline
    assert "No reply that is held is dated by then." in timeline


def test_the_same_words_about_access_are_one_line_however_many_documents_carry_them() -> None:
    bundle = veldonia()
    fact = bundle.access[0]
    words_there = fact.span.of(next(d.reading.text for d in bundle.documents if d.id == fact.capture))
    other = next(d for d in bundle.documents if d.id != fact.capture)
    at = len(other.reading.text) + 2
    longer = replace(other, reading=replace(other.reading, text=f"{other.reading.text}\n\n{words_there}"))
    again = replace(fact, capture=other.id, span=Span(at, at + len(words_there)))
    documents = [longer if d.id == other.id else d for d in bundle.documents]
    page = render_report(replace(bundle, documents=documents, access=[*bundle.access, again]), CODEBOOK)
    lines = [" ".join(li.text_content().split()) for li in parsed(page).xpath("//ol[@class='timeline']/li")]
    found = [line for line in lines if words_there in line and line.partition("access")[1]]
    assert len(found) == 1
    assert "the same words in 1 further document" in found[0]


def test_the_first_screen_says_how_many_points_were_set_against_no_response() -> None:
    bundle = veldonia()
    cells = [cell for cell in bundle.cells if cell.allegation != "deaths"]
    assert "set against no response that is held" not in words(render_report(bundle, CODEBOOK))
    said = words(render_report(replace(bundle, cells=cells, answers=[]), CODEBOOK))
    assert "1 of the unanswered was set against no response that is held." in said


def test_a_point_without_a_passage_shows_the_words_of_whoever_put_it() -> None:
    bundle = veldonia()
    bare = [replace(one, passages=()) for one in bundle.allegations]
    tree = parsed(render_report(replace(bundle, allegations=bare), CODEBOOK))
    alleged = " ".join(tree.get_element_by_id("alleged-1").text_content().split())
    assert bare[0].text in alleged
    assert "No passage that alleges it was found in the documents." in alleged


def test_copies_are_one_line_of_who_said_what(page: str) -> None:
    voices = " ".join(parsed(page).get_element_by_id("voices").text_content().split())
    assert voices.count("Guards at Orrin Bay prison withheld insulin") == 1
    assert "The same words in D3, D4, D5, D6, D7" in voices


def test_an_input_that_could_not_be_read_is_listed_with_its_reason(page: str) -> None:
    sources = " ".join(parsed(page).get_element_by_id("sources").text_content().split())
    assert "replies/annex-2.pdf unreadable the file ends in the middle of page 4" in sources
    assert "photos/yard⟦byte E9⟧.heic refused" in sources


def test_an_empty_case_says_what_is_missing_and_the_next_step() -> None:
    said = words(render_report(NOTHING, CODEBOOK))
    assert "What is missing" in said
    assert "`answerable examine FOLDER`" in said
    assert "No point was put, so there is no grid." in said


def test_points_without_a_response_are_unanswered_and_nothing_is_read_into_it() -> None:
    bundle = CASES["no responses"]()
    said = words(render_report(bundle, CODEBOOK))
    assert "Silence is recorded, not interpreted." in said
    assert telling_lines(bundle)[0].startswith("No response is held.")
    assert report_data(bundle)["counts"]["unanswered"] == 6


def test_the_telling_lines_are_the_count_the_most_copied_point_and_what_is_not_held() -> None:
    assert (
        telling_lines(veldonia())
        == [
            "6 points put: 1 answered, 2 partly answered, 3 unanswered (1 judged by a person, the others suggested)",
            "“Guards at Orrin Bay prison withheld insulin and other medicine from…”: 8 documents, 1 origin found",
            "Named but not held: Three death certificates; and 2 more",  # a nurse’s interview, a lawyer’s petition: not named
        ]
    )


def test_the_data_is_json_and_agrees_with_the_page() -> None:
    data = json.loads(json.dumps(report_data(veldonia())))
    assert (
        data["counts"] | {"documents": 15, "points": 6, "answered": 1, "partly-answered": 2, "unanswered": 3}
        == data["counts"]
    )
    complaints = next(row for row in data["grid"] if row["allegation"] == "complaints")
    answered = next(cell for cell in complaints["cells"] if cell["judged"])
    start, end = answered["passages"][0]["span"]
    assert GOVERNMENT.reading.text[start:end] == GOVERNMENT.words(6)
    assert data["origins"]["medicine"]["origins_found"] == 1


def test_the_same_bundle_gives_the_same_bytes(page: str) -> None:
    assert render_report(veldonia(), CODEBOOK) == page


def test_words_that_are_not_at_their_place_are_refused_and_not_shown() -> None:
    bundle = veldonia()
    wrong = replace(bundle.calls[0], spans=(Span(0, 10**6),))
    with pytest.raises(ValueError, match="is not inside"):
        render_report(replace(bundle, calls=[wrong]), CODEBOOK)


def test_changing_the_names_of_the_parties_changes_names_and_nothing_else(page: str) -> None:
    bundle = veldonia()
    turned = tuple(replace(p, names=tuple(reversed(p.names)), role="") for p in reversed(bundle.case.parties))
    other = render_report(replace(bundle, case=replace(bundle.case, parties=turned)), CODEBOOK)
    grid = "//table[contains(@class,'grid')]"
    assert [cell.text_content() for cell in parsed(other).xpath(grid + "//td")] == [
        cell.text_content() for cell in parsed(page).xpath(grid + "//td")
    ]
    before, after = skeleton(page), skeleton(other)
    assert before[("figure", "quote")] == after[("figure", "quote")]


def test_the_script_stays_small(page: str) -> None:
    script = parsed(page).xpath("string(//script)")
    assert 0 < len(script.encode()) <= 40_000


def test_a_letter_of_allegation_is_shown_as_a_letter(page: str) -> None:
    timeline = " ".join(parsed(page).get_element_by_id("timeline").text_content().split())
    assert f"Letter from {LETTER.sent_from} to {LETTER.sent_to}" in timeline


def test_points_that_only_a_method_proposed_are_called_found_and_not_put() -> None:
    bundle = veldonia()
    proposed = replace(bundle, allegations=[replace(one, proposed=True) for one in bundle.allegations])
    said = words(render_report(proposed, CODEBOOK))
    assert "6 points were found." in said
    assert "A method proposed them from the documents; no person has put them yet." in said
    assert telling_lines(proposed)[0].startswith("6 points found: ")
