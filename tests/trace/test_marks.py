"""Marks: the words by which a text says where it comes from, in many languages, with their exact places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.resources import languages, lexicon
from answerable.trace.forms import forms_of
from answerable.trace.lineage import TextSeen
from answerable.trace.lineages import trace_lineage
from answerable.trace.marks import find_marks

# language, text, kind, words of the mark, the name in it
MARKED = {
    "a dateline": ("en", "ORNE, Harth, June 4 (Interbay) - It rained.", "dateline", "ORNE, Harth, June 4 (Interbay) -", "Interbay"),
    "appeared first": ("en", "The post Rain over Orne appeared first on Bay24.", "appeared-first", "The post Rain over Orne appeared first on Bay24", "Bay24"),
    "credit line": ("en", "It rained.\n\nWith material from Interbay.", "credit-line", "With material from Interbay", "Interbay"),
    "a feed": ("en", "It rained. This story reached us through an agency feed and was not edited by our newsroom.", "feed-notice", "This story reached us through an agency feed and was not edited by our newsroom", None),
    "an interview": ("en", "Ada Perrin told the Orne Gazette in an interview published on Friday that", "credit-in-text", "told the Orne Gazette in an interview published on Friday", "Orne Gazette"),
    "an unknown magazine": ("en", "The magazine The Lantern reported on 13 June that", "credit-in-text", "The magazine The Lantern reported on 13 June", "The Lantern"),
    "French": ("fr", "Selon le quotidien La Lanterne, il a plu.", "credit-in-text", "Selon le quotidien La Lanterne", "La Lanterne"),
    "German": ("de", "Quelle: Ornauer Bote", "source-line", "Quelle: Ornauer Bote", "Ornauer Bote"),
    "Spanish": ("es", "La entrada Lluvia apareció primero en La Linterna.", "appeared-first", "La entrada Lluvia apareció primero en La Linterna", "La Linterna"),
    "Italian": ("it", "Fonte: La Lanterna", "source-line", "Fonte: La Lanterna", "La Lanterna"),
    "Portuguese": ("pt", "Com informações da Agência Lanterna", "credit-line", "Com informações da Agência Lanterna", "Agência Lanterna"),
    "Dutch": ("nl", "Bron: De Lantaarn", "source-line", "Bron: De Lantaarn", "De Lantaarn"),
    "Russian": ("ru", "Источник: Вестник Орны", "source-line", "Источник: Вестник Орны", "Вестник Орны"),
    "Ukrainian": ("uk", "За даними газети «Ліхтар», пішов дощ.", "credit-in-text", "За даними газети «Ліхтар»", "Ліхтар"),
    "Polish": ("pl", "Według tygodnika Latarnia, padało.", "credit-in-text", "Według tygodnika Latarnia", "Latarnia"),
    "Turkish": ("tr", "Orne Gazetesi'nin haberine göre yağmur yağdı.", "credit-in-text", "Orne Gazetesi'nin haberine göre", "Orne Gazetesi"),
    "Indonesian": ("id", "Hujan turun, menurut majalah Lentera, di Orne.", "credit-in-text", "menurut majalah Lentera", "Lentera"),
    "Swahili": ("sw", "Chanzo: Gazeti la Orne", "source-line", "Chanzo: Gazeti la Orne", "Gazeti la Orne"),
    "Hindi": ("hi", "समाचार एजेंसी पीटीआई के अनुसार वर्षा हुई।", "credit-in-text", "समाचार एजेंसी पीटीआई के अनुसार", "पीटीआई"),
    "Persian": ("fa", "به گزارش خبرگزاری فانوس، باران بارید.", "credit-in-text", "به گزارش خبرگزاری فانوس", "خبرگزاری فانوس"),
    "Arabic": ("ar", "ونقلاً عن صحيفة الفانوس، قالت الشاهدة", "credit-in-text", "ونقلاً عن صحيفة الفانوس", "صحيفة الفانوس"),
    "Chinese": ("zh", "据《灯塔》杂志6月13日报道，昨夜有雨。", "credit-in-text", "据《灯塔》杂志6月13日报道", "灯塔"),
    "Japanese": ("ja", "雑誌「灯台」によると、昨夜は雨。", "credit-in-text", "雑誌「灯台」によると", "灯台"),
    "Uyghur": ("ug", "مەنبە: ئورنا گېزىتى", "source-line", "مەنبە: ئورنا گېزىتى", "ئورنا گېزىتى"),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKED)
def test_a_mark_is_found_with_its_words_and_the_name_in_them(case: str) -> None:
    language, text, kind, words, name = MARKED[case]
    text += "\n\nSecond paragraph."
    assert (kind, words, name) in [(m.kind, text[m.start : m.end], m.value) for m in find_marks(text, language)]


UNMARKED = {
    "a source of water": ("en", "The source was dry."),
    "a report about a paper": ("en", "The paper reported a loss in June."),
    "telling a newspaper man": ("en", "She told him that the press was closed."),
    "material from a quarry": ("en", "Houses with material from the quarry stood longest."),
    "a feed for horses": ("en", "This story has no agency; horses feed on it."),
    "a Chinese report of rain": ("zh", "报道没有说明原因。"),
}


@pytest.mark.parametrize("case", UNMARKED)
def test_words_that_only_look_like_a_mark_are_none(case: str) -> None:
    language, text = UNMARKED[case]
    assert find_marks(text, language) == ()


def test_an_agency_that_signs_datelines_in_the_case_is_known_by_its_bare_name() -> None:
    wire = TextSeen("a", "ORNE, June 4 (Interbay) - It rained all night over the salt works.", language="en")
    bare = TextSeen("b", "Rain\n\nInterbay\n\nThe harbour was closed for the morning.", language="en")
    assert [(m.kind, m.value) for m in trace_lineage([wire, bare]).marks["b"]] == [("agency-name", "Interbay")]
    assert trace_lineage([bare]).marks["b"] == ()


def test_those_who_reported_are_people_and_those_who_lent_material_are_not() -> None:
    text = "It rained.\n\n(Reporting by Lena Okros; Editing by Tom Reil)\n\nWith material from Interbay"
    assert [(m.value, m.people) for m in find_marks(text, "en")] == [("Lena Okros", True), ("Interbay", False)]


def test_every_form_of_every_language_can_be_looked_for() -> None:
    for language in languages("syndication"):
        table = lexicon(language, "syndication")
        for kind, listed in table.items():
            if isinstance(listed, list):
                for words in listed:
                    for form in forms_of(words, table["lists"]):
                        assert form.anchor, (language, kind, words)
                        assert form.pattern.flags
                        assert form.whole <= set(words.lower().replace("'", " ").replace(":", " ").split()) | {
                            part for word in form.whole for part in [word] if part in words.lower()
                        }


def test_there_are_marks_for_at_least_eighteen_languages() -> None:
    assert len(languages("syndication")) >= 18


@settings(deadline=None)  # a form is compiled when first met
@given(st.text(max_size=400))
def test_marks_lie_inside_any_text_in_order(text: str) -> None:
    marks = find_marks(text)
    assert all(0 <= m.start < m.end <= len(text) for m in marks)
    assert [m.start for m in marks] == sorted(m.start for m in marks)


@settings(deadline=None)  # a form is compiled when first met
@given(st.lists(st.sampled_from([case[1] for case in MARKED.values()]), max_size=6))
def test_a_name_stands_in_its_mark_wherever_the_mark_is(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    for mark in find_marks(text):
        assert mark.value is None or mark.value in text[mark.start : mark.end]
