"""The speakers of one text: names and descriptions, each led back to the fullest words for it.

In:   the names of a page, and sources.
Out:  `Speaker`s; one and the same for a name and its parts when only one name fits.
Not:  pronouns: these are `speakers`' business.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from answerable.extract.grammar import Kind
from answerable.extract.names import Name, Office, names_of, office
from answerable.extract.view import Phrase, View
from answerable.terms.span import Span

_CUT = frozenset({",", "(", "—", "–", "who", "which", "whose", "where"})
_MANY = 300  # names that share a word; beyond that nothing is certain anyway
_POSSESSIVE = ("'s", "’s")


@dataclass(slots=True)
class Speaker:
    """One speaker of this text: the words that name them best, and where."""

    span: Span
    words: frozenset[str]
    head: str  # the noun of a description, "" for a personal name
    person: bool
    plural: bool
    gender: str


@dataclass(slots=True)
class Cast:
    view: View
    office: Office
    names: list[Name]
    by_part: dict[str, list[Name]]  # names by each of their words
    firsts: list[int]  # first words of `names`
    known: dict[str, list[Speaker]] = field(default_factory=dict)  # by head
    persons: dict[tuple[str, ...], Speaker] = field(default_factory=dict)

    def names_from(self, first: int, last: int) -> list[Name]:
        """Names that start at a word from `first` to `last`."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, last + 1)]


def described(cast: Cast, source: Phrase) -> Speaker | None:
    """A name or a description as a speaker; a part of a known name is led back to it when only one fits."""
    view, forms = cast.view, cast.view.page.forms
    given = _given_name(cast, source)
    if given is not None:
        return given
    name = _name_in(cast, source)
    first, last = _core(cast, source)
    if last < first or (first == last and forms[first] in cast.office.open):
        return None
    if name is not None and not name.body:
        return _person(cast, name)
    head = _head(view, first, last)
    words = frozenset(f for w, f in enumerate(forms[first : last + 1], first) if _says_who(view, w))
    if not words:
        return None
    return _body(cast, first, last, head, words)


def _given_name(cast: Cast, source: Phrase) -> Speaker | None:
    """ "One inmate, identified only as B.": the name by which the text gives them."""
    page, given = cast.view.page, cast.office.given
    at = next((w for w in range(source.first + 2, source.last) if page.forms[w] in given), None)
    if at is None:
        return None
    first = next((w for w in range(at + 1, min(source.last, at + 3) + 1) if page.capital[w]), None)
    if first is None or "as" not in page.forms[at + 1 : first]:
        return None
    last = first
    while last < source.last and page.capital[last + 1]:
        last += 1
    words = frozenset(page.forms[first : last + 1])
    return _remember(cast, Speaker(page.span(first, last), words, "", True, False, ""))


def _core(cast: Cast, source: Phrase) -> tuple[int, int]:
    """The phrase without appositions, relative clauses and what a possessive leaves over."""
    view, forms = cast.view, cast.view.page.forms
    first, last = source.first, source.last
    for word in range(first + 1, last + 1):
        if forms[word] in _CUT or (view.kinds[word] & Kind.RELATIVE and not view.page.capital[word]):
            last = word - 1
            break
    while last > first and (forms[last] in (",", "'", "’") or view.kinds[last] & Kind.ADVERB):
        last -= 1
    if first < last and view.kinds[first] & (Kind.MALE | Kind.FEMALE | Kind.NEUTER | Kind.PLURAL):
        first += 1  # "its manager": the manager
    return first, last


def _says_who(view: View, word: int) -> bool:
    return not view.kinds[word] & (Kind.ARTICLE | Kind.PUNCTUATION | Kind.PREPOSITION) or view.page.forms[word] == "no"


def _head(view: View, first: int, last: int) -> str:
    """The noun a description turns on: the last word before "of", "for", "in" …"""
    head = ""
    for word in range(first, last + 1):
        if view.kinds[word] & (Kind.PREPOSITION | Kind.TIME | Kind.AUXILIARY) and word > first:
            break
        if not view.kinds[word] & Kind.PUNCTUATION:
            head = view.page.forms[word]
    return _bare(head)


def _bare(form: str) -> str:
    return form[:-2] if form.endswith(_POSSESSIVE) else form


def _name_in(cast: Cast, source: Phrase) -> Name | None:
    """The personal name in a source: in its core, else in its first apposition."""
    first, last = _core(cast, source)
    inside = [n for n in cast.names_from(first, last) if n.last <= last]
    view = cast.view
    if inside:
        name = inside[-1] if inside[-1].last == last else None
        joined = any(view.kinds[w] & Kind.AND for w in range(first, last + 1))
        if name is not None and not joined and not _is_of(view, name, first):
            return name
        return None
    if view.page.forms[source.first] in ("the", "a", "an", "its", "his", "her", "their") and source.last > last:
        for n in cast.names_from(last + 1, last + 3):
            if n.last <= source.last and len(n.parts) > 1 and not n.body:
                return n
    return None


def _is_of(view: View, name: Name, first: int) -> bool:
    """ "the bishop of Port Casimir", "the Dorun police": the name belongs to a place, not to a person."""
    if any(view.kinds[w] & Kind.PREPOSITION for w in range(first, name.first)):
        return True
    described = name.first > first + 1 and not view.page.capital[first]
    return bool(view.kinds[first] & Kind.ARTICLE) and described and len(name.parts) < 2


def _person(cast: Cast, name: Name) -> Speaker:
    """The fullest name in the text that holds all parts of this one, if it is the only such name."""
    parts = frozenset(name.parts)
    fuller: dict[tuple[str, ...], Name] = {}
    if name.parts in cast.persons:
        return cast.persons[name.parts]
    rarest = min((cast.by_part.get(part, []) for part in name.parts), key=len)
    for other in rarest[:_MANY]:
        if not other.body and parts.issubset(other.parts):
            fuller.setdefault(other.parts, other)
    longest = _one_chain(sorted(fuller.values(), key=lambda n: -len(n.parts)))
    best = longest if longest is not None else name
    whole = frozenset(best.parts)
    genders = {
        n.gender
        for p in best.parts
        for n in cast.by_part.get(p, ())
        if n.gender and not n.body and whole.issuperset(n.parts)
    }
    span = cast.view.page.span(best.first, best.last)
    article = cast.view.kinds[max(0, name.first - 1)] & Kind.ARTICLE and name.first > 0
    speaker = Speaker(
        span,
        frozenset(best.parts),
        "",
        not article,
        False,
        genders.pop() if len(genders) == 1 else "",
    )
    cast.persons[name.parts] = _remember(cast, speaker)
    return cast.persons[name.parts]


def _one_chain(names: list[Name]) -> Name | None:
    """The longest name when all others are parts of it; None when two differ."""
    if not names:
        return None
    whole = frozenset(names[0].parts)
    return names[0] if all(frozenset(n.parts) <= whole for n in names) else None


def _body(cast: Cast, first: int, last: int, head: str, words: frozenset[str]) -> Speaker:
    """A body or a description; "the union" is led back to the one fuller phrase with that head."""
    view = cast.view
    plural = head.endswith("s") and not head.endswith("ss") and head not in cast.office.bodies
    plural = plural or any(view.kinds[w] & Kind.AND for w in range(first, last + 1)) or head == "people"
    definite = bool(view.kinds[first] & Kind.ARTICLE) and view.page.forms[first] in (
        "the",
        "its",
        "their",
        "this",
        "that",
    )
    speaker = Speaker(
        view.page.span(first, last),
        words,
        head,
        head not in cast.office.bodies and not plural and head in cast.office.roles,
        plural,
        "",
    )
    gender = "f" if words & cast.office.female else "m" if words & cast.office.male else ""
    speaker.gender = gender
    speaker.person = speaker.person or bool(gender)
    fuller = [s for s in cast.known.get(head, [])[:_MANY] if words <= s.words] if head else []
    if not fuller and definite and len(words) == 1:
        named = [n for n in cast.by_part.get(head, [])[:_MANY] if len(n.parts) > 1 and n.last < first]
        distinct = {n.parts for n in named}
        if len(distinct) == 1:
            n = named[0]
            start = n.first
            return _remember(cast, Speaker(view.page.span(start, n.last), frozenset(n.parts), head, False, plural, ""))
    distinct_known = {s.span: s for s in fuller}
    if len(words) == 1 and not definite and not view.page.capital[first]:
        distinct_known = {}
    if len(distinct_known) == 1:
        return next(iter(distinct_known.values()))
    return _remember(cast, speaker)


def _remember(cast: Cast, speaker: Speaker) -> Speaker:
    same = cast.known.setdefault(speaker.head, [])
    for known in same[:_MANY]:
        if known.words == speaker.words:
            return known
    same.append(speaker)
    return speaker


def cast_of(view: View) -> Cast:
    """The names of a page, ready to be asked."""
    names = names_of(view)
    by_part: dict[str, list[Name]] = {}
    for name in names:
        for part in name.parts:
            by_part.setdefault(part, []).append(name)
    return Cast(view, office(view.grammar.language), names, by_part, [n.first for n in names])
