"""The records of what was alleged and what was replied, passage by passage.

An `Answer` is a suggestion. It never becomes a judgement by itself; `assess` keeps what people decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from answerable.terms.digest import Digest, record_id
from answerable.terms.passage import Passage
from answerable.terms.span import Span

ElementKind = Literal["act", "author", "victims", "place", "time", "number", "knowledge", "remedy"]
State = Literal["answered", "partly-answered", "unanswered"]

RULES = "confront/rules-3"  # the method of what no model has a part in


@dataclass(frozen=True, slots=True)
class Element:
    """The smallest part of an allegation that can be true or false alone."""

    allegation: str  # the allegation's id in the case
    kind: ElementKind
    text: str
    passages: tuple[Passage, ...] = ()

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Allegation:
    """A claim that someone did or failed to do something wrong. `proposed` when the machine suggests it."""

    id: str  # as in case.toml, or "p1", "p2" … when proposed
    text: str
    elements: tuple[Element, ...]
    passages: tuple[Passage, ...]  # where it is alleged
    proposed: bool
    why: str = ""
    method: str = RULES


@dataclass(frozen=True, slots=True)
class Coded:
    """What the plain functions say of one sentence of a reply against one allegation (None: none of them)."""

    sentence: int
    allegation: str | None
    relation: str
    stance: str
    code: str
    confidence: float
    why: str
    abstain: bool = False
    method: str = RULES


@dataclass(frozen=True, slots=True)
class Response:
    """A column of the grid: a reply, or what one speaker says in a document about another's claim."""

    capture: Digest
    reading: Digest
    who: str | None
    kind: Literal["reply", "statements"]
    sentences: tuple[tuple[Span, ...], ...]  # each response passage, in the whole reading
    answers: tuple[str, ...] = ()  # ids of allegations put to them, empty: all
    date: str | None = None
    through: str | None = None  # the outlet that relays it

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """One passage of a response set against one element: a suggestion with its reason."""

    response: Digest
    allegation: str | None
    element: Digest | None
    passage: Passage
    relation: str
    stance: str
    code: str
    confidence: float
    why: str
    abstain: bool = False
    method: str = RULES

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: the state of one allegation in one response, and what it stands on."""

    allegation: str
    response: Digest
    state: State
    judged: bool  # whether a person decided it; otherwise it is suggested
    answers: tuple[Digest, ...]  # the answers it stands on, strongest first
    for_a_person: bool  # the machine abstained somewhere here
    rule: str  # the rule that gave the state, in a sentence


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Statements and documents that share one origin, with the rule that joined them."""

    id: str
    label: str
    documents: tuple[Digest, ...]  # captures
    statements: tuple[Digest, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Origins:
    """What an allegation rests on: n documents, m origins found, and what is named but not held."""

    allegation: str
    documents: tuple[Digest, ...]
    groups: tuple[OriginGroup, ...]
    missing: tuple[str, ...]
    method: str = "origins/2"
