"""Where a text names somebody: by the form of the words alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from answerable.extract.grammar import grammar
from answerable.extract.parties import name_form, named_by, parties_in, place_of
from answerable.extract.view import view_of
from answerable.extract.words import read_page

CASES = {
    "a State": ("Yesterday Veldonia left.", ["Veldonia"]),
    "a State that opens the sentence": ("Veldonia left. Yesterday it rained.", ["Veldonia"]),
    "a name with its article and links": ("Then the Miners' Union of Saren left.", ["the Miners' Union of Saren"]),
    "a title with its stop": ("Then Mr. Drost and Sen. J. R. Holl left.", ["Mr. Drost", "Sen. J. R. Holl"]),
    "letters with stops": ("Then U.S. troops left.", ["U.S.", "troops"]),
    "a noun that stands for a party": ("Then the rebels shot at police.", ["the rebels", "police"]),
    "a name in letters of its own": ("Then Вельдони and 外交部 left.", ["Вельдони", "外交部"]),
    "a noun that is described": ("Then the widows' league and a mining company left.", []),
    "a possessive": ("Then Irena Holl's men left.", ["Irena Holl"]),
    "a small word with a capital": ("But it rained. Here it snowed. When it hailed, I left.", []),
    "a verb or adverb with a capital": ("Asked about it, he left. Suddenly it rained.", []),
    "a word that hands on": ("According to me it rained. Reports of rain are few.", []),
    "a word that the text has without a capital too": ("Rain fell. The rain was cold.", []),
    "a month, and somebody of that name": ("In May it rained. Then Edda May left.", ["Edda May"]),
    "a law": ("Under section 12 of the Labour Act of Saren it rained.", ["the Labour", "Saren"]),
    "a title line": ("Saren Says It Will Never Sell", ["Saren", "Sell"]),
    "a question in a transcript": ("COASTAL WIRE: Did Saren warn you?", ["COASTAL WIRE", "Saren"]),
}


def named(text: str, language: str = "en", known: tuple[str, ...] = ()) -> list[str]:
    view = view_of(read_page(text, language), grammar(language))
    return [place_of(view, name).of(text) for name in parties_in(view, known)]


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES.keys())
def test_names_are_told_by_their_form(text, names):
    assert named(text) == names


def test_a_name_known_from_outside_is_found_whole():
    assert named("Then the widows of Dorun left.", known=("widows of Dorun",)) == ["the widows of Dorun"]
    assert named("Dann gingen die Witwen von Dorun.", "de", ("die Witwen von Dorun",)) == ["die Witwen von Dorun"]


def test_in_a_language_without_the_lexicon_no_name_is_told_by_its_form():
    assert named("Gestern ging Irena Holl nach Saren.", "de") == []


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=3))
def test_names_stand_in_order_and_apart_in_any_text(text, known):
    view = view_of(read_page(text, "en"), grammar("en"))
    words = [word for first, last in parties_in(view, known) for word in range(first, last + 1)]
    assert words == sorted(set(words))
    assert all(0 <= word < len(view.page.forms) for word in words)


NAMING = st.lists(
    st.sampled_from(["the", "The", "Oda", "Saren", "of", "rebels", "Front", "said", ".", ","]), max_size=12
)


@settings(deadline=None)
@example(["rebels", "the", "Front"], [["rebels", "the"]])
@given(NAMING, st.lists(NAMING, max_size=3))
def test_an_article_belongs_to_one_name_only(text, known):
    view = view_of(read_page(" ".join(text), "en"), grammar("en"))
    ranges = parties_in(view, map(" ".join, known))
    assert all(first <= last for first, last in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_a_name_is_one_word_that_no_lexicon_has_and_gives_its_words_back():
    view = view_of(read_page("Northern Letters' men", "en"), grammar("en"))
    form = name_form(view, 0, 1)
    assert form not in grammar("en").kinds
    assert named_by(form) == ["northern", "letters"]
    assert named_by("letters") == []
