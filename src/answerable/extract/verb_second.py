"""Who speaks beside a reporting verb in a language whose verb stands second, or last in a subordinate clause (German).

In:   a `View`, the first and last word of a cue.
Out:  the subject and whether it follows the verb, or None.
Not:  case endings: the first noun phrase of the clause that no preposition opens is taken for its subject.
"""

from __future__ import annotations

from answerable.extract.grammar import Kind
from answerable.extract.phrases_after import subject_after
from answerable.extract.view import Phrase, View

_REACH = 25  # words from a verb back to the start of its clause


def subject_beside(view: View, first: int, last: int, *, speech: bool) -> tuple[Phrase, bool] | None:
    """The subject of the verb group `first`–`last`; `speech` allows a phrase after the verb."""
    lo, hi = view.page.bounds(first)
    after = last + 1
    if after < hi and _pronoun(view, after) and view.page.quotation[after] == view.page.quotation[last]:
        return Phrase(after, after, "pronoun"), True
    start = _clause_start(view, first, lo)
    before = _in_clause(view, start, first)
    if before is not None:
        return before, False
    if speech:
        found = subject_after(view, last, apposed=False)
        if found is not None:
            return found, True
    return None


def _pronoun(view: View, word: int) -> bool:
    kind = view.kinds[word]
    return bool(kind & Kind.PRONOUN) and not kind & (Kind.THAT | Kind.RELATIVE)


def _clause_start(view: View, first: int, lo: int) -> int:
    word = first
    while word > lo and first - word < _REACH:
        before = word - 1
        if view.taken[before] >= 0 or view.page.quotation[before] != view.page.quotation[first]:
            break
        if view.kinds[before] & Kind.PUNCTUATION and view.page.forms[before] not in (".", "-"):
            break
        word = before
    return word


def _in_clause(view: View, start: int, end: int) -> Phrase | None:
    """The first phrase between `start` and `end` that may be a subject."""
    word = start
    while word < end:
        kind = view.kinds[word]
        if word == start and kind & Kind.RELATIVE and word > 0 and view.page.forms[word - 1] == ",":
            return Phrase(word, word, "relative")
        if _pronoun(view, word):
            return Phrase(word, word, "pronoun")
        if kind & Kind.PREPOSITION:
            word = _noun_phrase(view, word + 1, end) + 1
            continue
        if kind & Kind.DETERMINER or (view.page.capital[word] and not kind):
            last = _noun_phrase(view, word, end)
            if any(view.page.capital[w] for w in range(word + bool(kind), last + 1)):
                return Phrase(word, last, "phrase")
        word += 1
    return None


def _noun_phrase(view: View, first: int, end: int) -> int:
    """Last word of the phrase that starts at `first`: up to its noun, further names, and genitives or "von" after it."""
    word, noun = first, -1
    while word < end:
        kind, capital = view.kinds[word], view.page.capital[word]
        if noun < 0:
            if capital and not kind:
                noun = word
            elif (
                kind & ~(Kind.DETERMINER | Kind.ARTICLE | Kind.TITLE | Kind.RELATIVE | Kind.PUNCTUATION)
                or word - first > 5
            ):
                break
        elif capital and not kind:
            noun = word
        elif not (
            view.page.forms[word] in ("des", "der", "von", "vom", "für", "und") and _noun_follows(view, word + 1, end)
        ):
            break
        word += 1
    return noun if noun >= 0 else first


def _noun_follows(view: View, word: int, end: int) -> bool:
    return any(view.page.capital[w] and not view.kinds[w] for w in range(word, min(end, word + 2)))
