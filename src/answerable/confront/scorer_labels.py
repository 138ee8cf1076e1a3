"""The ids that the scorer of answers gives chances for, in the order of its numbers. All are ids of the codebook."""

from __future__ import annotations

from typing import Final

RELATIONS: Final = ("does-not-address", "tangential", "addresses-in-part", "addresses-directly")
STANCES: Final = ("no-position", "denies", "concedes", "disputes-detail")
CODES: Final = (
    "achievements",
    "attack-on-source",
    "blanket-rejection",
    "comparison",
    "concession",
    "containment",
    "deferral",
    "formality",
    "justification",
    "legalism",
    "literal-denial",
    "principle-appeal",
    "relabelling",
    "remedy-claimed",
    "responsibility-shift",
    "specific-information",
)
