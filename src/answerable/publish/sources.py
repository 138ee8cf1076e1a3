"""The documents: what each is, how it came here, what it was copied from, and its text with the places marked.

In:   the register, the cited places, the lineage.
Out:  `Sources`, which sets one document at a time; every text whole.
Not:  deciding on which page a document stands; `pages` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from answerable.publish.cited import MARK_WORDS, Cited
from answerable.publish.joins import Join, join, joins_among
from answerable.publish.links import Links
from answerable.publish.marked_text import marked_text
from answerable.publish.register import Listed, Register

OPEN_UP_TO = 40_000  # characters: a longer text starts folded
OPEN_DOCUMENTS = 40  # with more documents than this, texts start folded


@dataclass(frozen=True, slots=True)
class MarkShown:
    """A syndication mark: its kind in words, its own words, and where they stand."""

    kind: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the report shows it. `text` is empty when no text could be read."""

    listed: Listed
    text: Markup
    opened: bool
    derived_from: tuple[Join, ...]
    taken_up_by: tuple[Join, ...]
    family: tuple[Listed, ...]  # the other copies
    earliest: bool
    family_why: str
    marks: tuple[MarkShown, ...]
    cited: int  # places cited


class Sources:
    """All documents of a case, each set when it is asked for, so that a large case is never held whole."""

    def __init__(self, register: Register, cited: Cited) -> None:
        self._register, self._cited = register, cited
        self._taken_up = _taken_up(register)
        self._few = len(register.listed) <= OPEN_DOCUMENTS

    def source(self, listed: Listed, links: Links) -> Source:
        """One document. Its notes lead back by `links` to what cites it."""
        document = listed.document
        family = document.family
        register = self._register
        others = register.of(id for id in family.members if id in register and id != document.id) if family else []
        words = document.reading.text
        places = self._cited.places(document.id)
        marks = tuple(
            MarkShown(MARK_WORDS.get(m.kind, m.kind), words[m.start : m.end], f"{listed.anchor}-{m.start}")
            for m in document.marks
            if m.kind != "boilerplate"
        )
        return Source(
            listed,
            marked_text(listed, places, links) if words.strip() else Markup(""),
            self._few and len(words) <= OPEN_UP_TO,
            tuple(joins_among([listed], register)),
            tuple(self._taken_up.get(listed.number, ())),
            tuple(others),
            bool(family and family.earliest == document.id),
            family.why if family else "",
            marks,
            len(places),
        )


def _taken_up(register: Register) -> dict[int, Sequence[Join]]:
    """For each document, the joins in which another takes from it."""
    found: dict[int, list[Join]] = {}
    for listed in register.listed:
        for derivation in listed.document.derivations:
            if derivation.child == listed.document.id and derivation.directed and derivation.parent in register:
                one = join(derivation, register)
                found.setdefault(one.parent.number, []).append(one)
    return dict(found)
