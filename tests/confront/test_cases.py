"""Ten coded cases kept as a held-out check: floors, not targets. Lowering one is a decision to write down."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from answerable.confront.confronting import Confrontation, Point, confront

RELATIONS = {"D": "addresses-directly", "P": "addresses-in-part", "T": "tangential", "N": "does-not-address"}
STANCES = {"d": "denies", "c": "concedes", "x": "disputes-detail", "n": "no-position"}
ORDER = list(RELATIONS.values())
CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def confronted() -> list[tuple[dict[str, Any], Confrontation]]:
    found = []
    for case in CASES:
        points = [Point(id, text) for id, text in case["allegations"].items()]
        found.append((case, confront(points, [row[0] for row in case["reply"]], "en")))
    return found


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_codes_and_relations_agree_with_the_coder_often_enough(
    confronted: list[tuple[dict[str, Any], Confrontation]],
) -> None:
    codes, relations, stances = [], [], []
    for case, found in confronted:
        for index, (_, *gold) in enumerate(case["reply"]):
            rows = [g.split() for g in gold]
            best = min((r for r in found.coded if r.sentence == index), key=lambda r: ORDER.index(r.relation))
            codes.append(any(best.code in code.split("|") for *_, code in rows))
            relations.append(best.relation == min((RELATIONS[r[1]] for r in rows), key=ORDER.index))
            stances.append(any(best.stance == STANCES[r[2]] for r in rows))
    assert _share(codes) >= 0.75
    assert _share(relations) >= 0.7
    assert _share(stances) >= 0.75


def test_few_unanswered_points_are_called_answered(confronted: list[tuple[dict[str, Any], Confrontation]]) -> None:
    unanswered = [
        found.states[id] for case, found in confronted for id, state in case["status"].items() if state == "unanswered"
    ]
    assert _share([state != "unanswered" for state in unanswered]) <= 0.15


def test_states_agree_with_the_coder_often_enough(confronted: list[tuple[dict[str, Any], Confrontation]]) -> None:
    right = [found.states[id] == state for case, found in confronted for id, state in case["status"].items()]
    assert _share(right) >= 0.75
