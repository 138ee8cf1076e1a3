"""Setting up a case by questions: what is asked, what is passed over, what is asked again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.cli.case_draft import Draft, case_toml
from answerable.cli.case_questions import Questions
from answerable.preserve.settings import GivenAllegation, GivenDocument, Party, parse_settings


class Person:
    """Somebody who gives these lines one after the other and then ends their input."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, prompt: str) -> str:
        self.asked.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0) + "\n"

    def draft(self, *, ask_name: bool = True, question: str | None = None) -> Draft:
        return Questions(self.ask, self.told.append).draft(name="quay", ask_name=ask_name, question=question)


def test_everything_that_is_said_is_in_the_draft():
    person = Person(
        "Kestrel Quay",
        "Was the clearance lawful?",
        "Ministry of Ports; the Ministry ;; the Ministry",
        "accused",
        "اتحاد المرفأ",
        "",
        "",
        "The quay was cleared without a court order.",
        "",
        "reply.pdf",
        "reply",
        "Ministry of Ports",
        "",
        "2024-05",
        "letter.pdf; note.pdf",
        "",
    )
    assert person.draft() == Draft(
        "Kestrel Quay",
        "Was the clearance lawful?",
        (
            Party("ministry-of-ports", ("Ministry of Ports", "the Ministry"), "accused"),
            Party("party", ("اتحاد المرفأ",)),
        ),
        (GivenAllegation("a1", "The quay was cleared without a court order."),),
        (
            GivenDocument(
                path="reply.pdf",
                is_="reply",
                from_="Ministry of Ports",
                date="2024-05",
                answers=("letter.pdf", "note.pdf"),
            ),
        ),
    )
    assert person.lines == []


def test_every_question_can_be_passed_over():
    assert Person("", "", "", "", "").draft() == Draft("quay")


def test_the_end_of_input_keeps_what_was_said_until_then():
    assert Person("Kestrel Quay", "", "Ministry of Ports").draft() == Draft("Kestrel Quay")
    assert Person("Kestrel Quay", "", "Ministry of Ports", "accused").draft().parties[0].role == "accused"


def test_what_the_command_line_said_is_not_asked_again():
    person = Person("", "", "")
    assert person.draft(ask_name=False, question="Who knew?") == Draft("quay", "Who knew?")
    assert not any("Name of the case" in prompt or "in a sentence" in prompt for prompt in person.asked)


def test_what_cannot_stand_in_a_case_is_said_and_asked_again():
    person = Person("", "", "", "", "note.txt", "poem", "letter", "", "", "last spring", "2031-13", "2031-03", "")
    assert person.draft().documents == (GivenDocument(path="note.txt", is_="letter", date="2031-03"),)
    assert [told for told in person.told if "is none of letter, reply, request, other" in told]
    assert len([told for told in person.told if "is not a date" in told]) == 2


def test_two_parties_of_one_name_get_ids_of_their_own():
    parties = Person("", "", "The Harbour Board", "", "the harbour board", "").draft().parties
    assert [party.id for party in parties] == ["the-harbour-board", "the-harbour-board-2"]


@given(st.lists(st.text(max_size=20), max_size=25))
def test_whatever_a_person_types_becomes_a_case_that_can_be_read(lines):
    draft = Person(*lines).draft()
    settings = parse_settings(case_toml("00112233445566778899aabbccddeeff", draft))
    assert (settings.parties, settings.allegations, settings.documents) == (
        draft.parties,
        draft.allegations,
        draft.documents,
    )
