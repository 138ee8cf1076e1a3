"""Why something in a model's answer is set aside: the reasons that are counted and told.

In:   nothing. Out: `Reason`, a type that the type checker holds every reason to, and `REASONS`, all of them.
Not:  finding them; `hearing` and `answer_text` do that.
"""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "no-json",
    "another-question",
    "cut-off",
    "not-a-coding",
    "sentence-not-put",
    "point-not-put",
    "no-such-relation",
    "no-such-stance",
    "no-such-code",
    "quote-not-verbatim",
    "quote-too-short",
    "said-twice",
    "coded-in-two-ways",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
