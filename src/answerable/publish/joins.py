"""What each point rests on: its documents, the origins found, how they were joined, what is named but not held.

In:   the origins per allegation, the derivations of the documents, the missing originals of the lineage.
Out:  `Rests` per row of the grid, with every join in words and the family tree drawn.
Not:  counting origins; `confront` did, by the rules it names. Fewer origins is not less truth.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid, Row
from answerable.publish.offices import Offices
from answerable.publish.originals_told import OriginalsTold, Told
from answerable.publish.register import Listed, Quote, Register
from answerable.publish.tree import draw_tree
from answerable.publish.tree_shapes import Branch, Leaf, Tree
from answerable.publish.words import count
from answerable.terms.span import Span
from answerable.trace.lineage import Derivation, MissingOriginal

KINDS = ("copy", "translation", "excerpt", "quotation", "citation")  # closest first


@dataclass(frozen=True, slots=True)
class Join:
    """One arrow of the tree in words: `child` takes from `parent`, by this rule."""

    child: Listed
    parent: Listed
    kind: str
    share: str  # of the child's words; empty for a citation
    directed: bool
    rule: str
    score: float

    @property
    def label(self) -> str:
        return f"{self.kind} {self.share}".strip()

    @property
    def words(self) -> str:
        return f"{self.kind}, {self.share} of its words" if self.share else self.kind


@dataclass(frozen=True, slots=True)
class NotHeld:
    """An original that is named and not held, with the words that name it where the lineage knows them."""

    name: str
    told: Told  # for lists without those words
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """One origin: its documents and the rule that makes them one."""

    number: int
    label: str
    documents: tuple[Listed, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Rests:
    """What one point rests on."""

    row: Row
    documents: int
    origins: tuple[OriginView, ...]
    joins: tuple[Join, ...]  # the arrows of the tree: the closest parent of each document
    further: tuple[Join, ...]  # all other derivations among these documents
    not_held: tuple[NotHeld, ...]
    tree: Tree | None
    same_as: int | None = None  # an earlier point that rests on the same, joined the same way

    @property
    def sentence(self) -> str:
        if not self.documents:
            return "no document found for it"
        origins = count(len(self.origins), "origin") if self.origins else "no origin"
        return f"{count(self.documents, 'document')}, {origins} found"


def what_points_rest_on(bundle: Bundle, grid: Grid, register: Register) -> list[Rests]:
    """For every row that has origins, in the order of the case."""
    offices = Offices(bundle.case.parties)
    missing: dict[str, list[MissingOriginal]] = {}
    for one in bundle.lineage.missing:
        missing.setdefault(one.named_in, []).append(one)
    rows = sorted(grid.rows, key=lambda row: row.number)
    out: list[Rests] = []
    first: dict[object, int] = {}
    for row in rows:
        if row.origins is None:
            continue
        rests = _rests(row, missing, offices, register)
        what = (rests.origins, rests.documents, rests.joins, rests.not_held)
        same = first.setdefault(what, row.number)
        out.append(replace(rests, same_as=same) if same != row.number else rests)
    return out


def _rests(row: Row, missing: dict[str, list[MissingOriginal]], offices: Offices, register: Register) -> Rests:
    origins = row.origins
    assert origins is not None  # the caller keeps only rows that have them
    documents = register.of(id for id in origins.documents if id in register)
    held = {one.document.id for one in documents}
    views = []
    for number, group in enumerate(origins.groups, start=1):
        listed = tuple(register.of(id for id in group.documents if id in register))
        label = _label(group.label, listed, offices)
        rule = group.rule if label == group.label else group.rule.replace(group.label, "this speaker")
        views.append(OriginView(number, label, listed, rule))
    joins, further = _closest(joins_among(documents, register, within=held))
    named = [one for document in documents for one in missing.get(document.document.id, ())]
    not_held = _not_held(origins.missing, named, OriginalsTold(offices), register)
    alone = len(documents) < 2 and not named  # a single box says nothing that the list does not
    tree = None if alone else _tree(row.number, views, documents, joins, named)
    return Rests(row, len(origins.documents), tuple(views), joins, further, tuple(not_held), tree)


def _closest(joins: Sequence[Join]) -> tuple[tuple[Join, ...], tuple[Join, ...]]:
    """(4) One join a document: directed before undirected, copies first, most shared words, then the latest parent."""
    best: dict[int, Join] = {}
    for one in joins:
        old = best.get(one.child.number)
        if old is None or _closeness(one) > _closeness(old):
            best[one.child.number] = one
    drawn = tuple(one for one in joins if best[one.child.number] is one)
    return drawn, tuple(one for one in joins if best[one.child.number] is not one)


def _closeness(join: Join) -> tuple[bool, int, float, int]:
    return join.directed, -KINDS.index(join.kind), round(join.score, 2), join.parent.number


def joins_among(documents: Sequence[Listed], register: Register, *, within: Container[str] | None = None) -> list[Join]:
    """The derivations of these documents, each once; with `within`, only those between documents in it."""
    out: list[Join] = []
    seen: set[tuple[object, ...]] = set()
    for document in documents:
        for derivation in document.document.derivations:
            ends = (derivation.child, derivation.parent)
            key = (ends if derivation.directed else tuple(sorted(ends)), derivation.kind)
            if key in seen or not all(id in register and (within is None or id in within) for id in ends):
                continue
            seen.add(key)
            out.append(join(derivation, register))
    return sorted(out, key=lambda j: (j.child.number, j.parent.number))


def join(derivation: Derivation, register: Register) -> Join:
    """One derivation in words."""
    share = (
        ""
        if derivation.kind in ("citation", "translation")
        else f"{min(1.0, derivation.score):.0%}".replace("%", "\u202f%")
    )
    return Join(
        register[derivation.child],
        register[derivation.parent],
        derivation.kind,
        share,
        derivation.directed,
        derivation.rule,
        derivation.score,
    )


def _label(label: str, documents: Sequence[Listed], offices: Offices) -> str:
    """The origin's label when it names a document, an outlet, a party or an office; else only where it is found."""
    if any(label in (d.title, d.outlet) or d.outlet in label or d.title in label for d in documents):
        return label
    return offices.public(label) or (f"A speaker in {documents[0].tag}" if documents else "An origin")


def _not_held(
    names: Sequence[str], named: Sequence[MissingOriginal], telling: OriginalsTold, register: Register
) -> list[NotHeld]:
    quotes: dict[str, list[Quote]] = {name: [] for name in names}
    for one in named:
        quotes.setdefault(one.name, []).append(register.quote(one.named_in, (Span(one.start, one.end),)))
    return [NotHeld(name, telling.told(name), tuple(found)) for name, found in quotes.items()]


def _tree(
    row: int,
    views: Sequence[OriginView],
    documents: Sequence[Listed],
    joins: Sequence[Join],
    named: Sequence[MissingOriginal],
) -> Tree:
    lane_of = {listed.document.id: view.number for view in reversed(views) for listed in view.documents}
    leaves = [
        Leaf(d.document.id, lane_of.get(d.document.id, len(views) + 1), d.tag, d.outlet, d.document.when, d.anchor)
        for d in documents
    ]
    branches = [
        Branch(j.parent.document.id, j.child.document.id, f"{n}. {j.label}", j.directed, j.rule, f"join-{row}-{n}")
        for n, j in enumerate(joins, start=1)
    ]
    lanes = {view.number: f"Origin {view.number}: {view.label}" for view in views}
    absent: dict[str, list[str]] = {}
    for one in named:
        children = absent.setdefault(one.name, [])
        if one.named_in not in children:
            children.append(one.named_in)
    return draw_tree(leaves, branches, lanes, absent)
