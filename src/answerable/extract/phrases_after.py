"""Noun phrases after a reporting verb: "… said Brad Komar, the director".

In:   a `View` of the page and the word where the verb group ends.
Out:  the whole noun phrase as a range of words (inclusive), or None.
Not:  phrases before the verb (`phrases`).
"""

from __future__ import annotations

from answerable.extract.grammar import Kind
from answerable.extract.phrases import REACH, same_quotation
from answerable.extract.view import Phrase, View

_FOLLOWS_NAME = frozenset({"of", "for", "from", "with", "de", "von", "du", "des", "da", "do", "del", "della"})


def subject_after(view: View, at: int, *, apposed: bool = True) -> Phrase | None:
    """The phrase that follows a verb group ending at word `at`: "… said Brad Komar, the director."."""
    page, kinds, forms = view.page, view.kinds, view.page.forms
    _, hi = page.bounds(at)
    first = at + 1
    if first >= hi or not same_quotation(view, first, at):
        return None
    kind = kinds[first]
    if kind & Kind.PRONOUN and not kind & Kind.THAT:
        return Phrase(first, first, "pronoun")
    bare = view.grammar.bare_nouns and not kind & ~Kind.SETTING
    bare = bare or (view.grammar.elided != () and forms[first].startswith(view.grammar.elided))
    if not (page.capital[first] or kind & Kind.DETERMINER or bare) or kind & Kind.TIME:
        return None
    if view.grammar.bare_nouns:
        that = next((w for w in range(first + 1, min(hi, first + 16)) if kinds[w] & Kind.THAT or forms[w] == ":"), None)
        if that is not None and "," not in forms[first:that]:
            return Phrase(first, that - 1, "phrase")
    may_appose, v2 = apposed, view.grammar.order == "v2"
    word, end, apposed = first, first, False
    while word < min(hi, first + REACH):
        kind, form = kinds[word], forms[word]
        if not same_quotation(view, word, at) or view.taken[word] >= 0:
            break
        if word > first and not apposed and _another_phrase(view, word, hi):
            break
        if form == ".":
            if word + 1 >= hi or not (kinds[word - 1] & Kind.TITLE or len(forms[word - 1]) <= 2):
                break
        elif form == ",":
            if not may_appose or not _apposition_follows(view, word + 1, hi, at):
                break
            apposed = True
        elif form == "(":
            while word + 1 < hi and forms[word] != ")":
                word += 1
        elif kind & Kind.PUNCTUATION and form not in ("'", "’", "&", "-"):
            break
        elif not apposed:
            if kind & Kind.PREPOSITION and form not in _FOLLOWS_NAME:
                break
            if kind & (Kind.AUXILIARY | Kind.TIME | Kind.THAT | Kind.ADVERB) and not page.capital[word]:
                break
            if kind & Kind.TIME or (
                v2 and word > first and not kind and page.capital[word - 1] and not page.capital[word]
            ):
                break
            if kind & Kind.SUBORDINATOR and not kind & Kind.RELATIVE:
                break
            apposed = bool(kind & Kind.RELATIVE) and not kind & Kind.DETERMINER
        elif kind & Kind.TIME and kinds[word - 1] & Kind.PREPOSITION:
            word -= 1
            break
        end = word
        word += 1
    while end > first and (kinds[end] & (Kind.PREPOSITION | Kind.PUNCTUATION)) and forms[end] not in (")", "."):
        end -= 1
    if kinds[end] & Kind.PREPOSITION:
        return None
    return Phrase(first, end, "phrase")


def _another_phrase(view: View, word: int, hi: int) -> bool:
    """Whether what is said to somebody, about something, or when begins here: "el director el lunes", "الوزيرة بنشر"."""
    kinds, form, grammar = view.kinds, view.page.forms[word], view.grammar
    if kinds[word] & Kind.ARTICLE and word + 1 < hi and kinds[word + 1] & Kind.TIME:
        return True
    if not grammar.attached:
        return False
    pointing = bool(kinds[word] & Kind.DETERMINER)
    return pointing or (len(form) > 3 and form.startswith(grammar.attached) and form not in grammar.unattached)


def _apposition_follows(view: View, word: int, hi: int, at: int) -> bool:
    if word >= hi or not same_quotation(view, word, at):
        return False
    kind = view.kinds[word]
    if kind & (Kind.CONTRAST | Kind.AND | Kind.ADVERB | Kind.PRONOUN) and not kind & (Kind.DETERMINER | Kind.RELATIVE):
        return False
    if kind & (Kind.ARTICLE | Kind.RELATIVE) or view.page.capital[word] or view.page.forms[word].isdigit():
        return True
    if kind & (Kind.PREPOSITION | Kind.SUBORDINATOR | Kind.TIME | Kind.AUXILIARY):
        return False
    return not view.page.forms[word].endswith("ing") and view.taken[word] < 0
