"""Our coded letters and replies can be read, keep to the codebook, and a fault in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.answers.cases import parse, read_cases

from answerable.resources.codebook import load_codebook

ROOT = Path(__file__).parents[2] / "training" / "cases"
CASE = """id: x-001
lang: en
A1: Guards took the boats.
A2: Nobody was paid.
---
A1 | addresses-directly denies literal-denial & A2 | tangential no-position legalism | No boat was taken, and pay is a matter of law.
- | does-not-address no-position formality | The Mission remains at your disposal.
character: rejected-without-substantiation"""


def test_every_case_can_be_read_and_no_id_stands_twice():
    ids = [case["id"] for part in ("train", "held") for case in read_cases(ROOT / part)]
    assert len(ids) >= 80
    assert len(ids) == len(set(ids))


def test_no_sentence_about_an_allegation_stands_in_held_out_and_training_cases_alike():
    def about(part: str) -> set[str]:
        return {c["reply"][g["sentence"]] for c in read_cases(ROOT / part) for g in c["gold"] if g["allegations"]}

    assert not about("train") & about("held")


def test_a_case_becomes_rows_and_states():
    case = parse(CASE, load_codebook())
    assert case["reply"][0].startswith("No boat")
    assert [(g["sentence"], g["allegations"], g["code"]) for g in case["gold"]] == [
        (0, ["A1"], "literal-denial"),
        (0, ["A2"], "legalism"),
        (1, [], "formality"),
    ]
    assert case["answer_status"] == {"A1": "answered", "A2": "unanswered"}


WRONG = {
    "a label nobody knows": ("literal-denial", "flat-denial", "not in the codebook"),
    "an allegation that is not there": ("& A2 |", "& A7 |", "no allegation A7"),
    "no character": ("rejected-without-substantiation", "rude", "no character"),
    "a relation to nothing": ("- | does-not-address", "- | tangential", "needs an allegation"),
    "a row without labels": ("- | does-not-address no-position formality |", "-|", "not a coded sentence"),
    "no dashes": ("---", "", "three dashes"),
}


@pytest.mark.parametrize(("old", "new", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_fault_in_a_case_is_named(old, new, says):
    with pytest.raises(ValueError, match=says):
        parse(CASE.replace(old, new), load_codebook())
