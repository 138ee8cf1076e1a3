"""A document's text as HTML, with every cited place marked and reachable by its own anchor.

In:   a reading and the places that are cited in it.
Out:  HTML: paragraphs by block, page furniture folded but present, `id="d7-120"` where a cited place starts.
Not:  the captured page. Its markup is never shown; text is escaped character by character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from answerable.publish.links import Links
from answerable.publish.register import Listed
from answerable.publish.scripts import direction
from answerable.publish.showing import shown

#: What a place is cited for. `point` and `fact` places are marked strongly, `said` and `mark` lightly.
Kind = Literal["point", "fact", "said", "mark"]

#: Roles of blocks that are set in their own way; all others are plain paragraphs.
STYLED = frozenset({"title", "heading", "list-item", "quotation"})


class Place(NamedTuple):
    """A cited place of a text. `note` stands before it in the margin's face, empty for none."""

    start: int
    end: int
    kind: Kind
    note: str = ""
    href: str = ""


class _Piece(NamedTuple):
    start: int
    end: int
    label: str
    role: str
    place: str


@dataclass
class _Sweep:
    """Goes through one text from left to right, once, and marks what is cited."""

    listed: Listed
    places: Sequence[Place]
    links: Links
    cuts: list[int] = field(default_factory=list)
    active: list[Place] = field(default_factory=list)
    next: int = 0

    def __post_init__(self) -> None:
        self.cuts = sorted({at for place in self.places for at in (place.start, place.end)})

    def piece(self, start: int, end: int) -> Iterator[str]:
        """HTML of `text[start:end]`."""
        text = self.listed.document.reading.text
        if not self.places:
            yield str(shown(text[start:end]))
            return
        inside = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        for here, there in zip([start, *inside], [*inside, end], strict=True):
            self.active = [place for place in self.active if place.end > here]
            opened = []
            while self.next < len(self.places) and self.places[self.next].start <= here:
                opened.append(self.places[self.next])
                self.next += 1
            self.active += (place for place in opened if place.end > here)
            yield self._segment(text[here:there], opened)

    def _segment(self, words: str, opened: Sequence[Place]) -> str:
        anchors = sorted({place.start for place in opened})
        lead = "".join(f'<a id="{self.listed.anchor}-{at}"></a>' for at in anchors[:-1])
        until = max((place.end for place in opened if place.start == anchors[-1]), default=0)
        id = f' id="{self.listed.anchor}-{anchors[-1]}" data-until="{until}"' if anchors else ""
        notes = "".join(
            f'<bdi class="note" dir="ltr" lang="en">{self._note(note, href)}</bdi>'
            for note, href in dict.fromkeys((p.note, p.href) for p in opened if p.note)
        )
        kinds = {place.kind for place in self.active}
        inner = str(shown(words))
        if not kinds:
            return f"<span{id}></span>{inner}" if id else lead + inner
        element = "mark" if kinds & {"point", "fact"} else "span"
        return f'{lead}{notes}<{element}{id} class="{" ".join(sorted(kinds))}">{inner}</{element}>'

    def _note(self, note: str, href: str) -> str:
        return f'<a href="{escape(self.links.to(href))}">{escape(note)}</a>' if href else str(escape(note))


def marked_text(listed: Listed, places: Sequence[Place], links: Links | None = None) -> Markup:
    """The whole text of a document. `places` may overlap; they need not be in order."""
    sweep = _Sweep(listed, sorted(places, key=lambda p: (p.start, -p.end)), links or Links())
    out: list[str] = []
    page = ""
    for furniture, pieces in groupby(_pieces(listed), key=lambda piece: piece.label == "boilerplate"):
        if furniture:
            inside = list(pieces)
            length = sum(piece.end - piece.start for piece in inside)
            body = "".join(_paragraph(listed, sweep, piece) for piece in inside)
            out.append(
                '<details class="furniture"><summary lang="en" dir="ltr">Page furniture, '
                f"{length:,} characters, not used as evidence</summary>{body}</details>"
            )
            continue
        for piece in pieces:
            if piece.place != page and piece.place.startswith("page "):
                page = piece.place
                out.append(f'<p class="page" lang="en" dir="ltr">{escape(page)}</p>')
            out.append(_paragraph(listed, sweep, piece))
    return Markup("".join(out))


def _paragraph(listed: Listed, sweep: _Sweep, piece: _Piece) -> str:
    text = listed.document.reading.text
    way = direction(text[piece.start : piece.end])
    turned = f' dir="{way}" lang=""' if way != listed.dir else ""
    kind = piece.role if piece.role in STYLED else "text"
    classes = f"b-{kind} b-mark" if piece.label == "mark" else f"b-{kind}"
    return f'<p class="{classes}"{turned}>{"".join(sweep.piece(piece.start, piece.end))}</p>'


def _pieces(listed: Listed) -> Iterator[_Piece]:
    """The blocks in order, and whatever text stands outside them, so that nothing is left out."""
    reading = listed.document.reading
    at = 0
    for block in reading.blocks:
        yield from _stray(reading.text, at, block.start)
        if block.start < block.end:
            yield _Piece(block.start, block.end, block.label, block.role, block.place)
        at = max(at, block.end)
    yield from _stray(reading.text, at, len(reading.text))


def _stray(text: str, start: int, end: int) -> Iterator[_Piece]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield _Piece(start, end, "body", "text", "")
