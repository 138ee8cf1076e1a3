"""Cues that are not verbs: "according to", "its claim that", a headline's dash.

In:   a `View` whose verbs have been read.
Out:  further `Cue`s, and for headlines drafts that need no cue.
Not:  verbs.
"""

from __future__ import annotations

from answerable.extract.cue import Cue
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.phrases import subject_before
from answerable.extract.phrases_after import subject_after
from answerable.extract.view import Phrase, View

_HEADLINE = 24  # words


def read_according(view: View) -> list[Cue]:
    """ "According to X": the source follows, the content is the rest of the clause."""
    out = []
    rows, firsts, forms = view.grammar.sources_after, view.grammar.first_words, view.page.forms
    for word, form in enumerate(forms):
        if form not in firsts or view.taken[word] >= 0:
            continue
        lo, hi = view.page.bounds(word)
        for row in rows:
            last = word + len(row) - 1
            if tuple(forms[word : last + 1]) != row or last >= hi:
                continue
            opens = word == lo or view.page.forms[word - 1] != ","
            source = subject_after(view, last, apposed=not opens)
            if source is not None:
                out.append(Cue(word, last, word, "reports", "according", True, source, inverted=True, noun=True))
                break
    return out


def read_nominal(view: View) -> list[Cue]:
    """ "Its claim that", "allegations of": the source is a possessive before, or "by X", or nobody."""
    out = []
    page, kinds, forms = view.page, view.kinds, view.page.forms
    nouns, opens = view.grammar.nouns, view.grammar.before_content
    for word, form in enumerate(forms):
        if form not in nouns or view.taken[word] >= 0:
            continue
        lo, hi = page.bounds(word)
        after = word + 1 + (view.grammar.capital_nouns and word + 2 < hi and forms[word + 1] == ",")
        if after + 1 >= hi or forms[after] not in opens:
            continue
        source: Phrase | None = None
        before = word - 1
        while before > lo and not kinds[before] and not forms[before].endswith(("'s", "’s")) and word - before < 4:
            before -= 1
        if before >= lo and page.quotation[before] == page.quotation[word]:
            if forms[before] in ("his", "her", "its", "their", "my", "our"):
                source = Phrase(before, before, "pronoun")
            elif forms[before].endswith(("'s", "’s")) and (page.capital[before] or before > lo):
                first = before
                while first - 1 >= lo and page.capital[first - 1] and view.taken[first - 1] < 0:
                    first -= 1
                if first - 1 >= lo and kinds[first - 1] & Kind.ARTICLE:
                    first -= 1
                source = Phrase(first, before, "phrase")
        if source is None and not kinds[after] & Kind.THAT and nouns[form] not in ("alleges",):
            continue
        last = word if after > word + 1 or kinds[after] & Kind.THAT else word + 1
        out.append(Cue(word, last, word, nouns[form], "noun", False, source, noun=True))
    return out


def read_headline(view: View) -> list[Draft]:
    """ "Pills kept from convicts - union": a dash and a speaker close the first line."""
    page = view.page
    if not page.sentences:
        return []
    lo, hi = page.sentences[0]
    if hi - lo > _HEADLINE or len(page.sentences) < 2 or page.paragraph[1] == page.paragraph[0]:
        return []
    for word in range(hi - 2, max(lo + 2, hi - 6), -1):
        if page.forms[word] not in ("-", "–", "—") or page.quotation[word] >= 0:
            continue
        tail = range(word + 1, hi)
        if any(
            view.taken[w] >= 0 or view.kinds[w] & (Kind.PUNCTUATION | Kind.AUXILIARY | Kind.PREPOSITION) for w in tail
        ):
            return []
        return [
            Draft(
                head=lo,
                source=Phrase(word + 1, hi - 1, "phrase"),
                cue=(word, word),
                content=[(lo, word - 1)],
                act="reports",
                lemma="",
                why="a dash and a speaker close the headline",
                confidence=0.6,
            )
        ]
    return []


def antecedent(view: View, word: int) -> Phrase | None:
    """The phrase before a relative pronoun (past a comma)."""
    lo, _ = view.page.bounds(word)
    at = word
    while at - 1 >= lo and view.page.forms[at - 1] in (",", "and"):
        at -= 1
    found = subject_before(view, at) or _last_phrase(view, at, word)
    if not isinstance(found, Phrase) or found.how == "relative":
        return None
    if (
        found.first - 1 > lo
        and view.kinds[found.first - 1] & Kind.RELATIVE
        and view.page.forms[found.first - 1] != "that"
    ):
        return antecedent(view, found.first - 1)  # "doctors who left in May, and who": the doctors
    by = next((w for w in range(found.last, found.first, -1) if view.kinds[w] & Kind.AGENT), None)
    if by is not None and by != found.last:
        return Phrase(by + 1, found.last, found.how)
    return _last_noun(view, found)


def _last_noun(view: View, phrase: Phrase) -> Phrase:
    """ "The ministry met to answer the experts, who": the experts. An article or "its" begins a phrase of its own unless
    a preposition or "and" leads to it: "a survivor of the raid"."""
    kinds = view.kinds
    opens = Kind.ARTICLE | Kind.DETERMINER
    leads = Kind.PREPOSITION | Kind.AND | Kind.ARTICLE | Kind.DETERMINER | Kind.PUNCTUATION
    for word in range(phrase.last, phrase.first, -1):
        if kinds[word] & opens and not kinds[word] & Kind.THAT and not kinds[word - 1] & leads:
            return Phrase(word, phrase.last, phrase.how)
    return phrase


def _last_phrase(view: View, at: int, word: int) -> Phrase | None:
    """What follows the last preposition before `at`: "to a question about a book by an institute which"."""
    lo, _ = view.page.bounds(word)
    for first in range(at - 1, max(lo, at - 12), -1):
        if view.kinds[first - 1] & Kind.PREPOSITION:
            return Phrase(first, at - 1, "phrase")
        if view.kinds[first] & Kind.PUNCTUATION or view.taken[first] >= 0:
            return None
    return None
