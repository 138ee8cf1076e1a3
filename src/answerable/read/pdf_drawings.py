"""How much a page of a PDF would have drawn: forms inside forms, counted before anything draws them.

In:   the bytes of a PDF.
Out:  why it shall not be drawn; empty when it may.
Not:  drawing. What is encrypted, or packed in a way we do not undo, is not seen: there only the limits of the process help.

PDFium puts every form, each time it is drawn, into memory, and ends its process when there is no more. A form that draws
itself, or ten that draw the next one ten times each, takes all there is from a file of one page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from answerable.read.limits import limits
from answerable.read.pdf_objects import Objects
from answerable.read.pdf_values import Dictionary, Reference

_ACTS = {b"Do": b"XObject", b"scn": b"Pattern", b"SCN": b"Pattern", b"gs": b"ExtGState"}
_ACT = re.compile(rb"/([^\s\0/<>\[\](){}%]{1,127})[\s\0]{0,9}(Do|scn|SCN|gs)(?![A-Za-z])")
_MAY_DRAW = re.compile(rb"/(?:Form\b|PatternType\b|SMask\b|[A-Za-z0-9.+-]{0,60}#[0-9A-Fa-f])")
_MAY_BE_A_PAGE = re.compile(rb"/Page\b|/[A-Za-z]{0,9}#[0-9A-Fa-f]")
_EACH = 200  # what a drawing costs besides its content
_DEEPEST = 100  # forms inside forms
_BEGINNING = 4_000  # bytes of an object, to tell pages and forms


def why_not_drawn(data: bytes) -> str:
    """Why the pages of this PDF must not be drawn; empty when they may."""
    objects = Objects(data)
    if not objects.mention(_MAY_DRAW):
        return _unseen(objects)
    drawings = _Drawings(objects)
    for number in objects.numbers:
        if objects.gave_up:
            break
        page = objects.table(Reference(number)) if _MAY_BE_A_PAGE.search(objects.beginning(number, _BEGINNING)) else {}
        if page.get(b"Type") == b"Page":
            try:
                if drawings.of_page(page) > limits().pdf_drawn:
                    return f"a page draws more than {limits().pdf_drawn:,} bytes of forms inside forms; not drawn"
            except _DrawsItselfError:
                return "a page draws a form that draws itself, or forms too deep inside others; not drawn"
    return _unseen(objects)


def _unseen(objects: Objects) -> str:
    return f"what its pages draw cannot be counted: {objects.gave_up}; not drawn" if objects.gave_up else ""


class _DrawsItselfError(Exception):
    """A form is drawn on the way to itself, or too many are inside each other."""


class _Drawings:
    """What forms, patterns and masks cost, each counted once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[tuple[int, int], int] = {}
        self._open: set[int] = set()
        self._contents: dict[tuple[int, ...], Counter[tuple[bytes, bytes]]] = {}

    def of_page(self, page: Dictionary) -> int:
        """What the forms on a page cost, those of its annotations too."""
        objects, resources = self._objects, self._inherited(page)
        contents = objects.value(page.get(b"Contents"))
        parts = contents if isinstance(contents, list) else [page.get(b"Contents")]
        numbers = tuple(p.number for p in parts if isinstance(p, Reference))
        if numbers not in self._contents:  # pages may share them
            self._contents[numbers] = _acts(b" ".join(filter(None, map(objects.stream, numbers))))
        total = self._drawn(self._contents[numbers], resources)
        annotations = objects.value(page.get(b"Annots"))
        for each in annotations if isinstance(annotations, list) else ():
            shown = objects.table(objects.table(each).get(b"AP")).get(b"N")
            states = objects.value(shown)
            for look in (shown, *(states.values() if isinstance(states, dict) else ())):
                total += self._of(look, resources)
        return total

    def _inherited(self, page: Dictionary) -> Dictionary:
        for _ in range(_DEEPEST):
            if b"Resources" in page:
                return self._objects.table(page[b"Resources"])
            page = self._objects.table(page.get(b"Parent"))
        return {}

    def _of(self, form: Any, around: Dictionary) -> int:
        """What drawing `form` once costs: its content, and all that this draws. Pictures cost nothing here."""
        if not isinstance(form, Reference):
            return 0
        table = self._objects.table(form)
        if table.get(b"Subtype") != b"Form" and table.get(b"PatternType") != 1:
            return 0
        key = form.number, 0 if b"Resources" in table else id(around)
        if key not in self._known:
            if form.number in self._open or len(self._open) > _DEEPEST:
                raise _DrawsItselfError
            self._open.add(form.number)
            said = self._objects.stream(form.number) or b""
            resources = self._objects.table(table[b"Resources"]) if b"Resources" in table else around
            self._known[key] = _EACH + len(said) + self._drawn(_acts(said), resources)
            self._open.discard(form.number)
        return self._known[key]

    def _drawn(self, acts: Counter[tuple[bytes, bytes]], resources: Dictionary) -> int:
        total = 0
        for (name, act), times in acts.items():
            for form in self._named(name, _ACTS[act], resources):
                total += self._of(form, resources) * times
        return total

    def _named(self, name: bytes, kind: bytes, resources: Dictionary) -> Iterator[Any]:
        """The form that goes by a name: itself, or the one that masks."""
        found = self._objects.table(resources.get(kind)).get(name)
        if kind == b"ExtGState":
            found = self._objects.table(self._objects.table(found).get(b"SMask")).get(b"G")
        yield found


def _acts(said: bytes) -> Counter[tuple[bytes, bytes]]:
    """What a content draws by which act, and how often."""
    return Counter((match[1], match[2]) for match in _ACT.finditer(said))
