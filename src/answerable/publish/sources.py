"""The documents: what each is, how it came here, what it was copied from, and its text with the places marked.

In:   the register, the cited places, the lineage.
Out:  `Source` records in order, texts set as HTML as long as there is room for them.
Not:  hiding a document. Where a text is left out for size, that is said with the command that prints it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from answerable.publish.cited import MARK_WORDS, Cited
from answerable.publish.joins import Join, join, joins_among
from answerable.publish.marked_text import marked_text, passages_only
from answerable.publish.register import Listed, Register

ROOM = 14_000_000  # bytes for all texts together: the page stays under 25 MB with everything else in it
SHORT_FROM = 2_000  # documents set out in full; of the others, those this page does not quote are a line each
OPEN_UP_TO = 40_000  # characters: a longer text starts folded
OPEN_DOCUMENTS = 40  # with more documents than this, texts start folded

Shape = Literal["whole", "passages", "left out", "none"]


@dataclass(frozen=True, slots=True)
class MarkShown:
    """A syndication mark: its kind in words, its own words, and where they stand."""

    kind: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the report shows it."""

    listed: Listed
    shape: Shape
    text: Markup
    opened: bool
    derived_from: tuple[Join, ...]
    taken_up_by: tuple[Join, ...]
    family: tuple[Listed, ...]  # the other copies
    earliest: bool
    family_why: str
    marks: tuple[MarkShown, ...]
    boilerplate: int  # characters of page furniture
    cited: int  # places cited


@dataclass(frozen=True, slots=True)
class Sources:
    """All documents: set out in full, and by a line each."""

    full: tuple[Source, ...]
    short: tuple[Listed, ...]
    left_out: int
    passages_only: int


def make_sources(
    register: Register, cited: Cited, quoted: Container[int], *, room: int = ROOM, short_from: int = SHORT_FROM
) -> Sources:
    """Sets the documents. The grid's get room for their texts first, then those `quoted` (by number), then all others.

    Past `short_from` documents, those that are neither are a line each.
    """
    places = {one.number: cited.places(one.document.id) for one in register.listed}
    order = sorted(
        register.listed,
        key=lambda one: (one.document.id not in cited.by_grid, one.number not in quoted, not places[one.number]),
    )
    full_numbers = {one.number for one in order[:short_from]}
    full_numbers |= {one.number for one in order if one.number in quoted or one.document.id in cited.by_grid}
    taken_up = _taken_up(register)
    texts: dict[int, tuple[Shape, Markup]] = {}
    for listed in order:
        if listed.number not in full_numbers:
            continue
        text = listed.document.reading.text
        found = places[listed.number]
        set_text, shape = Markup(""), "none"
        if text.strip():
            if len(text) <= room:  # a page has no fewer bytes than characters
                set_text, shape = marked_text(listed, found), "whole"
            if shape != "whole" or len(set_text.encode(errors="replace")) > room:
                keep = listed.number in quoted or listed.document.id in cited.by_grid
                set_text, shape = (passages_only(listed, found), "passages") if keep else (Markup(""), "left out")
            room -= len(set_text.encode(errors="replace"))
        texts[listed.number] = (shape, set_text)  # type: ignore[assignment]
    few = len(register.listed) <= OPEN_DOCUMENTS
    full = tuple(
        _source(one, *texts[one.number], few, taken_up.get(one.number, []), register, len(places[one.number]))
        for one in register.listed
        if one.number in full_numbers
    )
    short = tuple(one for one in register.listed if one.number not in full_numbers)
    shapes = [source.shape for source in full]
    return Sources(full, short, shapes.count("left out") + len(short), shapes.count("passages"))


def _taken_up(register: Register) -> dict[int, list[Join]]:
    """For each document, the joins in which another takes from it."""
    found: dict[int, list[Join]] = {}
    for listed in register.listed:
        for derivation in listed.document.derivations:
            if derivation.child == listed.document.id and derivation.directed and derivation.parent in register:
                one = join(derivation, register)
                found.setdefault(one.parent.number, []).append(one)
    return found


def _source(
    listed: Listed,
    shape: Shape,
    text: Markup,
    few: bool,
    taken_up: Sequence[Join],
    register: Register,
    cited: int,
) -> Source:
    document = listed.document
    family = document.family
    others = register.of(id for id in family.members if id in register and id != document.id) if family else []
    words = document.reading.text
    marks = tuple(
        MarkShown(MARK_WORDS.get(m.kind, m.kind), words[m.start : m.end], f"{listed.anchor}-{m.start}")
        for m in document.marks
        if m.kind != "boilerplate"
    )
    furniture = sum(b.end - b.start for b in document.reading.blocks if b.label == "boilerplate")
    return Source(
        listed,
        shape,
        text,
        few and len(words) <= OPEN_UP_TO,
        tuple(joins_among([listed], register)),
        tuple(taken_up),
        tuple(others),
        bool(family and family.earliest == document.id),
        family.why if family else "",
        marks if shape in ("whole", "passages") else (),
        furniture,
        cited,
    )
