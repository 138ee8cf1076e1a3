"""Citations: a document names another one that is held, by its outlet or its title, without taking over its prose.

In:   what every document says of itself.
Out:  citation and translation derivations; the credits that found no held document are left for `missing.py`.
Not:  hints. An outlet's name alone is no match: the two must also be about the same thing, in rare words they share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property

import numpy as np

from answerable.resources import languages, lexicon
from answerable.terms.span import Span
from answerable.trace.direction import before
from answerable.trace.evidence import Evidence, title_of
from answerable.trace.form_index import FormIndex, lowered_alike
from answerable.trace.forms import forms_of
from answerable.trace.lineage import Aligned, Derivation
from answerable.trace.numbers import U64, Numbers, among, grams, numbers_for

SHARED_RARE = 5  # words both texts have and few others do
RARE = 0.1  # of all documents, at most (and never fewer than three documents)
TITLE = 5  # words; a shorter title is too common to be one document's name


_QUOTES = "“”„«»‘’\"'「」『』《》"


def _all_capitals(words: str) -> bool:
    """Whether every longer word has a capital, in a script that has them."""
    longer = re.findall(r"[^\W\d_]{4,}", words)
    return all(word[0].isupper() for word in longer) and bool(longer)


class Held:
    """The documents held, by outlet, by title, and by their rarer words."""

    def __init__(self, documents: Sequence[Evidence], words: Mapping[str, Numbers]) -> None:
        self.documents = {d.seen.id: d for d in documents}
        self.words = words
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_title: dict[int, list[tuple[str, U64]]] = defaultdict(list)
        for d in documents:
            for name in d.own | d.wire:
                self.by_name[name].append(d.seen.id)
            numbers = _title_numbers(d)
            if len(numbers) >= TITLE:
                self.by_title[int(grams(numbers[:TITLE], TITLE)[0])].append((d.seen.id, numbers))
        self._openings = np.array(sorted(self.by_title), np.uint64)

    @cached_property
    def _rare(self) -> U64:
        """Words that several documents have, and few."""
        most = max(3, int(RARE * len(self.documents)))
        everything = [np.unique(_longer(words)) for words in self.words.values()]
        number, count = np.unique(np.concatenate(everything), return_counts=True)
        return number[(count >= 2) & (count <= most)]

    def named(self, child: Evidence, name: str) -> str | None:
        """The held document that `child` means by an outlet's name: of that outlet, not later, on the same matter."""
        best: tuple[int, str] | None = None
        for other in self.by_name.get(name, ()):
            parent = self.documents[other]
            if other == child.seen.id or before(child, parent) or name in child.own:
                continue
            if name not in parent.own and child.wire & parent.wire:
                continue
            shared = self._shared(child.seen.id, other)
            if shared >= SHARED_RARE and (best is None or (-shared, other) < best):
                best = (-shared, other)
        return best[1] if best else None

    def _shared(self, one: str, other: str) -> int:
        common = np.intersect1d(_longer(self.words[one]), _longer(self.words[other]))
        return int(among(common, self._rare).sum())

    def _names_one_document(self, title: U64, child: Evidence, here: Span) -> bool:
        """Whether these words name a document: not a letterhead that several carry, nor a name with capitals throughout
        that stands outside quotation marks (an office is named so).
        """
        text = child.seen.text
        quoted = text[here.start - 1 : here.start] in _QUOTES and text[here.end : here.end + 1] in _QUOTES + ",.!?"
        named = _all_capitals(text[here.start : here.end])
        bearers = [other for other, own in self._titled(title) if np.array_equal(own, title)]
        texts = {self.words[other].of[len(title) : len(title) + 40].tobytes() for other in bearers}
        return (quoted or not named) and len(texts) <= 1

    def titles_in(self, child: Evidence) -> Iterable[tuple[str, Span, Span]]:
        """Held documents whose whole title stands in `child`, the place there, and the place in the held text."""
        words, own = self.words[child.seen.id], _title_numbers(child)
        openings = grams(words.of, TITLE)
        for at in np.flatnonzero(among(openings, self._openings)).tolist():
            for other, title in self.by_title[int(openings[at])]:
                after = at + len(title)
                same = np.array_equal(words.of[at:after], title)
                if other == child.seen.id or not same or np.array_equal(title, own):
                    continue
                if not self._names_one_document(title, child, words.place(at, after)):
                    continue
                there = self.words[other]
                begins = np.array_equal(there.of[: len(title)], title)
                yield other, words.place(at, after), there.place(0, len(title)) if begins else Span(0, 0)

    def _titled(self, title: U64) -> list[tuple[str, U64]]:
        return self.by_title[int(grams(title[:TITLE], TITLE)[0])]


def _title_numbers(document: Evidence) -> U64:
    return np.array(numbers_for(title_of(document.seen) or ""), np.uint64)


def _longer(words: Numbers) -> U64:
    """Words of more than three characters."""
    return words.of[words.ends - words.starts > 3]


def citations(held: Held, related: set[frozenset[str]]) -> tuple[list[Derivation], dict[str, set[str]]]:
    """Citation and translation derivations between pairs not yet `related`; and by document the names that were met."""
    out: list[Derivation] = []
    met: dict[str, set[str]] = defaultdict(set)
    for document, child in sorted(held.documents.items()):
        said: set[str] = set()
        translated = translation_credit(child, held.words[document])
        for name, mark in child.credits.items():
            words = child.seen.text[mark.start : mark.end]
            relatives = [o for o in held.by_name.get(name, ()) if frozenset((document, o)) in related]
            if relatives:
                met[document].add(name)
                continue
            parent = held.named(child, name)
            if parent is None or parent in said:
                continue
            met[document].add(name)
            said.add(parent)
            why = f"it credits the other's outlet on the same matter: “{words}”"
            out.append(Derivation(document, parent, "citation", True, 1.0, (), why))
        for parent, here, there in held.titles_in(child):
            pair = frozenset((document, parent))
            inside = any(m.kind == "boilerplate" and m.start <= here.start < m.end for m in child.marks)
            if pair in related or parent in said or inside:
                continue
            said.add(parent)
            spans = (Aligned(*here, *there),) if there.end else ()
            out.append(Derivation(document, parent, "citation", True, 1.0, spans, "it names the other by its title"))
        if translated is not None and (parent := _translated_from(child, translated, held)) is not None:
            met[document].update(held.documents[parent].own)
            out = [d for d in out if (d.child, d.parent) != (document, parent)]
            why = "it says it is a translation, and names or links the other, which is in another language"
            out.append(Derivation(document, parent, "translation", True, 1.0, (), why))
    return out, met


@cache
def _translations() -> FormIndex[None]:
    forms = []
    for lang in languages("syndication"):
        table = lexicon(lang, "syndication")
        forms += [
            (form, None) for words in table.get("translation", ()) for form in forms_of(words, table.get("lists", {}))
        ]
    return FormIndex(forms)


def translation_credit(child: Evidence, words: Numbers) -> str | None:
    """The name in a mark of translation ("" when it names nobody), None without one."""
    text = child.seen.text
    lowered = lowered_alike(text)
    for form, _ in _translations().possible(words, lowered):
        for match in form.matches(text, lowered):
            return (match.groupdict().get("name") or "").strip()
    return None


def _translated_from(child: Evidence, name: str, held: Held) -> str | None:
    from answerable.trace.outlets import name_key

    linked = {address for address, _words in child.seen.links} | {child.seen.canonical}
    for document, other in sorted(held.documents.items()):
        if other.seen.language in (None, child.seen.language) or child.seen.language is None:
            continue
        if other.seen.url in linked - {None}:
            return document
    candidates = [
        o
        for o in held.by_name.get(name_key(name), ())
        if name and o != child.seen.id and (lang := held.documents[o].seen.language) and lang != child.seen.language
    ]
    return candidates[0] if len(candidates) == 1 else None
