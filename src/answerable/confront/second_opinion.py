"""Two readings of one passage: the program's own, which stands, and a language model's, which can only raise doubt.

In:   the program's answers, the passages of each response, what the model said of each pair.
Out:  answers: the program's, some of them now for a person to decide; and beside them the model's, none of which counts.
Not:  a vote. Whatever a model says, no point comes nearer to "answered" by it.

 (9a) A coding by the model always waits for a person. It never changes a coding of the program into another.
 (9b) Where the program counts a passage towards an answer and the model takes it for less, or says nothing of it though
      it was heard to the end, the passage counts for nothing until a person decides.
 (9c) Where both code a pair and differ in anything, or only the model finds an answer, its coding stands beside.
 (9d) Where both agree, the reason says so. The confidence stays, and what the program left to a person stays there.
 (9e) The character of a reply follows from the program's codings alone, but is not called largely satisfactory on
      passages that the model contests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answerable.confront.answer import Answer
from answerable.confront.second_reader import SUGGESTED_BY
from answerable.confront.status import DIRECT, PART
from answerable.terms.digest import Digest
from answerable.terms.passage import Passage

_CONTESTED = "; contested by "
_ELSEWHERE = "; it points at words of this sentence that stand outside this passage"
_WEIGHT = {DIRECT: 2, PART: 1}
_TANGENTIAL = "tangential"
_SATISFACTORY, _INCOMPLETE = "largely-satisfactory", "cooperative-but-incomplete"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model said of a passage against an element. To leave a pair out is to say that it is not addressed.

    Of the words it points at it holds none: they are a document's, and their place is kept with what was heard.
    """

    relation: str
    stance: str = ""
    code: str = ""
    outside: bool = False  # the words it points at are of the same sentence, and not in the passage


SILENCE = Opinion("does-not-address")

Pair = tuple[Digest, int, int, Digest]  # response, start and end of the passage, element


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands: what an `Answer` on it names."""

    response: Digest
    allegation: str
    element: Digest
    passage: Passage

    @property
    def pair(self) -> Pair:
        return self.response, self.passage.start, self.passage.end, self.element


def with_opinions(answers: Iterable[Answer], opinions: Mapping[Place, Opinion], who: str) -> tuple[Answer, ...]:
    """`answers` of the program with the model's opinions beside them. `who` is the model, by name and host.  # (9)"""
    said = {place.pair: opinion for place, opinion in opinions.items()}
    own: dict[Pair, Answer] = {}
    out: list[Answer] = []
    for answer in answers:
        opinion = None
        if answer.element is not None:
            pair = (answer.response, answer.passage.start, answer.passage.end, answer.element)
            own[pair] = answer
            opinion = said.get(pair)
        out.append(answer if opinion is None else _weighed(answer, opinion, who))
    return (*out, *_beside(opinions, own, who))


def _weighed(answer: Answer, opinion: Opinion, who: str) -> Answer:
    """The program's answer after the model was heard: the same coding, perhaps in doubt.  # (9b, 9d)"""
    weight = _WEIGHT.get(opinion.relation, 0)
    if not answer.abstain and weight < _WEIGHT.get(answer.relation, 0):
        less = "takes it for a part only" if weight else "does not find that it speaks to the point"
        why = f"for a person to decide, because {who} {less}; {answer.why}"
        return replace(answer, abstain=True, why=why, method=f"{answer.method}{_CONTESTED}{who}")
    if _alike(answer, opinion):
        return replace(answer, why=f"{answer.why}; {who} codes it alike")
    return answer


def _beside(opinions: Mapping[Place, Opinion], own: Mapping[Pair, Answer], who: str) -> Iterator[Answer]:
    """The model's codings that differ from the program's, or answer where the program found no answer.  # (9a, 9c)"""
    for place, opinion in opinions.items():
        answer = own.get(place.pair)
        found_alone = answer is None and opinion.relation in _WEIGHT
        differs = answer is not None and not _alike(answer, opinion)
        if opinion.relation != SILENCE.relation and (found_alone or differs):
            yield Answer(
                response=place.response,
                allegation=place.allegation,
                element=place.element,
                passage=place.passage,
                relation=opinion.relation,
                stance=opinion.stance,
                code=opinion.code,
                confidence=0.0,
                why=f"{SUGGESTED_BY}{who}, for a person to decide{_ELSEWHERE if opinion.outside else ''}",
                abstain=True,
                method=f"{SUGGESTED_BY}{who}",
            )


def _alike(answer: Answer, opinion: Opinion) -> bool:
    return (answer.relation, answer.stance, answer.code) == (opinion.relation, opinion.stance, opinion.code)


def is_suggested(answer: Answer) -> bool:
    """Whether it is a language model's."""
    return is_by_model(answer.method)


def is_by_model(method: str) -> bool:
    """Whether a coding by this method is a language model's."""
    return method.startswith(SUGGESTED_BY)


def has_spoken(answers: Iterable[Answer]) -> bool:
    """Whether a second reader has anything in `answers`: a coding, or a doubt."""
    return any(is_suggested(a) or _CONTESTED in a.method for a in answers)


def as_first_read(answers: Sequence[Answer]) -> list[Answer]:
    """`answers` without the second reader: its codings gone, its doubts taken back.  # (9e)"""
    return [
        replace(a, abstain=False, method=a.method.partition(_CONTESTED)[0]) if _CONTESTED in a.method else a
        for a in answers
        if not is_suggested(a)
    ]


def character_despite_doubt(own: str, doubted: str) -> str:
    """The character by the program's codings, `own`; `doubted` is what it would be on the uncontested alone.  # (9e)"""
    return _INCOMPLETE if own == _SATISFACTORY and doubted != own else own
