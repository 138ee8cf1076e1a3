"""What stands between a verb and its content: the person addressed, the time, the occasion.

In:   a `View` and the word after a verb group.
Out:  the word where content may start.
Not:  content.
"""

from __future__ import annotations

from answerable.extract.grammar import Kind
from answerable.extract.view import View


def over_addressee(view: View, at: int, hi: int) -> int:
    """Past "reporters", "the crowd in Dorun": to where a clause or quotation opens; `at` when there is none."""
    page, kinds, forms = view.page, view.kinds, view.page.forms
    if page.quotation[at] >= 0 and page.quotation[at] != page.quotation[at - 1]:
        return at
    if kinds[at] & Kind.OBJECT:
        return at + 1
    word = at
    named = False
    while word < min(hi, at + 14):
        if view.party[word] >= 0:
            named, word = True, view.parties[view.party[word]][1] + 1
            continue
        kind = kinds[word]
        opens = page.quotation[word] >= 0 and page.quotation[word] != page.quotation[at - 1]
        if opens or (kind & (Kind.THAT | Kind.QUESTION) and not kind & Kind.RELATIVE):
            return word
        if kind & Kind.THAT or forms[word] in ("to", ":", ",", ".", "of", "about"):
            return word
        if (
            word > at
            and kind & (Kind.PRONOUN | Kind.ARTICLE)
            and not kind & Kind.OBJECT
            and _ends_phrase(view, word - 1)
        ):
            return word
        named |= page.capital[word]
        if word > at and named and not page.capital[word] and not kind and not page.capital[word - 1]:
            break
        word += 1
    return at


def _ends_phrase(view: View, word: int) -> bool:
    return not view.kinds[word] & (Kind.PREPOSITION | Kind.ARTICLE | Kind.AND)


def over_setting(view: View, at: int, hi: int) -> int:
    """Past "on Monday", "in an interview with Northern Letters" when content follows."""
    page, kinds, forms = view.page, view.kinds, view.page.forms
    word = at
    while word < hi and kinds[word] & Kind.TIME and page.quotation[word] == page.quotation[at - 1]:
        word += 1
    if word < hi and not (kinds[word] & Kind.PREPOSITION and page.quotation[word] == page.quotation[at - 1]):
        return word
    if forms[word : word + 1] == ["to"]:
        return word  # "promised to publish the report": the content itself
    end = word
    seen = False
    while end < min(hi, word + 14):
        kind = kinds[end]
        if page.quotation[end] != page.quotation[at - 1] or kind & Kind.THAT or forms[end] in (":", ","):
            break
        seen |= bool(kind & (Kind.SETTING | Kind.TIME)) or (page.capital[end] and kinds[at - 1] & Kind.OBJECT > 0)
        if seen and kind & Kind.PRONOUN and not kind & (Kind.DETERMINER | Kind.OBJECT):
            break
        if kind & Kind.AUXILIARY:
            return word
        end += 1
    else:
        return hi if seen and end >= hi else word
    if not seen:
        return word
    return end
