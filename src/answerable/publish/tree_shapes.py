"""What a family tree is drawn from, and what is drawn.

In:   nothing; these are records.
Out:  `Leaf` and `Branch`, that go in; `Tree` with `Box`, `Arrow` and `Band`, that come out, with places in pixels.
Not:  deciding where anything stands; see `tree.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document to draw. `lane` is the number of its origin."""

    id: str
    lane: int
    tag: str
    outlet: str
    date: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Branch:
    """An arrow from parent to child; a plain line when it cannot be said which was first."""

    parent: str
    child: str
    label: str
    directed: bool
    rule: str = ""  # why it is drawn, in a sentence
    href: str = ""  # where the list says the same


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn document, an original not held (`kind` absent), or a number of further ones (`kind` more)."""

    x: int
    y: int
    kind: str
    head: str
    lines: tuple[str, ...]
    foot: str
    href: str
    rtl: bool
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A drawn arrow: its line and its head as path data, its label and where that ends, or else begins."""

    path: str
    head: str
    label: str
    x: int
    y: int
    ends: bool
    directed: bool
    absent: bool
    rule: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The strip of one origin."""

    label: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything drawn. `dates` are column heads: (x, words)."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bands: tuple[Band, ...]
    dates: tuple[tuple[int, str], ...]
