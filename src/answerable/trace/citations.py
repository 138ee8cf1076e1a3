"""Citations: a document names another one that is held, by its outlet or its title, without taking over its prose.

In:   what every document says of itself.
Out:  citation and translation derivations; the credits that found no held document are left for `missing.py`.
Not:  hints. An outlet's name alone is no match: the two must also be about the same thing, in rare words they share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from answerable.resources import languages, lexicon
from answerable.terms.span import Span
from answerable.trace.direction import before
from answerable.trace.evidence import Evidence, title_of
from answerable.trace.forms import Form, forms_of
from answerable.trace.lineage import Aligned, Derivation
from answerable.trace.words import Words, words_of

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

    def __init__(self, documents: Sequence[Evidence], words: Mapping[str, Words]) -> None:
        self.documents = {d.seen.id: d for d in documents}
        self.words = words
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_title: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for d in documents:
            for name in d.own | d.wire:
                self.by_name[name].append(d.seen.id)
            title = title_of(d.seen)
            norms = words_of(title).norms if title else ()
            if len(norms) >= TITLE:
                self.by_title[norms[:TITLE]].append((d.seen.id, norms))
            counts.update(set(words[d.seen.id].norms))
        most = max(3, int(RARE * len(documents)))
        self._rare = {word for word, count in counts.items() if 2 <= count <= most and len(word) > 3}

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
        a, b = self.words[one].norms, self.words[other].norms
        return len(set(a) & set(b) & self._rare)

    def _names_one_document(self, title: tuple[str, ...], child: Evidence, here: Span) -> bool:
        """Whether these words name a document: not a letterhead that several carry, nor a name with capitals throughout
        that stands outside quotation marks (an office is named so).
        """
        text = child.seen.text
        quoted = text[here.start - 1 : here.start] in _QUOTES and text[here.end : here.end + 1] in _QUOTES + ",.!?"
        named = _all_capitals(text[here.start : here.end])
        bearers = {other for other, norms in self.by_title[title[:TITLE]] if norms == title}
        texts = {self.words[other].norms[len(title) : len(title) + 40] for other in bearers}
        return (quoted or not named) and len(texts) <= 1

    def titles_in(self, child: Evidence) -> Iterable[tuple[str, Span, Span]]:
        """Held documents whose whole title stands in `child`, the place there, and the place in the held text."""
        words = self.words[child.seen.id]
        own = words_of(title_of(child.seen) or "").norms
        norms = words.norms
        for at in range(len(norms) - TITLE + 1):
            for other, title in self.by_title.get(norms[at : at + TITLE], ()):
                if other == child.seen.id or title == own or norms[at : at + len(title)] != title:
                    continue
                if not self._names_one_document(title, child, words.place(at, at + len(title))):
                    continue
                there = self.words[other]
                if there.norms[: len(title)] == title:
                    yield other, words.place(at, at + len(title)), there.place(0, len(title))
                else:
                    yield other, words.place(at, at + len(title)), Span(0, 0)


def citations(held: Held, related: set[frozenset[str]]) -> tuple[list[Derivation], dict[str, set[str]]]:
    """Citation and translation derivations between pairs not yet `related`; and by document the names that were met."""
    out: list[Derivation] = []
    met: dict[str, set[str]] = defaultdict(set)
    for document, child in sorted(held.documents.items()):
        said: set[str] = set()
        translated = translation_credit(child)
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


def _translation_forms() -> list[Form]:
    out: list[Form] = []
    for lang in languages("syndication"):
        table = lexicon(lang, "syndication")
        out.extend(form for words in table.get("translation", ()) for form in forms_of(words, table.get("lists", {})))
    return out


_FORMS: list[Form] = []


def translation_credit(child: Evidence) -> str | None:
    """The name in a mark of translation ("" when it names nobody), None without one."""
    if not _FORMS:
        _FORMS.extend(_translation_forms())
    text = child.seen.text
    lowered = text.lower()
    if len(lowered) != len(text):
        return None
    for one in _FORMS:
        if one.anchor in lowered:
            for match in one.matches(text, lowered):
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
