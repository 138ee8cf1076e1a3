"""The scorer of answers that comes with the program.

In:   the model `answers` (`resources.models`).
Out:  the scorer, None where there is no such model; the name of the method that a case is confronted by.
Not:  anything of a case.
"""

from __future__ import annotations

from answerable.confront.answer import RULES
from answerable.confront.scorer import AnswerScorer, scorer_of
from answerable.resources.models import card_of, load_model

_MODEL = "answers"


def shipped_scorer() -> AnswerScorer | None:
    """The shipped scorer. Raises ModelDamagedError when it is not what its card says."""
    return None if card_of(_MODEL) is None else scorer_of(load_model(_MODEL))


def method_in_force() -> str:
    """The scorer with rules for what it does not read; rules alone where there is none."""
    card = card_of(_MODEL)
    return RULES if card is None else f"confront/{card.method}+{RULES.rsplit('/', 1)[1]}"
