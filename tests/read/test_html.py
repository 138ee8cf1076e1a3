"""Pages: body told from clutter, facts with where they were found."""

from __future__ import annotations

import pytest
from tests.read.making import PAGE, STORY, page, read, words_of

from answerable.read.reading import FoundDate


def test_the_body_of_a_page_is_told_from_what_surrounds_it() -> None:
    reading = read(PAGE)
    body = words_of(reading)
    assert [p for p in STORY if p not in body] == []
    rest = words_of(reading, "boilerplate")
    assert "Contact us" in rest
    assert "© Morning Ledger. All rights reserved." in rest


def test_every_block_names_the_element_it_stands_in() -> None:
    reading = read(PAGE)
    places = {reading.text[b.start : b.end]: b.place for b in reading.blocks}
    assert places[STORY[1]] == "/html/body/main[1]/article[1]/p[3]"
    assert places["Contact us"] == "/html/body/footer[1]/p[2]"


def test_facts_of_a_page_come_with_where_they_were_found() -> None:
    reading = read(PAGE)
    assert reading.title == "Gates of the cannery “closed for repairs”"
    assert (reading.byline, reading.outlet, reading.language) == ("Ann Odell", "Morning Ledger", "en")
    assert reading.dates == (
        FoundDate("printed", "2019-03-14T09:20:00+01:00", "meta article:published_time", "2019-03-14T09:20:00+01:00"),
    )
    assert reading.canonical == "https://ledger.example/gates"
    assert [(k.rel, k.url, k.words) for k in reading.links if k.rel == "alternate"] == [
        ("alternate", "/fr/portes", "fr")
    ]


def test_a_link_in_the_body_keeps_its_words_and_their_place() -> None:
    reading = read(PAGE)
    link = next(k for k in reading.links if k.url.endswith("letter.pdf"))
    assert (link.rel, link.words) == ("body", "on the office’s pages")
    assert reading.text[link.start : link.end] == link.words


DATES = {
    "JSON-LD": ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2020-02-03"}]}</script>', "", "2020-02-03", "JSON-LD datePublished"),  # noqa: E501
    "a meta element": ('<meta name="dc.date.issued" content="2020-02">', "", "2020-02", "meta dc.date.issued"),
    "a time element": ("", '<time datetime="2020-02-03">yesterday</time>', "2020-02-03", "time element"),
    "words in French": ("", '<div class="entry-date published">Le 3 février 2020</div>', "2020-02-03", "date element"),
    "words in Chinese": ("", '<div class="entry-date published">2020年2月3日</div>', "2020-02-03", "date element"),
    "words in Arabic": ("", '<div class="entry-date published">٣ فبراير ٢٠٢٠</div>', "2020-02-03", "date element"),
    "the address": ('<link rel="canonical" href="https://ledger.example/2020/02/03/gates">', "", "2020-02-03", "address"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "body", "value", "source"), DATES.values(), ids=DATES.keys())
def test_a_printed_date_is_found_and_says_where(head: str, body: str, value: str, source: str) -> None:
    reading = read(page(body + "".join(f"<p>{p}</p>" for p in STORY), head))
    assert [(d.value, d.source) for d in reading.dates] == [(value, source)]


def test_a_page_without_a_date_has_none() -> None:
    assert read(page("".join(f"<p>{p}</p>" for p in STORY))).published is None


def test_hidden_text_is_kept_and_labelled() -> None:
    reading = read(page('<div style="display:none">Nobody sees this line.</div><p>Everybody sees this.</p>'))
    assert "Nobody sees this line." in words_of(reading, "boilerplate")
    assert any("hidden" in note for note in reading.notes)


def test_a_syndication_line_beside_the_body_is_a_mark() -> None:
    body = "".join(f"<p>{p}</p>" for p in STORY)
    tail = '<div>The post <a href="/x">Gates</a> appeared first on <a href="https://ledger.example">Morning Ledger</a>.</div>'
    reading = read(page(f"<article>{body}</article>{tail}<footer>Imprint</footer>"))
    labels = {b.label for b in reading.blocks if "appeared first on" in reading.text[b.start : b.end]}
    assert labels <= {"mark", "body"}
    assert "appeared first on" in reading.body.text


def test_line_breaks_part_lines_and_two_part_blocks() -> None:
    reading = read(page("<p>One<br>two<br><br>three</p>"))
    assert reading.text == "One\ntwo\n\nthree"


def test_preformatted_text_keeps_its_lines() -> None:
    assert "a  b\n  c" in read(page("<p>Words before.</p><pre>a  b\n  c</pre>")).text


CHARSETS = {
    "declared and true": ("windows-1251", "windows-1251", "Ответ министерства получен"),
    "declared wrongly, UTF-8": ("iso-8859-1", "utf-8", "Réponse reçue, réponse lue"),
    "declared narrowly": ("gb2312", "gb18030", "内政部没有回答问题，答复将在六十天内公布"),
    "declared Latin, means Windows": ("iso-8859-1", "cp1252", "“Nobody was kept there” – the office"),
}


@pytest.mark.parametrize(("declared", "true", "words"), CHARSETS.values(), ids=CHARSETS.keys())
def test_a_page_is_decoded_by_what_its_bytes_are(declared: str, true: str, words: str) -> None:
    data = page(f"<p>{words}</p>", f'<meta charset="{declared}">').encode(true)
    assert words in read(data).text


def test_text_in_two_scripts_keeps_its_order() -> None:
    words = "The ministry wrote: «لم يُحتجز أحد» in 2019."
    assert read(page(f"<p>{words}</p>")).text == words
