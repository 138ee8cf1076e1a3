"""Judgements laid on suggestions, by passage.

In:   suggested answers, standing judgements, and the texts as they are read now.
Out:  the codings that hold: a person's where there is one, the machine's elsewhere; and what no longer fits.
Not:  states and characters; `confront.status` derives those from whatever holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answerable.assess.judgement import Judgement
from answerable.confront.answer import Answer, Response
from answerable.terms.digest import Digest
from answerable.terms.passage import find_again
from answerable.terms.span import Span


@dataclass(frozen=True, slots=True)
class Laid:
    """Answers with judgements laid on. `judged` holds ids of answers a person decided."""

    answers: tuple[Answer, ...]
    judged: frozenset[Digest]
    misfits: tuple[Judgement, ...]  # for a person: their passage is not certain in the present texts


def lay_judgements(
    answers: Sequence[Answer],
    responses: Sequence[Response],
    judgements: Iterable[Judgement],
    texts: Mapping[Digest, str],
    elements: Mapping[str, Sequence[Digest]],
) -> Laid:
    """Lay each judgement on the suggestion for the same passage and element, or add it where none was made.

    `texts` are the readings' texts by capture digest, `elements` those of each allegation. A coding that names no
    element is of all of them. A later judgement on the same pair wins; what it does not speak of stays as it was.
    """
    holding = {a.id: a for a in answers}
    judged: set[Digest] = set()
    misfits: list[Judgement] = []
    for judgement in judgements:
        span = _place(judgement, texts)
        response = None if span is None else _response_with(span, judgement, responses)
        if span is None or response is None:
            misfits.append(judgement)
            continue
        passage = replace(judgement.passage, start=span.start, end=span.end)
        answer = Answer(
            response=response.id,
            allegation=judgement.allegation,
            element=judgement.element,
            passage=passage,
            relation=judgement.relation,
            stance=judgement.stance,
            code=judgement.code,
            confidence=1.0,
            why=judgement.reason,
            method=f"judged by {judgement.coder.id}",
        )
        for replaced in [a for a in holding.values() if _replaces(answer, a)]:
            del holding[replaced.id]
            for rest in _rest(answer, replaced, elements):
                holding[rest.id] = rest
                judged |= {rest.id} if replaced.id in judged else set()
        holding[answer.id] = answer
        judged.add(answer.id)
    return Laid(tuple(holding.values()), frozenset(judged & holding.keys()), tuple(misfits))


def _replaces(judged: Answer, earlier: Answer) -> bool:
    """Whether a judgement takes the place of a coding: same sentence, same or no allegation, an element in common."""
    same_place = (
        earlier.response == judged.response
        and earlier.passage.capture == judged.passage.capture
        and earlier.passage.span.overlaps(judged.passage.span)
    )
    if not same_place or earlier.allegation != judged.allegation:
        return same_place and earlier.allegation is None
    return None in (judged.element, earlier.element) or judged.element == earlier.element


def _rest(judged: Answer, earlier: Answer, elements: Mapping[str, Sequence[Digest]]) -> Iterator[Answer]:
    """What stays of a coding of a whole allegation when a judgement speaks of one of its elements: the others."""
    if earlier.allegation is not None and earlier.element is None and judged.element is not None:
        for element in elements.get(earlier.allegation, ()):
            if element != judged.element:
                yield replace(earlier, element=element)


def _place(judgement: Judgement, texts: Mapping[Digest, str]) -> Span | None:
    text = texts.get(judgement.passage.capture)
    return None if text is None else find_again(judgement.passage, text)


def _response_with(span: Span, judgement: Judgement, responses: Sequence[Response]) -> Response | None:
    """The response one of whose passages overlaps `span`; a reply before statements gathered from a document."""
    found = [
        r
        for r in responses
        if r.capture == judgement.passage.capture
        and any(fragment.overlaps(span) for sentence in r.sentences for fragment in sentence)
    ]
    return min(found, key=lambda r: (r.kind != "reply", r.id), default=None)
