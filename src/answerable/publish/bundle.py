"""Everything a report is made of: the records of all stages, gathered for one case.

In:   what the stages found and what people decided, as they recorded it.
Out:  `Bundle`, the one argument of `render_report`, `report_data` and `telling_lines`.
Not:  wording, order or counting; that is the report's. Nothing here is text of our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from answerable.acquire.capture import Capture, Offered
from answerable.assess.judgement import Judgement
from answerable.confront.answer import Allegation, Answer, Cell, Origins, Response
from answerable.extract.statement import Commitment, Statement
from answerable.read.reading import Reading
from answerable.terms.digest import Digest
from answerable.terms.moment import Edtf, Moment
from answerable.terms.span import Span
from answerable.trace.lineage import Derivation, Family, Lineage, Mark

Role = Literal["letter", "reply", "request", "call", "other"]


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the case, as `case.toml` names it. The order of parties there is the order everywhere."""

    id: str
    names: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What `case.toml` says of the case itself."""

    id: str
    name: str
    question: str = ""
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleDocument:
    """One document: its reading, every capture of the same bytes, and what tracing says of it.

    Spans of `marks` count in `reading.text`. `derivations` are those in which this document is the child; an
    undirected one may stand on both sides. `due` is a deadline the letter itself sets, if one is known.
    """

    reading: Reading
    captures: tuple[Capture, ...]
    role: Role = "other"
    family: Family | None = None
    derivations: tuple[Derivation, ...] = ()
    marks: tuple[Mark, ...] = ()
    sent_from: str | None = None
    sent_to: str | None = None
    date: Edtf | None = None
    due: Edtf | None = None

    @property
    def id(self) -> Digest:
        """The digest of its bytes, by which every other record names it."""
        return self.reading.capture

    @property
    def when(self) -> Edtf | None:
        """The date the case gives it, else the one printed in it."""
        return self.date or self.reading.published


@dataclass(frozen=True, slots=True)
class AccessFact:
    """Words about a visit or an access request. `state` is an access status of the codebook."""

    capture: Digest
    span: Span
    state: str
    who: str | None = None
    date: Edtf | None = None  # None: the document's date


@dataclass(frozen=True, slots=True)
class AffectedGroup:
    """Words that name a group of people as affected: never one person."""

    capture: Digest
    spans: tuple[Span, ...]
    allegation: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A demand or appeal addressed to somebody, such as a campaign. Neither allegation nor evidence."""

    capture: Digest
    spans: tuple[Span, ...]
    to: str | None = None


@dataclass(frozen=True)
class Bundle:
    """One case, whole. Digests name captures unless said otherwise; all places count in `reading.text`."""

    case: CaseFacts
    documents: Sequence[BundleDocument]
    lineage: Lineage
    made: Moment
    versions: Mapping[str, str]  # program and methods: {"answerable": "0.1.0", "trace": "trace/1", …}
    statements: Sequence[Statement] = ()
    commitments: Sequence[Commitment] = ()
    allegations: Sequence[Allegation] = ()
    responses: Sequence[Response] = ()
    answers: Sequence[Answer] = ()
    cells: Sequence[Cell] = ()
    characters: Mapping[Digest, str] = field(default_factory=dict)  # response id -> character of reply
    origins: Mapping[str, Origins] = field(default_factory=dict)  # allegation id -> origins
    judgements: Sequence[Judgement] = ()
    access: Sequence[AccessFact] = ()
    groups: Sequence[AffectedGroup] = ()
    calls: Sequence[Call] = ()
    inputs: Sequence[Offered] = ()
    last_entry: int | None = None  # number of the journal's last entry when the report was made
    checkpoint: str | None = None  # size and root of the last seal
    not_checked: Sequence[str] = ()  # what could not be done here, a sentence each (no OCR program …)
