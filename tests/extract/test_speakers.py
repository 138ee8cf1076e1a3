"""Speakers are led back to their names where only one fits, and left open where not."""

from __future__ import annotations

import pytest
from tests.extract.saying import said, words

from answerable.extract.statements import find_statements

OPENING = "Irena Holl, the deputy minister, said the ward was open. "
CASES = {
    "a surname": (OPENING + "Holl said nobody had died.", "Irena Holl"),
    "a pronoun": (OPENING + "She said nobody had died.", "Irena Holl"),
    "a pronoun after a quotation": (OPENING + '"Nobody died," she said.', "Irena Holl"),
    "a title before a surname": (OPENING + "Ms. Holl said nobody had died.", "Irena Holl"),
    "a body by its noun": (
        "The Prisoners' Union of Velgar said two men died. The union said it had names.",
        "The Prisoners' Union of Velgar"),
    "it, for a body": ("The justice ministry denied this. It said the ward was open.", "The justice ministry"),
    "the subject of the sentence before": ("Its chairwoman, Rosa Tembo, came. She said it rained.", "Rosa Tembo"),
    "a relative pronoun": ("The ward was shut by Irena Holl, who said it was cold.", "Irena Holl"),
    "an office before a name": ("Ombudsman Pavel Drost said it rained.", "Pavel Drost"),
    "an office after a name": ("Pavel Drost, an ombudsman, said it rained.", "Pavel Drost"),
    "a name with a place": ("The bishop of Port Casimir said it rained.", "The bishop of Port Casimir"),
    "a name that is given": ("One inmate, identified only as Tomas, said it rained.", "Tomas"),
    "two doctors who did this and that": (
        "Two doctors who left in May, and who feared for their posts, said it rained.", "Two doctors"),
    "after a place": ("In Dorun the ministry said it rained.", "the ministry"),
    "an institute named before which": (
        "Holl spoke of a book by an overseas institute which claims that it rained.", "an overseas institute"),
    "a pronoun far from its name, nobody else between": (
        OPENING + "\n\nThe ward has forty beds.\n\nIt was built in 1961.\n\n“It is warm,” she said.", "Irena Holl"),
    "a pronoun far from its name, another between": (
        OPENING + "\n\nSanda Rook runs the ward.\n\nIt was built in 1961.\n\n“It is warm,” she said.", None),
    "asked is nobody's name": (OPENING + "Asked on Monday where it was, she said it rained.", "Irena Holl"),
    "quoted as saying by a paper": (
        "The Dorun Post also quotes a guard of the ward, whom it does not name, as saying that it rained.",
        "a guard of the ward"),
    "reported to have said": (
        "The Dorun Post reported on 3 May that Irena Holl, the deputy minister, had said that it rained.", "Irena Holl"),
    "two who could be meant": ("Irena Holl met Sanda Holl. Holl said it rained.", "Holl"),
    "a man is not she": ("Mr. Pavel Drost said it rained. She said it snowed.", None),
    "nobody to refer to": ("He said it rained.", None),
    "some": ("Some said it rained.", None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_last_statement_has_this_speaker(name):
    text, speaker = CASES[name]
    assert said(text)[-1].speaker == speaker


def test_the_evidence_for_a_speaker_is_where_the_name_stands():
    text = OPENING + "She said nobody had died."
    assert words(find_statements(text, "en")[-1].speaker_evidence, text) == "Irena Holl"


def test_the_author_speaks_for_i_outside_quotations():
    assert said("I believe the ward was shut.", author="Miriam Feld")[0].speaker == "Miriam Feld"
    assert said("I believe the ward was shut.")[0].speaker is None


RELATIVES = {
    "the nearest noun, not the whole clause": (
        "The ministry used its weekly briefing to answer the Assembly’s experts, who said that medicine had been withheld.",
        "the Assembly’s experts",
    ),
    "a noun with what belongs to it": (
        "A survivor of the raid, who said that the soldiers had laughed, was taken away.",
        "A survivor of the raid",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), RELATIVES.values(), ids=RELATIVES.keys())
def test_who_stands_for_the_noun_before_it(text, speaker):
    found = next(a for a in find_statements(text, "en") if a.source and a.source[0].of(text) == "who")
    assert found.speaker == speaker
