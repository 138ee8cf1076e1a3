"""Whether an English verb form can be the verb of the phrase beside it, not a noun or a participle after it.

In:   a `View`, a source, what the form may be, and the cue.
Out:  yes or no.
Not:  finding the source (`phrases`).
"""

from __future__ import annotations

from answerable.extract.cue import Cue
from answerable.extract.grammar import Kind
from answerable.extract.inflection import Form
from answerable.extract.view import Phrase, View


def may_be_finite(form: int, aux: bool) -> bool:
    """Whether a form can be the verb of a clause, with an auxiliary or by itself."""
    return aux or bool(form & (Form.PAST | Form.THIRD)) or form == Form.BASE


def agrees(view: View, source: Phrase, form: int, cue: Cue) -> bool:
    """Whether a form without an auxiliary can be the verb of `source`, not a noun or a participle after it."""
    forms, kinds = view.page.forms, view.kinds
    last = source.last if source.how != "apposition" else source.first
    tail = forms[last]
    plain_pronoun = source.how in ("pronoun", "relative")
    _, hi = view.page.bounds(cue.head)
    following = cue.head + 1
    if form & Form.BASE and not form & Form.PAST:
        if plain_pronoun:
            return not kinds[last] & (Kind.MALE | Kind.FEMALE | Kind.NEUTER)
        head = next((w - 1 for w in range(source.first + 1, last + 1) if kinds[w] & Kind.PREPOSITION), last)
        tail = forms[head]
        plural = tail.endswith(("s", "men")) and not tail.endswith(("'s", "’s", "ss"))
        return plural or tail in ("people", "men", "women", "media", "police") or "and" in forms[source.first : last]
    if form & Form.THIRD:
        if plain_pronoun:
            return not kinds[last] & Kind.PLURAL and tail not in ("i", "we", "you")
        return not tail.endswith(("'s", "’s")) and (
            view.page.capital[last] or bool(kinds[source.first] & Kind.DETERMINER) or tail.endswith("s") is False
        )
    if tail.endswith(("'s", "’s")):
        return False
    if form & Form.PARTICIPLE and not plain_pronoun and following < hi:
        after = forms[following]
        if after == "by" and not (following + 1 < hi and kinds[following + 1] & Kind.SETTING):
            return False
        if after in ("in", "at", "as", "from", "on", "during") and cue.last == cue.head:
            named = view.party[last] >= 0 or view.page.capital[last] or source.how == "apposition"
            named = named or _follows_quotation(view, source.first)
            handed_on = any(
                kinds[w] & Kind.THAT or view.page.quotation[w] != view.page.quotation[cue.head]
                for w in range(following, min(hi, following + 8))
            )
            return (named and cue.inner) or handed_on
    return True


def _follows_quotation(view: View, first: int) -> bool:
    """ "“…,” the old man said in the yard": what stands right behind a quotation is its speaker."""
    quotation = view.page.quotation
    return first > 0 and quotation[first - 1] >= 0 and quotation[first - 1] != quotation[first]
