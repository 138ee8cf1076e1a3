"""The record of who said what, with the places that show it.

`Attribution` is what the plain functions find in one text; `Statement` is the same in a preserved reading.
Spans of an `Attribution` count in the text that was given; those of a `Statement` in the whole reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from answerable.terms.digest import Digest, record_id
from answerable.terms.moment import Edtf
from answerable.terms.span import Span

Act = Literal[
    "alleges",
    "denies",
    "concedes",
    "disputes-detail",
    "cites-law",
    "responds",
    "demands",
    "requests-access",
    "commits",
    "assesses",
    "reports",
    "other",
]

ACTS: tuple[Act, ...] = get_args(Act)


RULES = "extract/rules-3"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content in one text, in any of them several fragments or none.

    `parent` is the index (in the same list) of the statement that this one is reported in. `speaker` is the
    source as resolved within the text, None when left open. `speaker_evidence` is the place that names them.
    `confidence` is 0–1, `why` the rule in a few words.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    act: Act
    parent: int | None
    speaker: str | None
    confidence: float
    why: str
    speaker_evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, in a reading. `nested_in` is the id of the statement through which it reaches us."""

    capture: Digest
    reading: Digest
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    act: Act
    speaker: str | None
    nested_in: Digest | None
    confidence: float
    why: str
    speaker_evidence: tuple[Span, ...] = ()
    method: str = RULES

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise proposed from a statement: who will do what, and by when if they said. Open until a person says."""

    statement: Digest
    capture: Digest
    who: str | None
    what: tuple[Span, ...]  # in the whole reading
    due: Edtf | None
    due_words: str
    why: str
    method: str = RULES

    @property
    def id(self) -> Digest:
        return record_id(self)
