"""One response passage set against one point, as the panel shows it: words, coding, why, and who decided.

In:   answers (suggestions), judgements laid on, the register and the codebook.
Out:  `SetAgainst` records, the judged coding first where there is one, the suggestion beside it.
Not:  states of cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.confront.answer import Allegation, Answer, Response
from answerable.confront.second_opinion import is_suggested
from answerable.publish.dates import clock
from answerable.publish.laid import Laid, LaidJudgement, within
from answerable.publish.register import Quote, Register
from answerable.publish.words import name_of
from answerable.resources.codebook import Codebook
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class Coding:
    """Relation, stance and code by their names in the codebook."""

    relation: str
    stance: str
    code: str
    relation_id: str
    stance_id: str
    code_id: str

    @property
    def words(self) -> str:
        return f"{self.stance.lower()}, {self.code.lower()}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a passage. `coder` is their id; names stay in the case."""

    coding: Coding
    reason: str
    coder: str
    made: str
    codebook: str
    earlier: int


@dataclass(frozen=True, slots=True)
class SetAgainst:
    """A passage, what the method suggests of it (if it does), and what a person decided (if one did)."""

    quote: Quote
    suggested: Coding | None
    decision: Decision | None
    confidence: str
    why: str
    method: str
    abstain: bool
    element: str
    element_id: Digest | None

    @property
    def coding(self) -> Coding:
        """The coding that counts: the person's, else the suggested one."""
        coding = self.decision.coding if self.decision else self.suggested
        assert coding is not None  # one of the two made this record
        return coding

    @property
    def addresses(self) -> bool:
        return self.coding.relation_id in ("addresses-directly", "addresses-in-part")


def set_against(
    answers: Iterable[Answer], allegation: Allegation, codebook: Codebook, register: Register, laid: Laid
) -> list[SetAgainst]:
    """Suggested answers as passages, each with the judgement of the same place when there is one.

    Raises ValueError when an answer's passage is not verbatim at its place: suggestions are made anew with the
    text, so that is a bug and not an old judgement.
    """
    elements = {element.id: element for element in allegation.elements}
    out = []
    for answer in answers:
        quote = register.passage(answer.passage)
        span = register.locate(answer.passage)
        if quote is None or span is None:
            raise ValueError(f"the passage of answer {answer.id} is not in the text it was taken from")
        element = elements.get(answer.element) if answer.element else None
        suggested = _coding(codebook, answer.relation, answer.stance, answer.code)
        judged = laid.at(answer.passage.capture, allegation.id, span, answer.element)
        out.append(
            SetAgainst(
                quote=quote,
                suggested=suggested,
                decision=decision(judged, codebook) if judged else None,
                confidence="" if is_suggested(answer) else f"{answer.confidence:.2f}",
                why=_reason(answer.why, suggested),
                method=answer.method,
                abstain=answer.abstain and judged is None,
                element=f"{element.kind}: {element.text}" if element and len(elements) > 1 else "",
                element_id=answer.element,
            )
        )
    return out


def judged_alone(
    response: Response,
    allegation: Allegation,
    shown: Iterable[SetAgainst],
    codebook: Codebook,
    register: Register,
    laid: Laid,
) -> list[SetAgainst]:
    """Passages of a response that a person coded and no method suggested."""
    elements = {element.id: element for element in allegation.elements}
    places = {(one.quote.href, one.quote.until) for one in shown}
    out = []
    for one in laid.on(response.capture, allegation.id):
        quote = register.quote(response.capture, (one.span,))
        if (quote.href, quote.until) in places or not within(one, response.sentences):
            continue
        element = elements.get(one.judgement.element) if one.judgement.element else None
        words = f"{element.kind}: {element.text}" if element else ""
        out.append(SetAgainst(quote, None, decision(one, codebook), "", "", "", False, words, one.judgement.element))
    return out


def decision(laid: LaidJudgement, codebook: Codebook) -> Decision:
    """A judgement in the words of the codebook."""
    judgement = laid.judgement
    return Decision(
        _coding(codebook, judgement.relation, judgement.stance, judgement.code),
        judgement.reason,
        judgement.coder.id,
        clock(judgement.made),
        judgement.codebook,
        laid.earlier,
    )


def _reason(why: str, coding: Coding) -> str:
    """The method's reason without the coding it begins with, which stands above it."""
    for coded in (
        f"{coding.relation}, {coding.stance}, {coding.code}: ",
        f"{coding.relation}, for a person to decide: ",
    ):
        why = why.removeprefix(coded.lower())
    return why


def _coding(codebook: Codebook, relation: str, stance: str, code: str) -> Coding:
    return Coding(
        name_of(codebook, "relations", relation),
        name_of(codebook, "stances", stance),
        name_of(codebook, "codes", code),
        relation,
        stance,
        code,
    )
