"""Missing originals: what a text leans on by name and nobody holds; what is held, announced or our own is left out."""

from __future__ import annotations

import pytest

from answerable.terms.moment import Edtf
from answerable.trace.days import day_in
from answerable.trace.leaning import leaned_on
from answerable.trace.lineage import MissingOriginal, TextSeen
from answerable.trace.lineages import trace_lineage


def missing(*texts: TextSeen) -> list[str]:
    return [original.name for original in trace_lineage(texts).missing]


def seen(text: str, language: str = "en", id: str = "a", **more: object) -> TextSeen:
    return TextSeen(id, text, language=language, **more)  # type: ignore[arg-type]


NAMED = {
    "a statement of a day": ("en", "In a statement of 3 June, the panel said so.", "a statement of 3 June"),
    "a letter with an owner": ("en", "The clinic’s letter, which we have seen, says so.", "The clinic’s letter"),
    "a statement of several": ("en", "It goes back to the experts’ statement of 3 June.", "the experts’ statement of 3 June"),
    "a line broken in the middle": ("en", "It goes back to the experts’ statement of\n3 June.", "the experts’ statement of 3 June"),
    "a record that was withheld": ("en", "His family has not been given the post-mortem report.", "the post-mortem report"),
    "an ombudsman's report": ("en", "A report by the ombudsman counts eleven.", "A report by the ombudsman"),
    "an enclosure": ("en", "She left in May, and copies of the order and of the list travel with this letter.", "the order and of the list"),
    "an unknown magazine": ("en", "The magazine The Lantern reported on 13 June that it rained.", "The Lantern"),
    "a French report": ("fr", "Selon un rapport de la médiatrice de la République, daté du 22 mars, il y en a onze.", "un rapport de la médiatrice de la République, daté du 22 mars"),
    "a Chinese magazine": ("zh", "据《灯塔》杂志6月13日报道，昨夜有雨。", "灯塔"),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_what_is_named_and_not_held_is_listed_word_for_word(case: str) -> None:
    language, text, name = NAMED[case]
    assert missing(seen(text, language)) == [name]


LEFT_OUT = {
    "still to come": "The office will publish a report by the ombudsman in July.",
    "not published": "The office has not published its assessment of the salt works.",
    "a letter of the alphabet": "The word begins with a capital letter.",
    "nobody answered": "There was no immediate response from the ministry.",
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_is_announced_or_no_document_is_left_out(case: str) -> None:
    assert missing(seen(LEFT_OUT[case])) == []


def test_a_letter_known_by_its_reference_is_held() -> None:
    reply = seen("We have studied the Panel’s letter AL HAR 3/2031 of 12 April 2031 with attention.")
    letter = seen("Panel on Closed Places\n\nReference AL HAR 3/2031\n\nExcellency, we write.", id="b")
    assert missing(reply) == ["the Panel’s letter"]
    assert missing(reply, letter) == []


def test_a_statement_of_the_named_day_by_the_one_named_is_held() -> None:
    story = seen("Salter Foods, in a statement of 6 June, denied it.")
    release = seen(
        "Salter Foods pays all who work for it.", id="b", published=Edtf("2031-06-06"), publisher="Salter Foods"
    )
    other = seen("Rain is expected.", id="b", published=Edtf("2031-06-06"), publisher="Orne Gazette")
    assert missing(story, release) == []
    assert missing(story, other) == ["a statement of 6 June"]


def test_an_outlet_that_is_held_is_not_missing() -> None:
    words = "The warden counted seventy prisoners at the quarry barracks before sunrise without a lantern or a list."
    original = seen(words, id="b", publisher="Orne Gazette")
    assert missing(seen(f"According to the Orne Gazette, {words}", publisher="Bay24"), original) == []


def test_the_address_behind_the_words_is_kept() -> None:
    text = "The magazine The Lantern reported on 13 June that it rained. Read the magazine."
    link = ("https://www.thelantern.example/13", "the magazine")
    (original,) = trace_lineage([seen(text, links=(link,))]).missing
    assert original.url == link[0]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("of 3 June", "06-03"),
        ("June 3, 2031", "06-03"),
        ("daté du 22 mars", "03-22"),
        ("el 5 de mayo", "05-05"),
        ("6月13日", "06-13"),
        ("from 3 June to 4 June", None),
        ("in June", None),
        ("99 June", None),
    ],
)
def test_a_day_is_read_without_its_year(words: str, day: str | None) -> None:
    assert day_in(words) == day


def test_each_missing_original_is_listed_once_by_how_many_lean_on_it() -> None:
    texts = [
        seen("In a statement of 3 June, the panel said so.", id="a"),
        seen("It goes back to the experts’ statement of 3 June.", id="b"),
        seen("Nobody was given the post-mortem report.", id="b2"),
        seen("In a statement of 4 June, the mill denied it.", id="c"),
    ]
    listed = leaned_on(trace_lineage(texts).missing)
    assert [(one.name, one.documents) for one in listed] == [
        ("the experts’ statement of 3 June", ("a", "b")),
        ("a statement of 4 June", ("c",)),
        ("the post-mortem report", ("b2",)),
    ]


class Looked(str):
    """The id of a document, which counts how often any is looked up."""

    __slots__ = ()
    times = 0

    def __hash__(self) -> int:
        Looked.times += 1
        return super().__hash__()


def test_an_original_that_very_many_documents_name_is_listed_in_one_pass() -> None:
    many = [
        MissingOriginal("a circular of 3 June", Looked(f"d{at:04}"), place, place + 9)
        for at in range(500)
        for place in (7, 3)
    ]
    Looked.times = 0
    (listed,) = leaned_on(many)
    assert Looked.times <= 10 * len(many)
    assert listed.documents == tuple(f"d{at:04}" for at in range(500))
    assert {one.start for one in listed.namings} == {3}, "the first naming of each"
