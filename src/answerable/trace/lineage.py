"""The record of who copied whom, as far as the texts can show.

A family holds copies only. A derivation may be an excerpt, a quotation or a citation as well, with the aligned
places on both sides and the rule that joined them. Undirected derivations stand on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from answerable.terms.digest import Digest, record_id
from answerable.terms.moment import Edtf

DerivationKind = Literal["copy", "excerpt", "quotation", "citation", "translation"]
MarkKind = Literal[
    "dateline",
    "credit-line",
    "agency-name",
    "feed-notice",
    "source-line",
    "credit-in-text",
    "appeared-first",
    "boilerplate",
]


class Aligned(NamedTuple):
    """Words that stand in both texts: `[here start, here end, there start, there end]`, code points."""

    here_start: int
    here_end: int
    there_start: int
    there_end: int


@dataclass(frozen=True, slots=True)
class TextSeen:
    """What tracing needs of a document. `text` is its body; `id` is the capture's digest or a pipe's id."""

    id: str
    text: str
    published: Edtf | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    title: str | None = None
    canonical: str | None = None  # a canonical link, when it points to another host than `url`
    links: tuple[tuple[str, str], ...] = ()  # (address, words) of links in the body


@dataclass(frozen=True, slots=True)
class Mark:
    """Words by which a document says where its text comes from. `value` is the name or address in them."""

    kind: MarkKind
    start: int
    end: int
    value: str | None = None
    people: bool = False  # `value` names those who wrote or edited, not an outlet


@dataclass(frozen=True, slots=True)
class Derivation:
    """`child` takes words or claims from `parent`. When not `directed`, neither is said to be first."""

    child: str
    parent: str
    kind: DerivationKind
    directed: bool
    score: float  # share of the child's words that stand in the parent; 1 for a citation by explicit mark
    spans: tuple[Aligned, ...]
    rule: str  # one sentence: what joined them and what decided the direction
    method: str = "trace/3"

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class Family:
    """Copies of one text. `earliest` is the earliest member held, None where that cannot be said; `why` tells."""

    members: tuple[str, ...]
    earliest: str | None
    why: str
    method: str = "trace/3"

    @property
    def id(self) -> Digest:
        return record_id(self)


@dataclass(frozen=True, slots=True)
class MissingOriginal:
    """Something `named_in` leans on that is not held, with the words that name it."""

    name: str
    named_in: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Families of copies, derivations, marks by document, and missing originals."""

    families: tuple[Family, ...]
    derivations: tuple[Derivation, ...]
    marks: dict[str, tuple[Mark, ...]]
    missing: tuple[MissingOriginal, ...]

    def family_of(self, document: str) -> Family | None:
        return next((f for f in self.families if document in f.members), None)
