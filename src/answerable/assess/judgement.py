"""The record of what a person decided, with their reason. Superseded by a later one, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, record_id
from answerable.terms.moment import Moment
from answerable.terms.passage import Passage


@dataclass(frozen=True, slots=True)
class Judgement:
    """One coder's answer to one question of the codebook, and the reason they gave."""

    passage: Passage  # words and place, so that it outlives any method
    allegation: str
    element: Digest | None  # None: the allegation as a whole
    relation: str
    stance: str
    code: str
    codebook: str  # name and version: old judgements keep the old meaning
    coder: Agent
    reason: str  # a code without a reason cannot be argued with
    made: Moment
    replaces: Digest | None = None

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Unjoin:
    """A person's decision that two documents, or two statements by their passages, do not share an origin."""

    here: Passage
    there: Passage
    coder: Agent
    reason: str
    made: Moment

    @property
    def id(self) -> Digest:
        return record_id(self)
