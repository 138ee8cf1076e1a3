"""Neutral words take their act from who has accused and who has answered, whoever the parties are."""

from __future__ import annotations

import pytest

from answerable.extract.statements import find_statements

CASES = {
    "one who accused goes on accusing": (
        "The union said guards beat nine prisoners. The union said the book was empty for a week.", "alleges"),
    "one who denied goes on answering": (
        "The union denied that guards were beaten. The union said the gate was open.", "responds"),
    "a body named as the doer answers": (
        "Villagers said the police killed nine men. The police said the road was dark.", "responds"),
    "a spokeswoman beside her ministry's denial": (
        "The ministry denied the charge. Spokeswoman Irena Holl said the ward was checked on Fridays.", "responds"),
    "its manager, beside the company's answer": (
        "The company insisted that the foam is harmless. Its manager said the pipes are new.", "responds"),
    "a counter-accusation with a neutral verb is an answer": (
        "The ministry denied the charge. The ministry said the rebels had killed the men.", "responds"),
    "one who suffered, beside an allegation": (
        "The union said guards beat nine prisoners. “They told us to be quiet,” one man said.", "alleges"),
    "one who only passes on what another alleges": (
        "Coastal Wire reported that the union accused the guards of theft.", "reports"),
    "one who has nothing to do with it": (
        "The union said guards beat nine prisoners. The weather office said it rained.", "reports"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_statement_of_this_side_has_this_act(name):
    text, act = CASES[name]
    told = [a for a in find_statements(text, "en") if a.parent is None]
    assert told[-1].act == act
