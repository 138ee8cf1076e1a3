"""Missing originals of a whole case: each once, those first that most documents lean on.

In:   a lineage.
Out:  `LeanedOn`s: a name, the documents that use it, an address where one of them links it.
Not:  saying that two names mean one document where neither a day, an address nor the words say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from answerable.resources import languages, lexicon
from answerable.trace.days import day_in
from answerable.trace.lineage import MissingOriginal
from answerable.trace.outlets import bare_key, name_key


@dataclass(frozen=True, slots=True)
class LeanedOn:
    """`name` is the fullest of the ways in which it is named; `namings` has the first of each document."""

    name: str
    namings: tuple[MissingOriginal, ...]
    url: str | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(one.named_in for one in self.namings)


def leaned_on(missing: Iterable[MissingOriginal]) -> tuple[LeanedOn, ...]:
    """The missing originals without doubles, by how many documents name them, then by name.

    Two names are one original when they are the same words without articles, share an address, or name the same kind
    of document of the same day ("a statement of 3 June", "the experts’ statement of 3 June").
    """
    groups: list[list[MissingOriginal]] = []
    known: dict[str, list[MissingOriginal]] = {}  # by each key of its members, the group
    for one in sorted(missing, key=lambda m: (m.named_in, m.start, m.end)):
        keys = _keys(one)
        group = next((known[key] for key in keys if key in known), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        for key in keys:
            known.setdefault(key, group)
    return tuple(sorted(map(_of_group, groups), key=lambda one: (-len(one.documents), one.name.casefold())))


def _of_group(group: list[MissingOriginal]) -> LeanedOn:
    """One original; `group` has its namings in order of document and place."""
    first: dict[str, MissingOriginal] = {}
    for one in group:
        first.setdefault(one.named_in, one)
    return LeanedOn(
        max((one.name for one in group), key=lambda name: (len(name), name)),
        tuple(first.values()),
        min((one.url for one in group if one.url is not None), default=None),
    )


def _keys(one: MissingOriginal) -> list[str]:
    keys = [f"name {name_key(one.name) or bare_key(one.name)}"]
    if one.url is not None:
        keys.append(f"address {one.url}")
    day = day_in(one.name)
    kind = next((word for word in one.name.casefold().split() if word in _kinds()), None)
    if day is not None and kind is not None:
        keys.append(f"{kind} of {day}")
    return keys


@cache
def _kinds() -> frozenset[str]:
    """Nouns for documents, all languages together."""
    return frozenset(
        noun.casefold()
        for lang in languages("syndication")
        for noun in lexicon(lang, "syndication").get("originals", {}).get("nouns", ())
    )
