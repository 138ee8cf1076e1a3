"""The door of the second reader: which questions wait, who is asked, what of the answers is kept.

In:   a case whose case.toml names a model, what the program itself found, and, when a person said so, the model.
Out:  answers with the model's opinions beside them (`second_opinion`); a journal that names address and model; what was
      accepted, on the shelf by question and, since it cannot be made again, as a blob.
Not:  asking anyone unless a person said so in this run. What was answered before is laid beside without asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import answerable
from answerable.confront.answer import Allegation, Answer, Response
from answerable.confront.answer_text import why_none
from answerable.confront.documents import Standing
from answerable.confront.hearing import hear, is_sound
from answerable.confront.prompting import messages_of
from answerable.confront.putting import Putting, putting_of
from answerable.confront.questions import Question, origin_of
from answerable.confront.second_kept import (
    answered_questions,
    keep,
    kept_answer,
    model_of,
    named_model,
    put_answer,
    restore,
)
from answerable.confront.second_opinion import Opinion, Place, with_opinions
from answerable.confront.second_reader import METHOD, CannotAskError, NotAnsweredError, SecondReader
from answerable.preserve.casefile import CaseFile, Writer
from answerable.read.reading import Reading
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import Digest, canonical_json

_IN_A_ROW = 3  # questions that may fail one after the other before the rest is left for another run


class FirstReading(Protocol):
    """What the program itself found."""

    @property
    def allegations(self) -> Sequence[Allegation]: ...
    @property
    def responses(self) -> Sequence[Response]: ...
    @property
    def answers(self) -> Sequence[Answer]: ...
    @property
    def documents(self) -> Mapping[Digest, Standing]: ...


@dataclass(slots=True)
class SecondReading:
    """One run with a second reader: whom to ask, whom to tell, and what came of it."""

    reader: SecondReader
    say: Callable[[str], None]
    advance: Callable[[], None] = lambda: None
    answered: int = 0
    accepted: int = 0
    unanswered: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)

    def told(self, who: str) -> str:
        """What came of it, in a sentence or three."""
        lines = [f"{who}: {self.answered} questions answered, {self.accepted} codings accepted as suggestions."]
        if self.set_aside:
            counted = ", ".join(f"{count} {reason}" for reason, count in sorted(self.set_aside.items()))
            lines.append(f"Set aside: {counted}.")
        if self.unanswered:
            lines.append(f"{self.unanswered} questions are not answered; run the command again to ask them.")
        return " ".join(lines)


def heard_state(case: CaseFile) -> list[str]:
    """What of a second reader the grid depends on: the questions that are answered, if the case names a model."""
    return sorted(answered_questions(case)) if case.settings.model is not None else []


def read_beside(
    case: CaseFile,
    writer: Writer,
    readings: Mapping[Digest, Reading],
    first: FirstReading,
    second: SecondReading | None,
) -> tuple[Answer, ...]:
    """The program's answers with the opinions of the model that case.toml names, if any. Asks only with `second`."""
    model, codebook = case.settings.model, load_codebook()
    if model is None:
        return tuple(first.answers)
    restore(case)
    puttings = [
        putting_of(response, readings[response.capture], first.allegations, first.answers, model, codebook.name)
        for response in first.responses
        if not (response.capture in first.documents and first.documents[response.capture].answers_nothing)
    ]
    if second is not None:
        _ask(case, writer, puttings, second)
        keep(case, writer, [q.id for p in puttings for q in p.questions])
    opinions: dict[Place, Opinion] = {}
    for putting in puttings:
        for question in putting.questions:
            heard = kept_answer(case, question.id)
            if heard is not None and is_sound(heard, question, codebook):
                opinions |= putting.opinions(question, heard)
    return with_opinions(first.answers, opinions, origin_of(model))


def _ask(case: CaseFile, writer: Writer, puttings: Sequence[Putting], second: SecondReading) -> None:
    """Put every question that is not answered yet; keep each answer as it comes."""
    codebook, answered = load_codebook(), answered_questions(case)
    waiting = {q.id: q for p in puttings for q in p.questions if q.id not in answered}
    who = origin_of(model_of(case))
    if not waiting:
        second.say(f"{who}: nothing is asked, everything was answered before.")
        return
    second.say(_announced(puttings, waiting, who, second.reader.remote))
    _journal_asking(case, writer, sorted(waiting), second.reader.permitted)
    second.unanswered = len(waiting)
    failed = 0
    for question in waiting.values():
        try:
            said = second.reader.ask(messages_of(question, codebook))
            heard = hear(said.text, question, codebook, whole=said.whole)
            if heard is None:
                second.set_aside[why_none(said.text, question.id)] += 1
        except NotAnsweredError as error:
            second.say(f"{who}: {error}")
            heard = None
        except CannotAskError as error:
            second.say(f"{who}: {error}. {error.next_step}")
            break
        second.advance()
        if heard is None:
            failed += 1
            if failed == _IN_A_ROW:
                second.say(f"{who}: {failed} questions in a row without an answer; the rest is left.")
                break
            continue
        failed = 0
        put_answer(case, question.id, heard)
        second.answered, second.unanswered = second.answered + 1, second.unanswered - 1
        second.accepted += len(heard.codings)
        second.set_aside.update(heard.set_aside)
    second.say(second.told(who))


def _announced(puttings: Sequence[Putting], waiting: Mapping[Digest, Question], who: str, remote: bool) -> str:
    """The sentence before anything is sent."""
    concerned = [p for p in puttings if any(q.id in waiting for q in p.questions)]
    documents = len({p.response.capture for p in concerned})
    passages = len(
        {(p.response.id, q.first + n) for p in concerned for q in p.questions for n in range(len(q.sentences))}
    )
    points = len({point.element for q in waiting.values() for point in q.points})
    what = f"the words of {passages} passages of {documents} documents and of {points} points"
    if remote:
        return f"Now {what} leave this machine: they are sent to {who}, in {len(waiting)} questions."
    return f"Now {what} are put to {who}, on this machine, in {len(waiting)} questions."


def _journal_asking(case: CaseFile, writer: Writer, ids: Sequence[Digest], permitted: str) -> None:
    """Say so in the journal before the first question leaves, so that no interruption hides it."""
    listed = writer.keep_bytes(canonical_json(list(ids)))
    note = named_model(case) | ({"permitted": permitted} if permitted else {})
    writer.append("asked", objects=[listed.digest], tool=f"answerable/{answerable.__version__}", how=METHOD, note=note)
    writer.commit()
