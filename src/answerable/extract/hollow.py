"""Statements that say nothing: "who wrote it", "had written to them", "asked not to be named", "has anybody said …?".

In:   a draft with its content, before it is placed among the others.
Out:  whether to leave it out.
Not:  short statements: "said no" says something.
"""

from __future__ import annotations

from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.view import View

_POINTING = frozenset({"it", "this", "them", "so", "that"})
_MADE = frozenset({"write", "read", "publish"})  # "who wrote it": the thing, not what it says
_HANDED = frozenset({"say", "write", "read", "report", "repeat", "publish", "mention"})


def hollow(view: View, draft: Draft) -> bool:
    """Whether the draft only points at what is said elsewhere, keeps a name back, or asks."""
    if draft.source is None or not draft.content or draft.cue is None:
        return False
    aside = (
        draft.lemma == "quote" and draft.source.how == "pronoun" and view.kinds[draft.source.first] & Kind.FIRST_PERSON
    )
    return (
        bool(aside) or _points(view, draft) or _keeps_name(view, draft) or _asks(view, draft)
    )  # "and I quote": an aside


def _points(view: View, draft: Draft) -> bool:
    """ "Wrote it to the bishop": a pronoun stands where content should, and no verb follows it."""
    first, last = draft.content[0]
    forms, kinds = view.page.forms, view.kinds
    if draft.lemma not in _HANDED or view.page.quotation[first] != view.page.quotation[draft.head]:
        return False
    if first < draft.head:
        return False
    if forms[first] == "to" and first < last and kinds[first + 1] & Kind.OBJECT:
        return last - first < 3
    if forms[first] not in _POINTING or kinds[first] & Kind.THAT:
        return False
    made = draft.source is not None and draft.source.how == "relative" and draft.lemma in _MADE
    if first == last or made:
        return True
    return bool(kinds[first + 1] & (Kind.PREPOSITION | Kind.PUNCTUATION | Kind.SUBORDINATOR))


def _keeps_name(view: View, draft: Draft) -> bool:
    first, last = draft.content[0]
    opening = tuple(view.page.forms[first : min(last + 1, first + 5)])
    return any(opening[: len(row)] == row for row in view.grammar.anonymity)


def _asks(view: View, draft: Draft) -> bool:
    """An auxiliary opens the sentence and a question mark closes it: nobody is said to have said it."""
    lo, hi = view.page.bounds(draft.head)
    if view.page.forms[hi - 1] != "?" or view.page.quotation[hi - 1] != view.page.quotation[draft.head]:
        return False
    forms, openers = view.page.forms, view.grammar.openers
    first = draft.source.first if draft.source is not None else hi
    return first < hi and (forms[first] in openers or (first == lo + 1 and forms[lo] in openers))
