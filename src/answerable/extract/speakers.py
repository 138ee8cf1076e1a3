"""Who a source is, as far as this text alone can say.

In:   drafts in order of place, before parents are set, and the page.
Out:  the same with `speaker` (the fullest name in the text, verbatim) and the place that names them.
Not:  guesses: where two fit, or none, the speaker stays open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.names import Name, Office, names_of, office
from answerable.extract.other_cues import antecedent
from answerable.extract.phrases import Phrase, View
from answerable.terms.span import Span

_CUT = frozenset({",", "(", "—", "–", "who", "which", "whose", "where"})
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
class _Cast:
    view: View
    office: Office
    names: list[Name]
    by_part: dict[str, list[Name]]  # personal names by each of their words
    known: list[Speaker] = field(default_factory=list)
    persons: dict[tuple[str, ...], Speaker] = field(default_factory=dict)


def settle_speakers(view: View, drafts: list[Draft], author: str | None) -> None:
    """Resolve the source of every draft, in order of place."""
    names = names_of(view)
    by_part: dict[str, list[Name]] = {}
    for name in names:
        for part in () if name.body else name.parts:
            by_part.setdefault(part, []).append(name)
    cast = _Cast(view, office(view.grammar.language), names, by_part)
    last: dict[int, tuple[int, Speaker]] = {}  # quotation -> (word, speaker) met last
    for draft in sorted(drafts, key=lambda d: d.head):
        quote = view.page.quotation[draft.head]
        found = _speaker(cast, draft, last.get(quote), drafts)
        if found is None and quote < 0 and author and _is_narrator(view, draft):
            draft.speaker = author
            continue
        if found is None:
            if draft.source is not None and draft.source.how not in ("pronoun", "relative"):
                last.pop(quote, None)
            continue
        draft.speaker, draft.evidence = found.span.of(view.page.text), found.span
        last[quote] = (draft.head, found)


def _is_narrator(view: View, draft: Draft) -> bool:
    source = draft.source
    if source is None or source.first != source.last:
        return False
    return view.page.forms[source.first].split("'")[0].split("’")[0] in ("i", "we")


def _speaker(cast: _Cast, draft: Draft, last: tuple[int, Speaker] | None, drafts: list[Draft]) -> Speaker | None:
    source, view = draft.source, cast.view
    if source is None:
        return None
    if source.how == "relative":
        before = antecedent(view, source.first)
        return _described(cast, before) if before is not None else None
    kind = view.kinds[source.first]
    if source.first == source.last and kind & (Kind.PRONOUN | Kind.MALE | Kind.FEMALE | Kind.NEUTER | Kind.PLURAL):
        form = view.page.forms[source.first]
        if kind & Kind.FIRST_PERSON:
            return _who_speaks_here(cast, draft, drafts)
        if form in cast.office.open:
            return None
        return _meant_by(cast, source.first, kind, last)
    return _described(cast, source)


def _who_speaks_here(cast: _Cast, draft: Draft, drafts: list[Draft]) -> Speaker | None:
    """ "I" inside another statement's quotation is its speaker."""
    for other in drafts:
        if other is not draft and other.quoted and other.speaker is not None and other.evidence is not None:
            if other.holds(draft.head, draft.head):
                return next((s for s in cast.known if s.span == other.evidence), None)
    return None


def _meant_by(cast: _Cast, word: int, kind: int, last: tuple[int, Speaker] | None) -> Speaker | None:
    """The speaker a pronoun stands for: the subject of the sentence before, or the last one who spoke nearby."""
    view = cast.view
    candidates = []
    near = _opening_of(cast, word)
    if near is not None:
        candidates.append(near)
    if (
        last is not None
        and view.page.paragraph[view.page.sentence[word]] - view.page.paragraph[view.page.sentence[last[0]]] <= 1
    ):
        candidates.append(last[1])
    for speaker in candidates:
        if _fits(speaker, kind):
            return speaker
    return None


def _opening_of(cast: _Cast, word: int) -> Speaker | None:
    """A person or body that opens the sentence before (or this one, before `word`) of the same paragraph."""
    view = cast.view
    sentence = view.page.sentence[word]
    for at in (sentence, sentence - 1):
        if at < 0 or view.page.paragraph[at] != view.page.paragraph[sentence]:
            break
        lo, hi = view.page.sentences[at]
        first = lo
        while first < hi and view.kinds[first] & (Kind.ADVERB | Kind.CONTRAST):
            first += 1
        for name in cast.names:
            if name.first > min(word, first + 6):
                break
            if (
                name.last < word
                and first <= name.first <= first + 6
                and name.parts
                and view.page.quotation[name.first] < 0
            ):
                if all(
                    view.page.capital[w] or view.kinds[w] or view.page.forms[w] in cast.office.roles
                    for w in range(first, name.first)
                ):
                    return _described(cast, Phrase(name.first, name.last, "phrase"))
    return None


def _fits(speaker: Speaker, kind: int) -> bool:
    if kind & Kind.MALE:
        return speaker.person and speaker.gender != "f"
    if kind & Kind.FEMALE:
        return speaker.person and speaker.gender != "m"
    if kind & Kind.PLURAL:
        return speaker.plural
    return not speaker.person and not speaker.plural


def _described(cast: _Cast, source: Phrase) -> Speaker | None:
    """A name or a description as a speaker; a part of a known name is led back to it when only one fits."""
    view, forms = cast.view, cast.view.page.forms
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


def _core(cast: _Cast, source: Phrase) -> tuple[int, int]:
    """The phrase without appositions, relative clauses and what a possessive leaves over."""
    view, forms = cast.view, cast.view.page.forms
    first, last = source.first, source.last
    for word in range(first + 1, last + 1):
        if forms[word] in _CUT or (view.kinds[word] & Kind.RELATIVE and not view.page.capital[word]):
            last = word - 1
            break
    while last > first and forms[last] in (",", "'", "’"):
        last -= 1
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


def _name_in(cast: _Cast, source: Phrase) -> Name | None:
    """The personal name in a source: in its core, else in its first apposition."""
    first, last = _core(cast, source)
    inside = [n for n in cast.names if first <= n.first and n.last <= last]
    view = cast.view
    if inside:
        name = inside[-1] if inside[-1].last == last else None
        joined = any(view.kinds[w] & Kind.AND for w in range(first, last + 1))
        if name is not None and not joined and not _is_of(view, name, first):
            return name
        return None
    if view.page.forms[source.first] in ("the", "a", "an", "its", "his", "her", "their") and source.last > last:
        for n in cast.names:
            if last < n.first <= last + 3 and n.last <= source.last and len(n.parts) > 1 and not n.body:
                return n
    return None


def _is_of(view: View, name: Name, first: int) -> bool:
    """ "the bishop of Port Casimir": the name belongs to a place, not to a person."""
    return any(view.kinds[w] & Kind.PREPOSITION for w in range(first, name.first)) or (
        view.kinds[first] & Kind.ARTICLE > 0
        and name.first > first + 1
        and not view.page.capital[first]
        and view.page.forms[name.first - 1] not in ()
        and len(name.parts) < 2
    )


def _person(cast: _Cast, name: Name) -> Speaker:
    """The fullest name in the text that holds all parts of this one, if it is the only such name."""
    parts = frozenset(name.parts)
    fuller: dict[tuple[str, ...], Name] = {}
    if name.parts in cast.persons:
        return cast.persons[name.parts]
    for other in cast.by_part.get(name.parts[0], ()):
        if parts.issubset(other.parts):
            fuller.setdefault(other.parts, other)
    longest = _one_chain(sorted(fuller.values(), key=lambda n: -len(n.parts)))
    best = longest if longest is not None else name
    whole = frozenset(best.parts)
    genders = {n.gender for p in best.parts for n in cast.by_part.get(p, ()) if n.gender and whole.issuperset(n.parts)}
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


def _body(cast: _Cast, first: int, last: int, head: str, words: frozenset[str]) -> Speaker:
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
    fuller = [s for s in cast.known if (s.head == head and head) and words <= s.words]
    if not fuller and definite and len(words) == 1:
        named = [n for n in cast.names if head in n.parts and len(n.parts) > 1 and n.last < first]
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


def _remember(cast: _Cast, speaker: Speaker) -> Speaker:
    for known in cast.known:
        if known.span == speaker.span or (known.words == speaker.words and known.head == speaker.head):
            return known
    cast.known.append(speaker)
    return speaker
