"""What a check can say: held, failed, or not checked. "Not checked" is never "fine"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    HELD = "held"
    FAILED = "failed"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked (`what`, `item`), how it came out, and why."""

    what: str
    item: str
    outcome: Outcome
    reason: str = ""
