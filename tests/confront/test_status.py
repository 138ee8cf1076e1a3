"""States and character from codings alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answerable.confront.answer import Coded
from answerable.confront.status import character_of, states_of

D, P, T, N = "addresses-directly", "addresses-in-part", "tangential", "does-not-address"


def row(sentence: int, relation: str, stance: str, code: str, at: str | None = "A1", *, abstain: bool = False) -> Coded:
    return Coded(sentence, at, relation, stance, code, 0.8, "because", abstain)


DENIAL = row(0, D, "denies", "literal-denial")
PART = row(0, P, "concedes", "specific-information")
LAW = row(0, T, "no-position", "legalism")
REJECTION = row(0, T, "denies", "blanket-rejection")
DOUBT = row(0, D, "denies", "literal-denial", abstain=True)

STATES = {
    "one direct passage answers": ([DENIAL], "answered"),
    "a part answers in part": ([PART, LAW], "partly-answered"),
    "a law answers nothing": ([LAW], "unanswered"),
    "a general rejection answers nothing": ([REJECTION], "unanswered"),
    "what is for a person to decide answers nothing yet": ([DOUBT], "unanswered"),
    "silence": ([], "unanswered"),
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_follows_from_the_codings(name: str) -> None:
    rows, state = STATES[name]
    states, rules = states_of(["A1"], rows)
    assert states == {"A1": state}
    assert rules["A1"]


def test_parts_that_cover_a_point_jointly_answer_it() -> None:
    parts = [row(0, P, "denies", "specific-information"), row(1, P, "denies", "specific-information")]
    assert states_of(["A1"], parts)[0] == {"A1": "partly-answered"}
    assert states_of(["A1"], parts, covers={"A1"})[0] == {"A1": "answered"}


def test_changing_one_coding_changes_the_state_and_the_rule_says_by_how_many_passages() -> None:
    assert states_of(["A1"], [LAW])[0] == {"A1": "unanswered"}
    states, rules = states_of(["A1"], [row(6, D, "concedes", "concession")])
    assert states == {"A1": "answered"}
    assert rules["A1"] == "1 passage speaks to it directly"


COURTESY = row(0, N, "no-position", "formality", None)
LATER = row(1, T, "no-position", "deferral")
FACT = row(2, D, "denies", "specific-information")
FACT_2 = row(3, D, "concedes", "specific-information", "A2")
ATTACK = row(4, T, "denies", "attack-on-source")

CHARACTERS = {
    "nothing came": ([], {"A1": "unanswered"}, "no-response"),
    "courtesy and later only": ([COURTESY, LATER], {"A1": "unanswered"}, "receipt-acknowledged"),
    "rejection and attack": ([COURTESY, REJECTION, ATTACK], {"A1": "unanswered"}, "rejected-without-substantiation"),
    "facts on everything": ([FACT, FACT_2], {"A1": "answered", "A2": "answered"}, "largely-satisfactory"),
    "a rejection and what may be a fact": (
        [REJECTION, replace(FACT, abstain=True)],
        {"A1": "unanswered"},
        "cooperative-but-incomplete",
    ),
    "courtesy and what may be a denial": (
        [COURTESY, replace(FACT, code="literal-denial", abstain=True)],
        {"A1": "unanswered"},
        "rejected-without-substantiation",
    ),
    "facts on everything, one of them doubtful": (
        [FACT, replace(FACT_2, abstain=True)],
        {"A1": "answered", "A2": "unanswered"},
        "cooperative-but-incomplete",
    ),
    "a fact and a gap": ([FACT, LAW], {"A1": "answered", "A2": "unanswered"}, "cooperative-but-incomplete"),
}


@pytest.mark.parametrize("name", CHARACTERS)
def test_the_character_of_a_reply_follows_from_the_codings(name: str) -> None:
    rows, states, character = CHARACTERS[name]
    assert character_of(states, rows) == character  # type: ignore[arg-type]
