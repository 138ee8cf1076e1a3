"""Setting up a case by questions: what it is called, what it asks, who speaks, what is alleged, what was written.

In:   a way to ask a person, a way to tell them something.
Out:  a `Draft`. Every question may be passed over with Enter; the end of input passes over all that are left.
Not:  writing anything. What cannot stand in a case.toml is said at once and asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from answerable.cli.case_draft import Draft
from answerable.preserve.settings import DocumentKind, GivenAllegation, GivenDocument, Party
from answerable.terms.moment import bounds

KINDS = ("letter", "reply", "request", "other")


class _Done(Exception):
    """The person has ended their input."""


class Questions:
    """One round of questions. `ask` shows a prompt and returns a line, or raises EOFError; `tell` shows a line."""

    def __init__(self, ask: Callable[[str], str], tell: Callable[[str], None]) -> None:
        self._ask, self._tell = ask, tell

    def draft(self, *, name: str, ask_name: bool, question: str | None) -> Draft:
        """What the person says. `name` stands when they say nothing; a `question` that is given is not asked for."""
        parties: list[Party] = []
        allegations: list[GivenAllegation] = []
        documents: list[GivenDocument] = []
        said = question or ""
        try:
            if ask_name:
                name = self._line(f"Name of the case [{name}]: ") or name
            if question is None:
                said = self._line("What does it ask, in a sentence? ")
            self._tell("Who alleges, who is accused, who else speaks? Several names of one party: put ; between them.")
            self._parties(parties)
            self._tell("What is alleged? One point at a time, each one thing that can be answered.")
            self._allegations(allegations)
            self._tell("Which documents are letters, replies or requests for access? Name them as you will offer them.")
            self._documents(documents)
        except _Done:
            self._tell("")
        return Draft(name, said, tuple(parties), tuple(allegations), tuple(documents))

    def _parties(self, found: list[Party]) -> None:
        while names := self._line(f"  Party {len(found) + 1} (Enter to go on): "):
            several = tuple(dict.fromkeys(name.strip() for name in names.split(";") if name.strip()))
            if not several:
                continue
            role = self._line("    Role, such as accuser, accused, witness-group, observer, media: ")
            found.append(Party(_id_for(several[0], [one.id for one in found]), several, role))

    def _allegations(self, found: list[GivenAllegation]) -> None:
        while text := self._line(f"  Point {len(found) + 1} (Enter to go on): "):
            found.append(GivenAllegation(f"a{len(found) + 1}", text))

    def _documents(self, found: list[GivenDocument]) -> None:
        while path := self._line(f"  Document {len(found) + 1} (Enter to end): "):
            kind = self._one_of("    Is it a letter, a reply, a request or other? [other] ", KINDS, "other")
            sender = self._line("    From whom? ")
            addressee = self._line("    To whom? ")
            date = self._date("    Dated, like 2024-03-12, 2024-03 or 2024? ")
            answers: tuple[str, ...] = ()
            if kind == "reply":
                wanted = self._line("    Which letters does it answer? Their paths, with ; between them: ")
                answers = tuple(one.strip() for one in wanted.split(";") if one.strip())
            found.append(
                GivenDocument(
                    path=path,
                    is_=cast(DocumentKind, kind),
                    from_=sender or None,
                    to=addressee or None,
                    date=date or None,
                    answers=answers,
                )
            )

    def _line(self, prompt: str) -> str:
        try:
            line = self._ask(prompt)
        except EOFError as error:
            raise _Done from error
        return " ".join("".join(c if c.isprintable() else " " for c in line).split())

    def _one_of(self, prompt: str, allowed: tuple[str, ...], otherwise: str) -> str:
        while (said := self._line(prompt).casefold() or otherwise) not in allowed:
            self._tell(f"    {said!r} is none of {', '.join(allowed)}. Write one of them, or Enter for {otherwise}.")
        return said

    def _date(self, prompt: str) -> str:
        while said := self._line(prompt):
            try:
                bounds(said)
            except ValueError:
                self._tell(f"    {said!r} is not a date as this program reads it. Write 2024, 2024-03 or 2024-03-12.")
            else:
                break
        return said


def _id_for(name: str, taken: list[str]) -> str:
    """A short id made of the name where it is written in ASCII, else `party`; numbered when it is taken."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name.casefold()).split()
    base = "-".join(words)[:30].strip("-") or "party"
    number = 1
    while (id := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return id
