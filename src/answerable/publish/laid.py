"""People's judgements laid on by passage: which decision stands at which place, and which no longer fits.

In:   the judgements of a case and the register of documents.
Out:  `Laid`: the decisions in force by place and allegation, and those that a person must place again.
Not:  deciding. A judgement that cannot be found again with certainty is listed, never moved by guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.assess.judgement import Judgement
from answerable.publish.register import Register
from answerable.terms.digest import Digest
from answerable.terms.span import Span


@dataclass(frozen=True, slots=True)
class LaidJudgement:
    """A judgement in force and where its passage stands in the text as read now."""

    judgement: Judgement
    span: Span
    earlier: int  # how many earlier views of it stay in the journal


class Laid:
    """The judgements in force. One that a later one replaces is counted, not shown."""

    def __init__(self, judgements: Sequence[Judgement], register: Register) -> None:
        replaced = {judgement.replaces for judgement in judgements if judgement.replaces}
        by_id = {judgement.id: judgement for judgement in judgements}
        self.in_force: list[LaidJudgement] = []
        self.unfit: list[Judgement] = []
        self._by_place: dict[tuple[Digest, str], list[LaidJudgement]] = {}
        for judgement in sorted((j for j in judgements if j.id not in replaced), key=lambda j: (j.made, j.id)):
            span = register.locate(judgement.passage)
            if span is None:
                self.unfit.append(judgement)
                continue
            laid = LaidJudgement(judgement, span, _earlier(judgement, by_id))
            self.in_force.append(laid)
            self._by_place.setdefault((judgement.passage.capture, judgement.allegation), []).append(laid)

    def on(self, capture: Digest, allegation: str) -> Sequence[LaidJudgement]:
        """The judgements in force on passages of one document against one allegation, oldest first."""
        return self._by_place.get((capture, allegation), ())

    def at(self, capture: Digest, allegation: str, span: Span, element: Digest | None) -> LaidJudgement | None:
        """The latest judgement of exactly this place against this element, or against the allegation as a whole."""
        for laid in reversed(self.on(capture, allegation)):
            if laid.span == span and laid.judgement.element in (None, element):
                return laid
        return None


def within(laid: LaidJudgement, sentences: Iterable[Sequence[Span]]) -> bool:
    """Whether the judged place lies in one of these response passages."""
    return any(laid.span.overlaps(part) for sentence in sentences for part in sentence)


def _earlier(judgement: Judgement, by_id: dict[Digest, Judgement]) -> int:
    count, seen = 0, {judgement.id}
    previous = by_id.get(judgement.replaces) if judgement.replaces else None
    while previous is not None and previous.id not in seen:
        count += 1
        seen.add(previous.id)
        previous = by_id.get(previous.replaces) if previous.replaces else None
    return count
