"""A clause of an allegation, and a verb in it: ranges of words.

In:   nothing.
Out:  the records that the rooms of `clauses` hand to each other.
Not:  how they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from answerable.confront.clause_words import Class

ClauseKind = Literal["act", "knowledge", "remedy"]
ADVERBS = Class.ADVERB | Class.NEGATION


@dataclass(frozen=True, slots=True)
class Verb:
    """The words from `first` to before `after`: "had been severely beaten". `main` is the one that says what is done."""

    first: int
    main: int
    after: int
    passive: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to before `after`. `shared`: its subject is that of the clause before."""

    kind: ClauseKind
    first: int
    after: int
    verbs: tuple[Verb, ...]
    shared: bool = False
    subject: tuple[int, int] | None = None  # where it stands, if apart from the clause
