"""The door of confront: what was alleged, what was replied, and what each allegation rests on.

In:   readings, statements, lineage, case.toml, and the joins that a person undid (as pairs of captures).
Out:  one `Confronted` on the shelf: allegations, responses, suggested answers, origins, what each document is.
Not:  judgements. `assess` lays those on, and derives the cells from whatever then holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from answerable.confront.answer import Allegation, Answer, Element, Origins, Response
from answerable.confront.by_element import code_response
from answerable.confront.documents import Standing, put_to_replies, standings
from answerable.confront.elements import split_elements
from answerable.confront.letter_point import LetterPoint
from answerable.confront.letters import letter_points
from answerable.confront.naming import longest_first
from answerable.confront.origins import count_origins, roots_of
from answerable.confront.parties import named_party
from answerable.confront.passages import passage_over
from answerable.confront.proposing import Alleged, propose
from answerable.confront.responses import replies, sentences_of, spoken
from answerable.confront.second_asking import SecondReading
from answerable.confront.second_step import heard_state, read_beside
from answerable.confront.shipped import method_in_force, shipped_scorer
from answerable.confront.supporting import ALLEGING, Said, Support, find_support
from answerable.confront.tellings import told_by_witnesses
from answerable.extract.statement import Statement
from answerable.extract.step import Extracted, extracted, shelf_name
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.runs import record_run
from answerable.preserve.settings import GivenElement
from answerable.read.reading import Reading
from answerable.read.shelved import Part
from answerable.read.step import first_captures
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.terms.passage import Passage, outermost
from answerable.terms.span import words_at
from answerable.trace.lineage import Lineage
from answerable.trace.step import METHOD as TRACE
from answerable.trace.step import traced

MOST_PROPOSED = 60  # allegations proposed where nobody has written any
_NO_LINEAGE = Lineage((), (), {}, ())


@dataclass(frozen=True)
class Confronted:
    """Everything confront found in a case."""

    allegations: tuple[Allegation, ...] = ()
    responses: tuple[Response, ...] = ()
    answers: tuple[Answer, ...] = ()
    origins: dict[str, Origins] = field(default_factory=dict)
    documents: dict[Digest, Standing] = field(default_factory=dict)


def state(case: CaseFile, apart: Collection[frozenset[Digest]]) -> Digest:
    """What confronting depends on: case.toml, statements, lineage, joins that were undone, and a second reader."""
    extract = shelf_name(case)
    known = sorted(case.shelf("extract", extract).keys())
    lineage = (case.shelf("trace", TRACE).get("state") or b"").decode()
    pairs = sorted(sorted(pair) for pair in apart)
    settings = msgspec.json.encode(case.settings).hex()
    heard = heard_state(case)
    return digest_bytes(canonical_json([method_in_force(), extract, known, lineage, settings, pairs, heard]))


def is_current(case: CaseFile, apart: Collection[frozenset[Digest]]) -> bool:
    """Whether what is on the shelf is of the case as it stands."""
    return case.shelf("confront", method_in_force()).get("state") == state(case, apart).encode()


def confronted(case: CaseFile) -> Confronted:
    """What was found when confront last ran; empty when it never did."""
    row = case.shelf("confront", method_in_force()).get("confronted")
    return Confronted() if row is None else msgspec.msgpack.decode(row, type=Confronted)


def confront_case(
    case: CaseFile,
    writer: Writer,
    readings: Mapping[Digest, Reading],
    *,
    apart: Collection[frozenset[Digest]],
    second: SecondReading | None = None,
) -> Confronted:
    """Confront the case anew and put the result on the shelf. A second reader is asked when there is one."""
    found = _Confronting(case, readings, apart).result()
    found = replace(found, answers=read_beside(case, writer, readings, found, second))
    rows = [("confronted", msgspec.msgpack.encode(found)), ("state", state(case, apart).encode())]
    case.shelf("confront", method_in_force()).replace_all(rows)
    record_run(writer, "confront", method_in_force(), (r.id for r in readings.values()), (a.id for a in found.answers))
    return found


class _Confronting:
    """One run over one case."""

    def __init__(
        self, case: CaseFile, readings: Mapping[Digest, Reading], apart: Collection[frozenset[Digest]]
    ) -> None:
        self.settings, self.readings, self.apart = case.settings, readings, apart
        self.captures = first_captures(case)
        self.said = extracted(case)
        self.lineage = traced(case) or _NO_LINEAGE
        self.standing = standings(readings, case.captures(), case.settings.documents, case.settings.parties)
        self.scorer = shipped_scorer()
        self.accused = [p for p in case.settings.parties if p.role == "accused"]

    def result(self) -> Confronted:
        spoken_words = list(self._alleged())
        allegations = self._allegations(spoken_words)
        outlets = longest_first(r.outlet for r in self.readings.values())
        support = find_support(allegations, [*spoken_words, *self._own_words()], outlets)
        others, by_document, copies = self._of_others(), self._by_document(), self._copies()
        support += told_by_witnesses(
            allegations, others, by_document, self.settings.parties, outlets=outlets, copies=copies
        )
        allegations = [self._with_passages(a, support) for a in allegations]
        responses = [
            *replies(self.readings, self.standing, put_to_replies(self.standing, {a.id for a in allegations})),
            *self._spoken(allegations),
        ]
        return Confronted(
            allegations=tuple(allegations),
            responses=tuple(responses),
            answers=tuple(a for r in responses for a in self._answers(r, allegations)),
            origins=self._origins(allegations, support),
            documents=self.standing,
        )

    # ------------------------------------------------------------ what is alleged

    def _statements(self) -> dict[Digest, Extracted]:
        return {digest: found for digest, found in self.said.items() if digest in self.readings}

    def _by_document(self) -> dict[Digest, Sequence[Statement]]:
        return {digest: found.statements for digest, found in self._statements().items()}

    def _alleged(self) -> Iterator[Said]:
        """Contents of statements that put something forward, by the innermost speaker; never those of the accused."""
        for digest, found in sorted(self._statements().items()):
            reading = self.readings[digest]
            role = self._role(digest)
            relayed = {s.nested_in for s in found.statements if s.nested_in}
            for s in found.statements:
                words = s.speaker or words_at(s.source, reading.text)
                mine = role == "reply" or bool(words and named_party(words, self.accused))
                if s.act not in ALLEGING or not s.content or s.id in relayed or s.id in found.calls or mine:
                    continue
                yield Said(digest, s.content, words_at(s.content, reading.text), reading.language, s.id, s.speaker)

    def _own_words(self) -> Iterator[Said]:
        """Sentences that no quoted speaker says, of documents that are neither reply nor letter nor by the accused."""
        for digest, reading in sorted(self._of_others().items()):
            found = self.said.get(digest, Extracted())
            taken = [span for s in found.statements for span in s.content]
            for sentence in sentences_of(reading):
                if not any(sentence.overlaps(span) for span in taken):
                    yield Said(digest, (sentence,), sentence.of(reading.text), reading.language, None, None)

    def _of_others(self) -> Mapping[Digest, Reading]:
        """Readings that are neither reply nor letter nor by the accused."""
        others = (digest for digest in self.readings if self._role(digest) == "other")
        return Part(self.readings, (d for d in others if named_party(self._outlet(d), self.accused) is None))

    def _allegations(self, alleged: Sequence[Said]) -> list[Allegation]:
        if self.settings.allegations:
            return [self._given(a.id, a.text, a.elements) for a in self.settings.allegations]
        acts = {s.id: s.act for found in self.said.values() for s in found.statements}
        clear = [
            Alleged(one.text, passage_over(one.span, self.readings[one.capture]), one.language)
            for one in alleged
            if one.statement is not None and acts[one.statement] == "alleges"
        ]
        made = []
        for number, proposal in enumerate(propose(clear, list(self._points()), most=MOST_PROPOSED), 1):
            id = f"p{number}"
            parts = split_elements(proposal.text, proposal.language)
            elements = tuple(Element(id, part.kind, part.text) for part in parts)
            made.append(Allegation(id, proposal.text, elements, proposal.passages, True, proposal.why))
        return made

    def _points(self) -> Iterator[tuple[LetterPoint, Passage]]:
        """Points of the letters, each with its place in the whole reading."""
        for digest, standing in sorted(self.standing.items()):
            reading = self.readings.get(digest)
            if standing.role == "letter" and reading is not None:
                for point in letter_points(reading.body.text, reading.language):
                    yield point, passage_over(reading.body.locate(point.span), reading)

    def _given(self, id: str, text: str, parts: Sequence[GivenElement]) -> Allegation:
        elements = tuple(Element(id, p.kind, p.text) for p in parts)
        return Allegation(id, text, elements or (Element(id, "act", text),), (), False, "case.toml says so")

    def _with_passages(self, allegation: Allegation, support: Sequence[Support]) -> Allegation:
        """The allegation with the places where it is alleged, strongest first, at most forty."""
        places = sorted((s for s in support if s.allegation == allegation.id), key=lambda s: -s.weight)[:40]
        found = (*allegation.passages, *(passage_over(s.said.span, self.readings[s.said.capture]) for s in places))
        return replace(allegation, passages=outermost(found))

    # ------------------------------------------------------------ what is replied

    def _copies(self) -> set[Digest]:
        """Members of families that are not the one whose text is shown."""
        shown = {f.earliest or min(f.members) for f in self.lineage.families}
        return {Digest(m) for f in self.lineage.families for m in f.members if m not in shown}

    def _answers(self, response: Response, allegations: Sequence[Allegation]) -> Iterator[Answer]:
        reading = self.readings[response.capture]
        asked = [a for a in allegations if not response.answers or a.id in response.answers]
        standing = self.standing.get(response.capture)
        for row in code_response(
            asked,
            [" ".join(words_at(spans, reading.text).split()) for spans in response.sentences],
            reading.language,
            accusers=[name for p in self.settings.parties if p.role == "accuser" for name in p.names],
            answers_nothing="" if standing is None else standing.answers_nothing,
            quoted=response.kind == "statements",
            scorer=self.scorer,
            names=[name for p in self.settings.parties for name in p.names],
        ):
            yield Answer(
                response=response.id,
                allegation=row.allegation,
                element=row.element,
                passage=passage_over(response.sentences[row.coded.sentence], reading),
                relation=row.coded.relation,
                stance=row.coded.stance,
                code=row.coded.code,
                confidence=round(row.coded.confidence, 4),
                why=row.coded.why,
                abstain=row.coded.abstain,
                method=row.coded.method,
            )

    def _spoken(self, allegations: Sequence[Allegation]) -> Iterator[Response]:
        """What speakers say in documents. Proposed allegations are put only to those who answer them where they stand.

        In a pile nobody has sorted, one article's words are no answer to what another alleges of somebody else.
        """
        for response in spoken(self.readings, self._by_document(), self.standing, self.accused, self._copies()):
            if self.settings.allegations:
                yield response
                continue
            own = {span for spans in response.sentences for span in spans}
            there = [
                a.id
                for a in allegations
                if any(p.capture == response.capture for p in a.passages)
                and not any(p.capture == response.capture and any(p.span.overlaps(s) for s in own) for p in a.passages)
            ]
            if there:
                yield replace(response, answers=tuple(there))

    # ------------------------------------------------------------ what it rests on

    def _origins(self, allegations: Sequence[Allegation], support: Sequence[Support]) -> dict[str, Origins]:
        roots = roots_of(self.lineage)
        missing: dict[str, list[str]] = {}
        for original in self.lineage.missing:
            missing.setdefault(original.named_in, []).append(original.name)
        by_allegation: dict[str, list[Support]] = {}
        for item in support:
            if self._role(item.said.capture) == "other":
                by_allegation.setdefault(item.allegation, []).append(item)
        return {
            a.id: count_origins(
                a,
                by_allegation.get(a.id, []),
                roots,
                parties=self.settings.parties,
                name_of=self._outlet,
                missing=missing,
                apart=self.apart,
            )
            for a in allegations
        }

    # ------------------------------------------------------------ small questions

    def _role(self, digest: Digest) -> str:
        return self.standing[digest].role if digest in self.standing else "other"

    def _outlet(self, digest: Digest) -> str:
        reading, capture = self.readings.get(digest), self.captures.get(digest)
        standing = self.standing.get(digest)
        sent_from = standing.sent_from if standing else None
        return sent_from or (reading.outlet if reading else None) or (capture.path if capture else digest[:12])
