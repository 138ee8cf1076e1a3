"""One run with a second reader: question by question, until all are answered or there is no use in asking on.

In:   a `SecondReader`, questions, whoever is to be told.
Out:  each question with what was heard, as it comes; counts of what was accepted, set aside and left without an answer.
Not:  keeping answers; `second_step` does that, each before the next is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from answerable.confront.answer_text import why_none
from answerable.confront.hearing import Heard, hear
from answerable.confront.prompting import messages_of
from answerable.confront.questions import Question
from answerable.confront.second_reader import CannotAskError, NotAnsweredError, SecondReader
from answerable.confront.set_aside import Reason
from answerable.resources.codebook import Codebook

_IN_A_ROW = 3  # questions that may fail one after the other before the rest is left for another run


@dataclass(slots=True)
class SecondReading:
    """Whom to ask, whom to tell, and what came of it so far."""

    reader: SecondReader
    say: Callable[[str], None]
    advance: Callable[[], None] = lambda: None
    answered: int = 0
    accepted: int = 0
    unanswered: int = 0
    set_aside: Counter[Reason] = field(default_factory=Counter)

    def answers(self, questions: Sequence[Question], codebook: Codebook, who: str) -> Iterator[tuple[Question, Heard]]:
        """What was heard to each question. Says what failed, and ends early when there is no use in asking on."""
        self.unanswered += len(questions)
        failed = 0
        for question in questions:
            try:
                heard = self._heard(question, codebook)
            except CannotAskError as error:
                self.say(f"{who}: {error}. {error.next_step}")
                return
            except NotAnsweredError as error:
                own = error.next_step != NotAnsweredError.next_step  # which `told` says once, at the end
                self.say(f"{who}: {error}. {error.next_step}" if own else f"{who}: {error}")
                heard = None
            self.advance()
            failed = failed + 1 if heard is None else 0
            if heard is not None:
                self.answered, self.unanswered = self.answered + 1, self.unanswered - 1
                self.accepted += len(heard.codings)
                yield question, heard
            elif failed == _IN_A_ROW:
                self.say(f"{who}: {failed} questions in a row without an answer; the rest is left.")
                return

    def _heard(self, question: Question, codebook: Codebook) -> Heard | None:
        """What is taken of the answer, None when nothing in it is worth keeping: then it is to be asked again."""
        said = self.reader.ask(messages_of(question, codebook))
        heard = hear(said.text, question, codebook, whole=said.whole)
        self.set_aside.update([why_none(said.text, question.mark)] if heard is None else heard.set_aside)
        return heard if heard is not None and heard.is_worth_keeping else None

    def told(self, who: str) -> str:
        """What came of it, in a sentence or three."""
        lines = [f"{who}: questions answered: {self.answered}; codings accepted as suggestions: {self.accepted}."]
        if self.set_aside:
            counted = ", ".join(f"{count} {reason}" for reason, count in sorted(self.set_aside.items()))
            lines.append(f"Set aside: {counted}.")
        if self.unanswered:
            lines.append(f"Questions not answered: {self.unanswered}; run the command again to ask them.")
        return " ".join(lines)
