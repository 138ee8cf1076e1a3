"""Names hidden from the scorer of answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.stand_ins import with_stand_ins

POINTS = (
    "Officers of the Third Precinct in Uldeh beat Mr. Sorin Kachari on the night of 11 February.",
    "The Government of Ostravia was told of it by Palva Eterin.",
)
REPLY = (
    "Ostravia thanks the mandate holders.",
    "Mr. Kachari was never in Uldeh, and Ms. Eterin's letter of 3 May did not arrive.",
    "Under the Police Ordinance of Ostravia nobody may be beaten.",
)


def hidden(points=POINTS, reply=REPLY, known=()):
    of_points, of_reply = with_stand_ins(points, reply, known)
    return [*of_points, *of_reply]


def test_names_are_hidden_and_what_kind_of_thing_is_named_stays():
    text = " ".join(hidden())
    for name in ("Uldeh", "Sorin", "Kachari", "Ostravia", "Palva", "Eterin"):
        assert name not in text
    for word in ("Officers", "Government", "Mr.", "Ms.", "February", "May", "Police Ordinance"):
        assert word in text


def test_the_same_name_has_the_same_stand_in_in_letter_and_reply():
    first, _, _, denial, _ = hidden()
    person = re.search(r"Mr\. (\w+)", first)[1]
    place = re.search(r"in (\w+) beat", first)[1]
    assert denial.startswith(f"Mr. {person} was never in {place}, and Ms. ")


def test_a_name_that_opens_a_sentence_is_hidden_when_it_stands_inside_another():
    state = re.search(r"Government of (\w+)", hidden()[1])[1]
    assert hidden()[2] == f"{state} thanks the mandate holders."


@pytest.mark.parametrize(("one", "other"), [("Ostravia", "China"), ("Ostravia", "New Harbour"), ("Uldeh", "Paris")])
def test_another_name_in_the_same_places_changes_nothing(one, other):
    swapped = [t.replace(one, other) for t in (*POINTS, *REPLY)]
    assert hidden(swapped[:2], swapped[2:], known=[other]) == hidden(known=[one])


def test_a_state_is_hidden_even_where_it_only_opens_a_sentence():
    assert hidden(["Prisoners were beaten."], ["China denies it."]) == hidden(
        ["Prisoners were beaten."], ["Norway denies it."]
    )


def test_a_party_of_the_case_is_hidden_even_where_it_only_opens_a_sentence():
    assert "Plinko" not in hidden(["Moderators fall ill."], ["Plinko pays them."], known=["Plinko"])[1]


@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=60), max_size=4))
def test_every_text_comes_back_in_its_order(points, reply):
    of_points, of_reply = with_stand_ins(points, reply)
    assert (len(of_points), len(of_reply)) == (len(points), len(reply))


@given(st.lists(st.text("abcdefgh ,.", max_size=80), max_size=5))
def test_texts_without_capitals_stay_as_they_are(texts):
    assert with_stand_ins(texts, texts) == (texts, texts)
