"""Noun phrases beside a reporting verb: who is speaking.

In:   a `View` of the page and the word where the verb group starts or ends.
Out:  the whole noun phrase as a range of words (inclusive), or None; with how it was found.
Not:  names. Who "he" is, is said by `speakers`.

Every scan is bounded by its sentence and by `REACH` words.
"""

from __future__ import annotations

from typing import Literal

from answerable.extract.grammar import Kind
from answerable.extract.view import How, Phrase, View

REACH = 60  # words

_STOP_LEFT = Kind.PUNCTUATION | Kind.AUXILIARY | Kind.SUBORDINATOR | Kind.CONTRAST | Kind.RELATIVE | Kind.THAT
_CLAUSE = Kind.AUXILIARY | Kind.RELATIVE | Kind.SUBORDINATOR


def subject_before(view: View, at: int) -> Phrase | Literal["shared"] | None:
    """The phrase that ends where the verb group starts at word `at`; "shared" when it is another verb's subject."""
    lo, _ = view.page.bounds(at)
    last = _over_time(view, at - 1, lo)
    if last < lo or not same_quotation(view, last, at):
        return None
    kind = view.kinds[last]
    if view.taken[last] >= 0:
        return None
    if kind & Kind.RELATIVE and last > lo:
        return Phrase(last, last, "relative")
    if kind & Kind.PRONOUN and (last == lo or not view.kinds[last - 1] & Kind.PREPOSITION):
        return Phrase(last, last, "pronoun")
    form = view.page.forms[last]
    if form in (",", "—", "–", "-"):
        return _over_apposition(view, last, lo, form)
    if kind & (Kind.AND | Kind.CONTRAST):
        return "shared"
    if kind & (Kind.SUBORDINATOR | Kind.PREPOSITION | Kind.ARTICLE | Kind.QUESTION):
        return None
    if kind & Kind.PUNCTUATION and form not in (")", ".", "'", "’"):
        return None
    first, _ = _scan_left(view, last, lo)
    return _with_name_before(view, _checked(view, first, last, "phrase"), lo)


def _with_name_before(view: View, phrase: Phrase | None, lo: int) -> Phrase | None:
    """ "Irena Holl, the deputy minister said": the second comma was left out; the name opens the sentence."""
    if phrase is None or phrase.first - 2 < lo or view.page.forms[phrase.first - 1] != ",":
        return phrase
    if not view.kinds[phrase.first] & Kind.ARTICLE or phrase.first - lo > 6 or phrase.first - lo < 3:
        return phrase
    if all(view.page.capital[w] and not view.kinds[w] for w in range(lo, phrase.first - 1)):
        return Phrase(lo, phrase.last, "apposition")
    return phrase


def _over_time(view: View, word: int, lo: int) -> int:
    """The word before `word` and any adverbs, weekdays and "on" that stand between a subject and its verb."""
    start = word
    while word >= lo and view.kinds[word] & (Kind.TIME | Kind.ADVERB) and not view.kinds[word] & Kind.PRONOUN:
        word -= 1
    if word < start and word > lo and view.kinds[word] & Kind.PREPOSITION:
        word -= 1
    return word


def same_quotation(view: View, a: int, b: int) -> bool:
    """Whether two words stand in the same quotation, or both in none."""
    return view.page.quotation[a] == view.page.quotation[b]


def _scan_left(view: View, last: int, lo: int) -> tuple[int, str]:
    """First word of the phrase ending at `last`, and what stopped the scan: start, clause or mark."""
    word = last
    forms, kinds = view.page.forms, view.kinds
    floor = max(lo, last - REACH)
    while word >= floor:
        kind = kinds[word]
        if view.taken[word] >= 0:
            return word + 1, "clause"
        if not same_quotation(view, word, last):
            return word + 1, "mark"
        form = forms[word]
        if form == ")":
            opened = word
            while opened > floor and forms[opened] != "(":
                opened -= 1
            word = opened - 1
            continue
        if form == "." and word > lo and (kinds[word - 1] & Kind.TITLE or len(forms[word - 1]) <= 2 or word < last):
            word -= 1
            continue
        if form in ("'", "’", "&", "/") and word > lo:
            word -= 1
            continue
        if kind & Kind.PUNCTUATION:
            return word + 1, "mark"
        if kind & _STOP_LEFT and not (kind & Kind.DETERMINER and not kind & Kind.THAT):
            return word + 1, "clause" if kind & _CLAUSE else "mark"
        if kind & Kind.PRONOUN and not kind & Kind.DETERMINER and word < last:
            return word + 1, "clause"
        word -= 1
    return word + 1, "start"


def _checked(view: View, first: int, last: int, how: How) -> Phrase | None:
    """The phrase without what may stand before it; None when no noun is left."""
    kinds, capital = view.kinds, view.page.capital
    while first <= last and kinds[first] & (Kind.AND | Kind.CONTRAST | Kind.ADVERB | Kind.PUNCTUATION):
        if kinds[first] & Kind.DETERMINER:
            break
        first += 1
    if first <= last and kinds[first] & Kind.PREPOSITION and not kinds[first] & Kind.DETERMINER:
        word = first + 1
        while word <= last and (kinds[word] & Kind.TIME or _is_year(view, word)):
            word += 1
        if word == first + 1:
            word = _after_place(view, word, last)
        if word > last or word == first + 1:
            return None
        first = word
    if first > last:
        return None
    if all(kinds[w] & (Kind.PREPOSITION | Kind.TIME | Kind.ADVERB) and not capital[w] for w in range(first, last + 1)):
        return None
    if kinds[last] & (Kind.DETERMINER | Kind.PREPOSITION) and not kinds[last] & Kind.PRONOUN and not capital[last]:
        return None
    return Phrase(first, last, how)


def _after_place(view: View, word: int, last: int) -> int:
    """ "In Port Casimir the ministry": where the phrase after the place begins; `word` when none does."""
    at = word
    while at <= last and view.page.capital[at] and not view.kinds[at]:
        at += 1
    return at if word < at <= last and view.kinds[at] & Kind.ARTICLE else word


def _is_year(view: View, word: int) -> bool:
    form = view.page.forms[word]
    return len(form) == 4 and form.isdigit()


def _over_apposition(view: View, comma: int, lo: int, mark: str) -> Phrase | Literal["shared"] | None:
    """ "Pavel Drost, the ombudsman, urged": from the head to the closing comma; a mere aside is left out."""
    forms, kinds = view.page.forms, view.kinds
    before = comma
    for _ in range(5):
        before -= 1
        while before >= lo and (forms[before] != mark or not same_quotation(view, before, comma)):
            before -= 1
        if before <= lo:
            return _before_relative(view, comma, lo) or "shared"
        inner = before + 1
        if kinds[inner] & Kind.AND and kinds[inner + 1] & Kind.RELATIVE:
            continue
        if view.taken[inner] >= 0 or (kinds[inner] & (Kind.AND | Kind.CONTRAST) and not kinds[inner] & Kind.DETERMINER):
            return "shared"
        first, stopped = _scan_left(view, before - 1, lo)
        if stopped == "clause" and first > lo and not _handed_on(view, first, lo):
            continue
        head = _checked(view, first, before - 1, "apposition")
        if head is None:
            continue
        aside = kinds[inner] & (Kind.PARENTHETICAL | Kind.ADVERB | Kind.TIME) and not kinds[inner] & Kind.DETERMINER
        return head if aside else Phrase(head.first, comma, "apposition")
    return "shared"


def _handed_on(view: View, first: int, lo: int) -> bool:
    """Whether "that" right before `first` opens what a verb hands on: "reported on Monday that Irena Holl, the …"."""
    if not view.kinds[first - 1] & Kind.THAT:
        return False
    word = first - 2
    while word > lo and word > first - 6 and view.taken[word] < 0:
        said_when = view.kinds[word] & (Kind.TIME | Kind.PREPOSITION) or view.page.capital[word]
        if not said_when and not view.page.forms[word].isdigit():
            return False
        word -= 1
    return word >= lo and view.taken[word] >= 0


def _before_relative(view: View, comma: int, lo: int) -> Phrase | None:
    """ "Two doctors who left in May, and who feared for their jobs, said": the phrase before the first "who"."""
    for word in range(lo + 1, min(comma, lo + 8)):
        if view.kinds[word] & Kind.RELATIVE and not view.page.capital[word]:
            return _checked(view, lo, word - 1, "apposition") if view.page.forms[word] != "that" else None
        if view.kinds[word] & (Kind.AUXILIARY | Kind.PUNCTUATION) or view.taken[word] >= 0:
            return None
    return None


def sentence_subject(view: View, at: int) -> Phrase | None:
    """The phrase the sentence opens with, before word `at`; after an opening phrase closed by a comma if need be."""
    lo, _ = view.page.bounds(at)
    page, kinds = view.page, view.kinds
    word = lo
    while word < at and kinds[word] & (Kind.CONTRAST | Kind.AND | Kind.ADVERB | Kind.PUNCTUATION):
        word += 1
    if word < at and kinds[word] & (Kind.PREPOSITION | Kind.SUBORDINATOR | Kind.TIME):
        while word < at and page.forms[word] not in (",", "—"):
            word += 1
        word += 1
    if word >= at or not same_quotation(view, word, at):
        return None
    if kinds[word] & Kind.NOBODY:
        return None
    if kinds[word] & Kind.PRONOUN:
        return Phrase(word, word, "first")
    last = word
    while last + 1 < at and _goes_on(view, last + 1):
        last += 1
    for end in range(last + 1, min(at, last + 4)):
        if kinds[end] & Kind.AUXILIARY:
            last = end - 1
            break
        if (kinds[end] and not kinds[end] & Kind.SETTING) or view.taken[end] >= 0:
            break
    if not page.capital[word] and not kinds[word] & Kind.DETERMINER:
        return None
    return _checked(view, word, last, "first")


def _goes_on(view: View, word: int) -> bool:
    """Whether a phrase that opens a sentence goes on at `word`: names, "of", and lower-case nouns before them."""
    page, kind = view.page, view.kinds[word]
    if view.taken[word] >= 0:
        return False
    if page.capital[word] or page.forms[word] in ("of", "'s", "’s", "&"):
        return True
    if page.forms[word] == ".":
        return bool(view.kinds[word - 1] & Kind.TITLE) or len(page.forms[word - 1]) == 1
    if kind & ~(Kind.DETERMINER | Kind.ARTICLE | Kind.SETTING):
        return False
    named = page.capital[word - 1] and not view.kinds[word - 1] & (Kind.ARTICLE | Kind.DETERMINER)
    return not page.forms[word].endswith(("ed", "ing")) and not named
