"""Calls to the reader: to join, sign, give, write. A call is neither an allegation nor evidence.

In:   a `View`; or one attribution, to be asked whether it is such a call.
Out:  drafts with act "demands", without a source, their reason saying that they are calls to the reader.
Not:  what one party demands of another: that is a statement like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.statement import Attribution
from answerable.extract.view import View
from answerable.resources import lexicon

CALL = "a call to the reader"
PUBLIC = "a public call in the writer's own name"
_LONGEST = 60  # words


@dataclass(frozen=True, slots=True)
class _Words:
    imperatives: frozenset[str]
    campaign: frozenset[str]
    furniture: frozenset[str]
    we: frozenset[str]
    asks: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table = lexicon(language, "calls")
    return _Words(*(frozenset(table.get(key, ())) for key in ("imperatives", "campaign", "furniture", "we", "asks")))


def is_call(attribution: Attribution) -> bool:
    """Whether this attribution is a call addressed to the reader, or made in public by the writer."""
    return attribution.why.startswith((CALL, PUBLIC))


def mark_public_calls(view: View, drafts: list[Draft]) -> None:
    """ "We call on the government to …", outside quotations and not in a letter: a call, as it is made here."""
    for draft in drafts:
        if draft.act != "demands" or draft.reader or draft.parent is not None or draft.source is None:
            continue
        we = view.page.forms[draft.source.first] in _words(view.grammar.language).we
        if we and draft.source.first == draft.source.last and view.page.quotation[draft.head] < 0:
            draft.why = f"{PUBLIC}: {draft.why}"


def _after_announcement(view: View, lo: int, hi: int, words: _Words) -> int | None:
    """ "We ask one thing: let …": the word after the colon, when the writer announces an ask before it."""
    forms = view.page.forms
    if forms[lo] not in words.we or words.asks.isdisjoint(forms[lo + 1 : lo + 4]):
        return None
    return next((w + 1 for w in range(lo + 2, hi - 1) if forms[w] == ":" and view.page.quotation[w] < 0), None)


def read_calls(view: View) -> list[Draft]:
    """Sentences outside quotations that open with an imperative and speak of a campaign or to "you"."""
    words = _words(view.grammar.language)
    if not words.imperatives:
        return []
    page, kinds = view.page, view.kinds
    out = []
    for lo, hi in page.sentences:
        head = _after_announcement(view, lo, hi, words) or lo
        while head < hi and kinds[head] & (Kind.AND | Kind.CONTRAST | Kind.ADVERB) and head < lo + 2:
            head += 1
        if head >= hi or page.forms[head] not in words.imperatives or not page.capital[lo]:
            continue
        announced = head > lo + 2
        if page.quotation[head] >= 0 or not 3 < hi - lo <= _LONGEST or view.taken[head] >= 0:
            continue
        forms = set(page.forms[head + 1 : hi])
        if not (announced or forms & words.campaign) or forms & words.furniture:
            continue
        if (
            page.forms[head + 1] in ("for", "of", "from")
            or kinds[head + 1] & (Kind.AUXILIARY | Kind.PUNCTUATION)
            or page.forms[head + 1].endswith("ed")
        ):
            continue  # "Support grew", "Help!": a noun, a cry
        last = hi - 1
        while last > head and page.forms[last] in (".", "!", ":", "…"):
            last -= 1
        stop = next((w for w in range(head, last) if page.forms[w] == ":" and page.quotation[w] < 0), last + 1)
        out.append(
            Draft(
                head=head,
                source=None,
                cue=(head, head),
                content=[(head, min(last, stop - 1))],
                act="demands",
                lemma=page.forms[head],
                why=f"{CALL}: an imperative with a campaign's words",
                confidence=0.8,
                sure=True,
                reader=True,
            )
        )
    return out
