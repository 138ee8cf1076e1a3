"""Origins per allegation: whose account it is, however many documents carry it.

In:   support for an allegation, the lineage of the documents, the parties, joins a person undid.
Out:  `Origins`: groups with the rule that made each, and the originals that are named but not held.
Not:  weighing an origin, or calling anything confirmed. Two origins may both be wrong.

Rules, first that fits (docs/methods/confront.md, step 8):
 (8a) the same speaker is one origin, through however many outlets;
 (8b) words whose speaker is left open, and a document's own words, belong to the text they stand in, and copies of one
      text are one; where the text names whose account it tells, that account is the origin and the text is not another;
 (8c) what experts, commissions and campaigns say on information received is not an origin of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from answerable.confront.answer import Allegation, OriginGroup, Origins
from answerable.confront.parties import named_party
from answerable.confront.supporting import Support
from answerable.preserve.settings import Party
from answerable.resources import languages, lexicon
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.trace.lineage import Lineage
from answerable.trace.words import words_of


@dataclass(slots=True)
class _Group:
    key: str
    label: str
    rule: str
    documents: set[Digest] = field(default_factory=set)
    statements: set[Digest] = field(default_factory=set)
    met: set[str] = field(default_factory=set)  # what accounts in other words share with the allegation


@dataclass(frozen=True, slots=True)
class Roots:
    """For each document the one whose words it carries: the earliest of its family, or what it takes them from."""

    root: Mapping[str, str]
    why: Mapping[str, str]

    def of(self, capture: str) -> str:
        return self.root.get(capture, capture)


def roots_of(lineage: Lineage) -> Roots:
    """Follow copies to their family's earliest member, then directed excerpts and citations to what they draw on."""
    root: dict[str, str] = {}
    why: dict[str, str] = {}
    for family in lineage.families:
        first = family.earliest or min(family.members)
        for member in family.members:
            root[member] = first
            why[member] = f"{len(family.members)} copies of one text"
    for link in sorted(lineage.derivations, key=lambda d: (d.child, -d.score, d.parent)):
        if link.directed and link.kind in ("excerpt", "citation", "translation") and link.child not in root:
            root[link.child] = link.parent
            why[link.child] = f"{link.kind}: {link.rule}"
    return Roots({child: _end(child, root) for child in root}, why)


def _end(child: str, root: Mapping[str, str]) -> str:
    seen = {child}
    while (parent := root.get(child, child)) not in seen:
        seen.add(parent)
        child = parent
    return child


def count_origins(
    allegation: Allegation,
    support: Sequence[Support],
    roots: Roots,
    *,
    parties: Sequence[Party],
    name_of: Callable[[Digest], str],
    missing: Mapping[str, Iterable[str]],
    apart: Collection[frozenset[Digest]] = (),
) -> Origins:
    """The origins of one allegation. `missing` names originals by capture; `name_of` gives a document's outlet."""
    groups: dict[str, _Group] = {}
    speakers = Speakers(parties)
    named = _one_name({item: speakers.known_as(item.said.speaker) for item in support})
    for item, who in named.items():
        if who is not None and not speakers.passes_on(item.said.speaker or ""):  # (8c)
            label = item.said.speaker or who
            rule = f"what {label} says, wherever it is told"
            _join(groups, _Group(f"speaker:{who}", label, rule), item, apart)
    voices = {roots.of(item.said.capture) for item, who in named.items() if who is not None}
    for item, who in named.items():
        text = roots.of(item.said.capture)
        label = name_of(Digest(text))
        passed_on = speakers.passes_on(label) or speakers.passes_on(item.said.speaker or item.said.text)
        if who is None and text not in voices and not passed_on:  # (8b) (8c)
            fresh = _Group(f"text:{text}", label, f"told in the words of {label}")
            _join(groups, fresh, item, apart)
    documents = {item.said.capture for item in support}
    return Origins(
        allegation=allegation.id,
        documents=tuple(sorted(documents)),
        groups=tuple(_finished(g, roots) for _, g in sorted(groups.items())),
        missing=tuple(sorted({name for d in documents for name in missing.get(d, ())})),
    )


def _one_name(named: Mapping[Support, str | None]) -> dict[Support, str | None]:
    """A surname alone stands for the one full name that ends in it."""
    full = {who for who in named.values() if who is not None and " " in who and not who.startswith("party ")}
    out: dict[Support, str | None] = {}
    for item, who in named.items():
        meant = [name for name in full if who is not None and name.endswith(f" {who}")]
        out[item] = meant[0] if len(meant) == 1 else who
    return out


def _join(
    groups: dict[str, _Group],
    fresh: _Group,
    item: Support,
    apart: Collection[frozenset[Digest]],
) -> None:
    """Put one item into the group of its key, or into a group of its own where a person set the documents apart."""
    key, capture = fresh.key, item.said.capture
    group = groups.setdefault(key, fresh)
    while any(frozenset((capture, other)) in apart for other in group.documents if other != capture):
        key += "|apart"
        group = groups.setdefault(key, _Group(key, fresh.label, f"{fresh.rule}; set apart by a person"))
    group.documents.add(capture)
    if item.said.statement is not None:
        group.statements.add(item.said.statement)
    if item.why is not None:
        group.met.update(item.why.split(", "))


def _finished(group: _Group, roots: Roots) -> OriginGroup:
    joined = sorted({roots.why[d] for d in group.documents if d in roots.why})
    met = [f"in other words than the allegation’s, met by: {', '.join(sorted(group.met))}"] if group.met else []
    rule = "; ".join([group.rule, *(joined if len(group.documents) > 1 else ()), *met])
    return OriginGroup(
        id=digest_bytes(canonical_json([group.key, sorted(group.documents)])),
        label=group.label,
        documents=tuple(sorted(group.documents)),
        statements=tuple(sorted(group.statements)),
        rule=rule,
    )


class Speakers:
    """Speakers across documents: the same name is the same speaker, a party is one under all its names."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._parties = parties

    def known_as(self, speaker: str | None) -> str | None:
        """What this speaker is known as in the whole case; None when the words do not name anyone."""
        if speaker is None:
            return None
        party = self.party(speaker)
        if party is not None:
            return f"party {party.id}"
        if self.passes_on(speaker):
            return speaker.casefold()
        words = [w for w in speaker.split() if w.casefold() not in _table("articles")]
        unnamed = speaker.isascii() and not any(w[0].isupper() for w in words if w.casefold() not in _table("nobody"))
        if unnamed:
            return None  # "two doctors", "a former detainee", "Man": nobody who can be told from another
        return " ".join(words_of(" ".join(words)).norms[-2:]) or None

    def _by_surname(self, speaker: str) -> Party | None:
        """The one party among whose names a person's ends in this single word."""
        found = [p for p in self._parties if any(n.endswith(f" {speaker}") for n in p.names)]
        return found[0] if len(found) == 1 and " " not in speaker else None

    def party(self, speaker: str) -> Party | None:
        """The party this speaker speaks for."""
        return named_party(speaker, self._parties) or self._by_surname(speaker)

    def passes_on(self, speaker: str) -> bool:
        """Whether this is somebody who speaks on information received: experts, commissions, their spokespersons."""
        if speaker.casefold() in _table("hearsay"):
            return True
        party = self.party(speaker)
        names = " ".join((speaker, *(party.names if party else ()))).casefold()
        return any(word in names for word in _table("receivers"))


@cache
def _table(name: str) -> tuple[str, ...]:
    """One list of `lexicons/*/receivers.toml`, all languages together."""
    return tuple(w for lang in languages("receivers") for w in lexicon(lang, "receivers").get(name, ()))
