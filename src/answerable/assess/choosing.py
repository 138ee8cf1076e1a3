"""From what a person typed to a judgement: which passage, against what, coded how.

In:   a suggestion's id or a place, the codings wanted, the grid as it stands.
Out:  a `Judgement` whose every id is in the codebook, replacing the same coder's earlier view of the same pair.
Not:  writing it down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from answerable.assess.judgement import Judgement
from answerable.assess.settled import Settled
from answerable.confront.answer import Answer
from answerable.resources.codebook import Codebook, load_codebook
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, is_digest
from answerable.terms.errors import WrongUseError
from answerable.terms.moment import Moment
from answerable.terms.passage import Passage

PLACE = re.compile(r"(?P<capture>[0-9A-Fa-f]{6,64})(?::(?P<start>\d+)-(?P<end>\d+))?\Z")


def chosen(
    typed: str,
    *,
    settled: Settled,
    passage_at: Callable[[str], Passage],
    standing: Iterable[Judgement],
    wanted: Mapping[str, str | None],
    allegations: Collection[str],
    coder: Agent,
    reason: str,
    made: Moment,
    codebook: Codebook | None = None,
) -> Judgement:
    """The judgement that `typed` and `wanted` (allegation, relation, stance, code) ask for.

    Raises WrongUseError when the passage, the allegation or a category is not to be found.
    """
    book = codebook or load_codebook()
    suggestion = None if ":" in typed else _suggestion(typed, settled.answers)
    passage = passage_at(typed) if suggestion is None else suggestion.passage
    allegation = wanted["allegation"] or (suggestion.allegation if suggestion else None)
    if allegation is None or allegation not in allegations:
        raise WrongUseError(
            f"{allegation!r} is not an allegation of this case" if allegation else "no allegation was named",
            next_step=f"Name one with --allegation: {', '.join(sorted(allegations)) or 'there is none yet'}.",
        )
    coding = {
        "relation": _category("relation", wanted["relation"], suggestion, book.ids("relations")),
        "stance": _category("stance", wanted["stance"], suggestion, book.ids("stances")),
        "code": _category("code", wanted["code"], suggestion, book.ids("codes")),
    }
    element = suggestion.element if suggestion and suggestion.allegation == allegation else None
    earlier = [
        j
        for j in standing
        if j.coder == coder
        and j.allegation == allegation
        and element in (None, j.element)  # a view of the whole replaces that of a part, not the other way round
        and _same(j.passage, passage)
    ]
    return Judgement(
        passage=passage,
        allegation=allegation,
        element=element,
        codebook=book.name,
        coder=coder,
        reason=reason.strip(),
        made=made,
        replaces=earlier[-1].id if earlier else None,
        **coding,
    )


def _suggestion(typed: str, answers: Iterable[Answer]) -> Answer | None:
    """The answer whose id begins with what was typed; None when it reads as a whole capture digest of none."""
    found = {a.id: a for a in answers if a.id.startswith(Digest(typed.lower()))}
    if len(found) == 1:
        return next(iter(found.values()))
    if is_digest(typed.lower()) and not found:
        return None
    raise WrongUseError(
        f"{len(found)} suggestions have an id that begins with {typed!r}",
        next_step="The report shows each suggestion's id; or give a place as CAPTURE:START-END.",
    )


def _category(which: str, wanted: str | None, suggestion: Answer | None, known: frozenset[str]) -> str:
    value = wanted or (str(getattr(suggestion, which)) if suggestion else None)
    if value is None:
        raise WrongUseError(f"no {which} was given", next_step=f"Give --{which}, one of: {', '.join(sorted(known))}.")
    if value not in known:
        raise WrongUseError(
            f"{value!r} is not a {which} of the codebook", next_step=f"One of: {', '.join(sorted(known))}."
        )
    return value


def _same(a: Passage, b: Passage) -> bool:
    return a.capture == b.capture and a.span.overlaps(b.span)
