"""A letter speaks for its writer, sentence by sentence."""

from __future__ import annotations

import pytest
from tests.extract.saying import said

from answerable.extract.statements import find_statements

LETTER = """Panel of Experts on Prisons
Port Amary, 3 May 2022

Excellency,

We write about the ward of Dorun. Nine prisoners were beaten there in March. Their families were never told.

We renew our request to visit the ward.

Please accept, Excellency, the assurance of our respect.

Rosa Tembo
"""
NOTE = """The Permanent Mission of Veldonia presents its compliments to the Panel of Experts.

Article 12 of the Prison Act places the care of the sick in the hands of doctors. No prisoner was beaten in March. The
letter is an invention. A decision will be conveyed in the autumn.

The Mission avails itself of this opportunity.
"""


def test_a_letter_of_allegation_alleges_and_asks_in_the_name_of_its_head():
    assert [(s.content, s.act, s.speaker) for s in said(LETTER) if s.act != "reports"] == [
        ("Nine prisoners were beaten there in March", "alleges", "Panel of Experts on Prisons"),
        ("Their families were never told", "alleges", "Panel of Experts on Prisons"),
        ("We renew our request to visit the ward", "requests-access", "Panel of Experts on Prisons"),
    ]


def test_a_note_in_the_third_person_answers_in_the_name_of_the_body_that_greets():
    found = said(NOTE)
    assert {s.speaker for s in found} == {"The Permanent Mission of Veldonia"}
    assert [s.act for s in found] == ["cites-law", "denies", "denies", "commits"]


def test_a_post_known_from_outside_needs_no_greeting():
    text = "I was turned away from the gate twice. It rained."
    assert said(text, author="Rosa Tembo") == []
    (one,) = find_statements(text, "en", author="Rosa Tembo", post=True)
    assert (one.act, one.speaker) == ("alleges", "Rosa Tembo")


@pytest.mark.parametrize(
    ("signature", "writer"),
    [
        ("Yours faithfully,\nIrena Holl", "Irena Holl"),
        ("In hope,\nMiriam Feld\nDirector, Open Cells", "Open Cells"),
    ],
)
def test_the_writer_is_who_signs_or_the_body_they_sign_for(signature, writer):
    text = f"Friends,\n\nGuards beat nine prisoners in Dorun last night.\n\n{signature}\n"
    assert said(text)[0].speaker == writer


def test_a_news_report_is_no_letter():
    text = "Dorun, 3 May. Nine prisoners were beaten in March. Dear bread made people angry, the mayor said."
    assert [s.speaker for s in said(text)] == ["the mayor"]
