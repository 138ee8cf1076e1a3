"""A response coded element by element, with each allegation as the frame of its elements.

In:   allegations, the sentences of one response, what the accusers are called.
Out:  `ElementCoded` rows.
Not:  states; `cells` derives those.

 (3a) Each sentence is set against the allegations whole, then against their elements. An element is a few words ("at
      least forty were affected"), so a sentence can answer it only if it speaks to the allegation it is part of; else
      what looks like an answer is tangential, and left for a person.
 (3a') What is a clause (an act, knowledge, a remedy) is read by the scorer where there is one; a name, a place, a day or
      a number is too short for that, and coded by rules: it is answered only where it is sure that the allegation is.
 (3b) The name of whoever wrote the letter says nothing about the point: a greeting to a panel of independent experts is
      not about independent doctors. Long names of accusers are set aside before anything is compared.
 (3c) A document that only confirms receipt, or replies to a request to visit, answers nothing that was alleged.
 (3d) What a text quotes of somebody stands without the rest of what was said and asked. There only what is clear counts;
      everything else that looks like an answer is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.confront.answer import Allegation, Coded, Element
from answerable.confront.cells import CLAUSES, confronted_elements
from answerable.confront.confronting import Point, confront
from answerable.confront.scorer import AnswerScorer
from answerable.confront.status import DIRECT, PART
from answerable.terms.digest import Digest

CLEAR = 0.75  # a quoted statement must be this sure to count
_LONG_NAME = 3  # words from which a name can be mistaken for content


@dataclass(frozen=True, slots=True)
class ElementCoded:
    """One coding, of one sentence against one element (None: against nothing that was alleged)."""

    allegation: str | None
    element: Digest | None
    coded: Coded


def code_response(
    allegations: Sequence[Allegation],
    sentences: Sequence[str],
    language: str | None,
    *,
    accusers: Iterable[str] = (),
    answers_nothing: str = "",
    quoted: bool = False,
    scorer: AnswerScorer | None = None,
    names: Sequence[str] = (),
) -> Iterator[ElementCoded]:
    """Code `sentences` against every element of `allegations`, by sentence. `answers_nothing` says why none can answer.
    `names` are those of all parties."""
    said = _without_names(sentences, accusers)
    elements = [e for a in allegations for e in confronted_elements(a)]
    whole = confront([Point(a.id, a.text) for a in allegations], said, language, scorer=scorer, names=names).coded
    near = {(row.sentence, row.allegation): row.abstain for row in whole if row.relation in (DIRECT, PART)}
    owner = {str(e.id): e for e in elements}
    for row in _rows(elements, said, language, scorer, names):
        if row.allegation is None:
            yield ElementCoded(None, None, row)
            continue
        element = owner[row.allegation]
        if row.relation in (DIRECT, PART) and answers_nothing:
            row = replace(_demoted(row, answers_nothing), stance="no-position")
        elif row.relation in (DIRECT, PART) and (row.sentence, element.allegation) not in near:
            row = _demoted(row, "it touches these words, but does not speak to the allegation they are part of")
        elif row.relation in (DIRECT, PART) and element.kind not in CLAUSES and near[row.sentence, element.allegation]:
            why = f"for a person to decide: it is not sure that it speaks to the allegation; {row.why}"
            row = replace(row, abstain=True, why=why)
        elif row.relation in (DIRECT, PART) and quoted and row.confidence < CLEAR:
            why = f"for a person to decide: it is quoted without what stood around it; {row.why}"
            row = replace(row, abstain=True, why=why)
        yield ElementCoded(element.allegation, element.id, row)


def _rows(
    elements: Sequence[Element],
    said: Sequence[str],
    language: str | None,
    scorer: AnswerScorer | None,
    names: Sequence[str],
) -> Iterator[Coded]:
    """Codings against elements, by sentence; one against nothing only where no element is touched."""
    clauses = [e for e in elements if e.kind in CLAUSES]
    short = [e for e in elements if e.kind not in CLAUSES]
    read_by: list[tuple[list[Element], AnswerScorer | None]] = [(clauses, scorer), (short, None)]
    found = [
        row
        for several, by in [(several, by) for several, by in read_by if several] or read_by[:1]
        for row in confront([Point(e.id, e.text) for e in several], said, language, scorer=by, names=names).coded
    ]
    touched = {row.sentence for row in found if row.allegation is not None}
    kept: dict[tuple[int, str | None], Coded] = {}
    for row in found:
        if row.allegation is not None or row.sentence not in touched:
            kept.setdefault((row.sentence, row.allegation), row)
    yield from sorted(kept.values(), key=lambda row: row.sentence)


def _demoted(row: Coded, because: str) -> Coded:
    why = f"tangential, for a person to decide: {because}; without that it would be: {row.why}"
    return replace(row, relation="tangential", abstain=True, confidence=min(row.confidence, 0.4), why=why)


def _without_names(sentences: Sequence[str], accusers: Iterable[str]) -> list[str]:
    long = sorted((n for n in accusers if len(n.split()) >= _LONG_NAME), key=len, reverse=True)
    if not long:
        return list(sentences)
    pattern = re.compile("|".join(re.escape(name) for name in long), re.IGNORECASE)
    return [pattern.sub("they", sentence) for sentence in sentences]
