"""The grid's cells, from codings alone: a person's where there is one, the machine's elsewhere.

In:   allegations with their elements, responses, answers that hold, and which of them a person judged.
Out:  a cell per allegation and response, and the character of each reply.
Not:  any coding. The same rules serve suggestions and judgements, so a change of one coding can be followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.confront.answer import Allegation, Answer, Cell, Coded, Element, Response, State
from answerable.confront.covering import covered_points
from answerable.confront.second_opinion import as_first_read, character_despite_doubt, has_spoken, is_suggested
from answerable.confront.status import DIRECT, PART, character_of, states_of
from answerable.confront.wording import wording_of
from answerable.terms.digest import Digest

_STRENGTH = {DIRECT: 0, PART: 1, "tangential": 2}


@dataclass(frozen=True, slots=True)
class _Rows:
    """The answers of one response as codings of elements, each with the answer it came from."""

    coded: tuple[Coded, ...]
    sentences: tuple[str, ...]


def put_to(response: Response, allegations: Sequence[Allegation]) -> list[Allegation]:
    """The allegations a response was asked about: those it names, or all."""
    return [a for a in allegations if not response.answers or a.id in response.answers]


CLAUSES = frozenset({"act", "knowledge", "remedy"})  # kinds of elements that say something by themselves


def confronted_elements(allegation: Allegation) -> tuple[Element, ...]:
    """The elements a response is set against: all that a person wrote; of a proposal its clauses where it has several, so that
    an answer to one of two acts does not answer both; else the whole."""
    if not allegation.proposed:
        return allegation.elements
    clauses = tuple(element for element in allegation.elements if element.kind in CLAUSES)
    return clauses if len(clauses) > 1 else (Element(allegation.id, "act", allegation.text),)


def cells_of(
    allegations: Sequence[Allegation],
    responses: Sequence[Response],
    answers: Sequence[Answer],
    judged: Collection[Digest] = (),
) -> list[Cell]:
    """Cells in the order of allegations, then responses.

    A reply has a cell for every allegation put to it, silence included. What somebody says in an article has one only
    where it bears on the allegation: nobody put the others to them.
    """
    by_response = _by_response(answers)
    cells: list[Cell] = []
    for response in responses:
        mine = by_response.get(response.id, [])
        for allegation in put_to(response, allegations):
            near = [a for a in mine if a.allegation == allegation.id and a.relation in _STRENGTH]
            if response.kind == "reply" or near:
                cells.append(_cell(allegation, response, near, judged))
    order = {a.id: i for i, a in enumerate(allegations)}
    return sorted(cells, key=lambda cell: order[cell.allegation])


def _cell(allegation: Allegation, response: Response, near: list[Answer], judged: Collection[Digest]) -> Cell:
    ids = [element.id for element in confronted_elements(allegation)]
    own = [a for a in near if not is_suggested(a)]
    rows = _rows(own, {allegation.id: ids})
    covered = _covered(allegation, ids, rows)
    if covered and has_spoken(own):  # parts in doubt must not make a sum fit
        covered &= _covered(allegation, ids, _rows(as_first_read(own), {allegation.id: ids}))
    states, rules = states_of(ids, rows.coded, covered)
    state = combined(list(states.values()))
    standing = sorted(near, key=_standing)
    mine = [a for a in standing if not is_suggested(a)]  # a model's suggestion decides nothing
    deciding = [a for a in mine if a.relation in (DIRECT, PART)] or mine
    return Cell(
        allegation=allegation.id,
        response=response.id,
        state=state,
        judged=bool(deciding) and all(a.id in judged for a in deciding),
        answers=tuple(a.id for a in standing),
        for_a_person=any(a.abstain for a in near),
        rule=_rule(allegation, states, rules) + _seen_beside(own, near),
    )


def _standing(answer: Answer) -> tuple[bool, bool, int, float, int]:
    """Codings that count first, then those that wait for a person, a model's suggestions last; each by strength."""
    strength = _STRENGTH[answer.relation]
    return is_suggested(answer), answer.abstain, strength, -answer.confidence, answer.passage.start


def _seen_beside(own: Sequence[Answer], near: Sequence[Answer]) -> str:
    """What a rule says of passages that only a second reader takes for an answer. It counts none of them."""
    speaking = {a.passage.start for a in own if a.relation in (DIRECT, PART)}
    suggested = {a.passage.start for a in near if is_suggested(a) and a.relation in (DIRECT, PART)}
    more = len(suggested - speaking)
    return f"; a second reader sees {more} more" if more else ""


def _covered(allegation: Allegation, ids: Sequence[Digest], rows: _Rows) -> frozenset[str]:
    """Elements that several partial passages exhaust together; only asked where there are several."""
    if sum(row.relation == PART for row in rows.coded) < 2:
        return frozenset()
    points = [wording_of(element.text, "en") for element in confronted_elements(allegation)]
    spoken = [wording_of(sentence, "en") for sentence in rows.sentences]
    return covered_points(ids, points, spoken, rows.coded)


def combined(states: Sequence[State]) -> State:
    """The state of an allegation from those of its elements: answered only when each of them is."""
    if states and all(state == "answered" for state in states):
        return "answered"
    return "unanswered" if all(state == "unanswered" for state in states) else "partly-answered"


def _rule(allegation: Allegation, states: Mapping[str, State], rules: Mapping[str, str]) -> str:
    if len(states) == 1:
        return next(iter(rules.values()))
    count = sum(state == "answered" for state in states.values())
    part = sum(state == "partly-answered" for state in states.values())
    said = f"{count} of {len(states)} elements answered, {part} in part"
    return f"{said}: " + "; ".join(dict.fromkeys(rules.values()))


def characters_of(
    responses: Sequence[Response], allegations: Sequence[Allegation], answers: Sequence[Answer]
) -> dict[Digest, str]:
    """The character of each reply, a codebook id. What is said in an article has none."""
    by_response = _by_response(answers)
    found: dict[Digest, str] = {}
    for response in responses:
        if response.kind != "reply":
            continue
        asked = put_to(response, allegations)
        mine = by_response.get(response.id, [])
        elements = {a.id: [element.id for element in confronted_elements(a)] for a in asked}
        own = _character(as_first_read(mine), elements)
        uncontested = [a for a in mine if not is_suggested(a)]
        doubted = _character(uncontested, elements) if has_spoken(mine) else own
        found[response.id] = character_despite_doubt(own, doubted)
    return found


def _character(answers: Sequence[Answer], elements: Mapping[str, Sequence[Digest]]) -> str:
    rows = _rows(answers, elements)
    states, _ = states_of([id for ids in elements.values() for id in ids], rows.coded)
    return character_of(states, rows.coded)


def _by_response(answers: Sequence[Answer]) -> dict[Digest, list[Answer]]:
    found: dict[Digest, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.response, []).append(answer)
    return found


def _rows(answers: Sequence[Answer], elements: Mapping[str, Sequence[Digest]]) -> _Rows:
    """Codings by element. An answer that names no element speaks to every element of its allegation."""
    places = sorted({(a.passage.start, a.passage.exact) for a in answers})
    number = {start: index for index, (start, _) in enumerate(places)}

    def coded() -> Iterator[Coded]:
        for a in answers:
            own = elements.get(a.allegation or "", ())
            targets: list[Digest | None] = [e for e in own if a.element in (None, e)] or [None]
            for element in targets:
                yield Coded(
                    number[a.passage.start], element, a.relation, a.stance, a.code, a.confidence, a.why, a.abstain
                )

    return _Rows(tuple(coded()), tuple(words for _, words in places))
