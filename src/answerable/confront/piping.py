"""One line of `answerable pipe confront`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answerable.confront.answer import Coded
from answerable.confront.confronting import Confrontation, Point


def confront_row(id: Any, points: Sequence[Point], confrontation: Confrontation) -> dict[str, Any]:
    """`confrontation` of `points` in the shape docs/commands.md gives for `pipe confront`."""
    return {
        "id": id,
        "answers": [_answer(row) for row in confrontation.coded],
        "answer_status": {point.id: confrontation.states[point.id] for point in points},
        "rankings": confrontation.rankings,
        "character_of_reply": confrontation.character,
    }


def _answer(row: Coded) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "sentence": row.sentence,
        "allegation": row.allegation,
        "relation": row.relation,
        "stance": row.stance,
        "code": row.code,
        "confidence": row.confidence,
        "why": row.why,
    }
    if row.abstain:
        answer["abstain"] = True
    return answer
