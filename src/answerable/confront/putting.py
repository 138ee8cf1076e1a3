"""One response as it is put to a second reader, and the way back from an answer to passages.

In:   a response, its reading, what is alleged, the program's own answers.
Out:  `Putting`: the questions, and per answer the opinions by place.
Not:  asking.

A reply is put beside every point that was put to its author. What somebody says in an article is put only beside the
points that the program itself finds it near: there are many articles, and nobody put the other points to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.confront.answer import Allegation, Answer, Element, Response
from answerable.confront.cells import confronted_elements, put_to
from answerable.confront.hearing import Heard
from answerable.confront.passages import passage_over
from answerable.confront.questions import Fragments, Put, Question, as_put, questions_of
from answerable.confront.second_opinion import SILENCE, Opinion, Place
from answerable.preserve.settings import Model
from answerable.read.reading import Reading
from answerable.terms.passage import Passage


@dataclass(frozen=True)
class Putting:
    """`passages` are the response's, in its order."""

    response: Response
    passages: tuple[Passage, ...]
    allegation_of: dict[str, str]  # by element
    questions: tuple[Question, ...]

    def opinions(self, question: Question, heard: Heard) -> dict[Place, Opinion]:
        """What `heard` says of every pair of `question`. A pair it leaves open is not in it."""
        found = {}
        for at in range(len(question.sentences)):
            for number in range(len(question.points)):
                if heard.is_silent_on(at, number):
                    found[self._place(question, at, number)] = SILENCE
        for coding in heard.codings:
            place = self._place(question, coding.sentence, coding.point)
            start, end = self.response.sentences[question.first + coding.sentence][coding.fragment]
            outside = not place.passage.start <= start <= end <= place.passage.end
            found[place] = Opinion(coding.relation, coding.stance, coding.code, outside)
        return found

    def _place(self, question: Question, sentence: int, point: int) -> Place:
        element = question.points[point].element
        return Place(self.response.id, self.allegation_of[element], element, self.passages[question.first + sentence])


def putting_of(
    response: Response,
    reading: Reading,
    allegations: Sequence[Allegation],
    answers: Sequence[Answer],
    model: Model,
    codebook: str,
) -> Putting:
    """`response` as it is put to `model`."""
    asked = put_to(response, allegations)
    if response.kind == "statements":
        near = {a.allegation for a in answers if a.response == response.id and a.relation != "does-not-address"}
        asked = [a for a in asked if a.id in near]
    elements = [(a, e) for a in asked for e in confronted_elements(a)]
    sentences = [_fragments(spans, reading) for spans in response.sentences]
    return Putting(
        response=response,
        passages=tuple(passage_over(spans, reading) for spans in response.sentences),
        allegation_of={e.id: a.id for a, e in elements},
        questions=tuple(questions_of(model, codebook, [_put(a, e) for a, e in elements], sentences)),
    )


def _put(allegation: Allegation, element: Element) -> Put:
    return Put(element.id, as_put(allegation.text), element.kind, as_put(element.text))


def _fragments(spans: Sequence[tuple[int, int]], reading: Reading) -> Fragments:
    return tuple(as_put(reading.text[start:end]) for start, end in spans)
