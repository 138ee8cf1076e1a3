"""Names in a text, so that a part of one can be led back to the whole.

In:   a `View`.
Out:  `Name`s: runs of capitalised words, with their words lower-cased; persons and bodies told apart where words tell.
Not:  who exists: a name is only a run of words in this text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.grammar import Kind
from answerable.extract.view import View
from answerable.resources import lexicon

_LINKS = frozenset(
    {"of", "de", "von", "van", "der", "al", "bin", "ibn", "da", "di", "du", "del", "la", "el", "'s", "’s", "for", "&"}
)

_NO_NAME = Kind.PRONOUN | Kind.SUBORDINATOR | Kind.PREPOSITION | Kind.CONTRAST | Kind.TIME


@dataclass(frozen=True, slots=True)
class Office:
    """Words about speakers in one language."""

    roles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    bodies: frozenset[str]
    open: frozenset[str]
    given: frozenset[str]


@cache
def office(language: str) -> Office:
    table = lexicon(language, "speakers")
    return Office(
        *(frozenset(table.get(key, ())) for key in ("roles", "male", "female", "bodies", "open", "given")),
    )


@dataclass(slots=True)
class Name:
    """Words `first`–`last`. `parts` are its words without roles; `gender` is m, f or "" when no word tells."""

    first: int
    last: int
    parts: tuple[str, ...]
    body: bool
    gender: str


def names_of(view: View) -> list[Name]:
    """Every run of capitalised words of two or more, or one with an article before it, in order."""
    page, kinds = view.page, view.kinds
    words = office(view.grammar.language)
    out = []
    word, count = 0, len(page.forms)
    capital, forms, sentence = page.capital, page.forms, page.sentence
    while word < count:
        opens = page.sentences[sentence[word]][0] == word
        if not capital[word] or kinds[word] & (_NO_NAME | (Kind.ADVERB if opens else 0)):
            word += 1
            continue
        end = word
        while end + 1 < count and sentence[end + 1] == sentence[word]:
            if capital[end + 1] or (forms[end + 1] == "." and (kinds[end] & Kind.TITLE or len(forms[end]) == 1)):
                end += 1
            elif (
                forms[end + 1] in _LINKS
                and end + 2 < count
                and capital[end + 2]
                and sentence[end + 2] == sentence[word]
            ):
                end += 2
            else:
                break
        name = _name(view, word, end, words)
        if name is not None:
            out.append(name)
        word = end + 1
    return out


def _name(view: View, first: int, last: int, words: Office) -> Name | None:
    forms = view.page.forms
    gender = ""
    while first <= last:
        form = forms[first]
        gender = gender or ("m" if form in words.male else "f" if form in words.female else "")
        if (
            (form in words.roles and first < last)
            or form == "."
            or view.kinds[first] & (Kind.ARTICLE | Kind.DETERMINER)
        ):
            first += 1
        else:
            break
    parts = tuple(
        f.removesuffix("'s").removesuffix("’s") for f in forms[first : last + 1] if f.isalnum() or "-" in f or "'" in f
    )
    if not parts or (len(parts) == 1 and (parts[0] in words.roles or parts[0] in view.grammar.verbs)):
        return None
    body = any(p in words.bodies for p in parts) or "of" in parts or "for" in parts
    if not gender and first > 0:
        before = forms[first - 1]
        before = forms[first - 2] if before == "," and first > 1 else before
        gender = "m" if before in words.male else "f" if before in words.female else ""
    return Name(first, last, parts, body, gender)
