"""Plain text: paragraphs with their lines, the first lines known for what they are."""

from __future__ import annotations

import pytest
from tests.read.making import read, words_of

from answerable.read.plain import byline_in

LETTER = "Gates of the cannery closed\n\nBy Ann Odell\n14 March 2019\n\nThe harbour office said\nthat nobody was kept.\n\nTranslate »\n"


def test_paragraphs_keep_their_lines_and_know_where_they_begin() -> None:
    reading = read(LETTER)
    assert [(b.place, reading.text[b.start : b.end]) for b in reading.blocks][2] == (
        "line 6",
        "The harbour office said\nthat nobody was kept.",
    )


def test_title_byline_and_date_stand_on_lines_of_their_own() -> None:
    reading = read(LETTER)
    assert (reading.title, reading.byline, reading.published) == (
        "Gates of the cannery closed",
        "Ann Odell",
        "2019-03-14",
    )
    assert reading.blocks[0].role == "title"


def test_furniture_of_pages_in_copied_text_is_labelled_not_lost() -> None:
    reading = read(LETTER)
    assert words_of(reading, "boilerplate") == ["Translate »"]
    assert "Translate »" in reading.text
    assert "Translate »" not in reading.body.text


def test_a_syndication_line_is_a_mark() -> None:
    reading = read("A text of one line, as they come.\n\nThe post Gates appeared first on Morning Ledger.\n")
    assert words_of(reading, "mark") == ["The post Gates appeared first on Morning Ledger."]


BYLINES = {
    "English": ("By Ann Odell", "Ann Odell"),
    "English with a date": ("By Ann Odell | 3 May 2019", "Ann Odell"),
    "French": ("Par Coline Aubrac", "Coline Aubrac"),
    "German": ("Von Jens Okros", "Jens Okros"),
    "Russian": ("Автор: Анна Одель", "Анна Одель"),
    "Chinese": ("记者：罗岚", "罗岚"),
    "Arabic": ("بقلم: ريم الحلواني", "ريم الحلواني"),
    "a sentence": ("By the time the gates opened, nobody was there", None),
    "a way of sending": ("BY FAX AND BY HAND", None),
    "a word that begins like an opener": ("Byron was here", None),
    "a question": ("By whom?", None),
}


@pytest.mark.parametrize(("line", "name"), BYLINES.values(), ids=BYLINES.keys())
def test_a_byline_is_known_by_its_opener_and_its_name(line: str, name: str | None) -> None:
    assert byline_in(line) == name


def test_addresses_in_text_are_links_with_their_place() -> None:
    reading = read("The letter is at https://office.example/letter.pdf, they say.\n")
    (link,) = reading.links
    assert (link.url, reading.text[link.start : link.end]) == ("https://office.example/letter.pdf",) * 2


def test_an_empty_file_is_unreadable_and_white_space_partial() -> None:
    assert (read(b"").outcome, read(b"").reason) == ("unreadable", "the file is empty")
    assert read(b" \n\n ").outcome == "partial"
