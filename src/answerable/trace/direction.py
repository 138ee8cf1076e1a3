"""Which of two texts took from the other, if anything says so.

In:   what both say of themselves, and what they share.
Out:  `Ruling`: child and parent, whether that is more than an order of names, and one sentence that says why.
Not:  guessing. Without a mark, a link, dates that do not overlap, or a cut of a fuller text, nobody is said to be first.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from answerable.terms.moment import certainly_before
from answerable.trace.evidence import Evidence
from answerable.trace.kinds import Reuse

CUT_SHARE = 0.8  # of the shorter text's prose that stands in the longer one
CUT_LENGTH = 1.15  # how much longer the fuller text is


class Ruling(NamedTuple):
    child: Evidence
    parent: Evidence
    directed: bool
    why: str


def decide(here: Evidence, there: Evidence, reuse: Reuse) -> Ruling:
    """Which of `here` and `there` is the child. The steps are those of docs/methods/trace.md, the first that speaks decides."""
    for step in (_by_link, _by_credit):  # (7) (8)
        forth, back = step(here, there), step(there, here)
        if (forth is None) != (back is None):
            child, parent = (here, there) if forth else (there, here)
            return Ruling(child, parent, True, forth or back or "")
    undecided = _order(here, there, reuse)
    if reuse.kind == "quotation":
        return Ruling(
            *undecided, False, "both quote the same words, which does not say that one took them from the other"
        )
    third = _common_third(here, there)
    for child, parent in ((here, there), (there, here)):  # (9)
        if before(parent, child):
            if third is not None:
                why = f"both credit {third}, which is not among the documents, so the earlier date does not make one the source"
                return Ruling(child, parent, False, why)
            why = f"the other is dated {parent.seen.published}, before this one ({child.seen.published})"
            return Ruling(child, parent, True, why)
    for child, parent, share in ((here, there, reuse.share_here), (there, here, reuse.share_there)):  # (10)
        if _is_cut(child, parent, share):
            why = "the other is the fuller text and carries a dateline or credits, of which this one is a cut"
            return Ruling(child, parent, True, why)
    return Ruling(*undecided, False, "no mark, link or date says which came first")


def _by_link(child: Evidence, parent: Evidence) -> str | None:
    canonical, url = child.seen.canonical, parent.seen.url
    if canonical and url and _same_address(canonical, url) and not _same_address(child.seen.url or "", url):
        return f"its canonical link names the other's address, {url}"
    return None


def _by_credit(child: Evidence, parent: Evidence) -> str | None:
    if child.own & parent.own:
        return None
    for name, mark in child.credits.items():
        words = child.seen.text[mark.start : mark.end]
        if name in parent.own:
            return f"it credits the other's publisher: “{words}”"
        if name in parent.wire and not child.wire & parent.wire and not parent.credits.keys() & {name}:
            return f"it credits the agency whose dateline the other carries: “{words}”"
    if taken := child.wire & parent.own - child.own:
        return f"it carries the name of the other's publisher as its agency ({_written(child, min(taken))})"
    return None


def _written(evidence: Evidence, key: str) -> str:
    from answerable.trace.outlets import name_key

    return next(m.value for m in evidence.marks if m.value and name_key(m.value) == key)


def _common_third(here: Evidence, there: Evidence) -> str | None:
    """An agency or outlet that both credit and neither is, as written."""
    if not (here.own and there.own):
        return None
    common = (here.wire | here.credits.keys()) & (there.wire | there.credits.keys()) - here.own - there.own
    return _written(here, min(common)) if common else None


def before(one: Evidence, other: Evidence) -> bool:
    """Whether `one` was certainly printed before `other`: another day, or the same with clock times that tell."""
    a, b = one.seen.published, other.seen.published
    if a is None or b is None:
        return False
    try:
        if certainly_before(a, b):
            return True
        if certainly_before(b, a) or "T" not in a or "T" not in b:
            return False
        first, second = dt.datetime.fromisoformat(a), dt.datetime.fromisoformat(b)
        return (first.tzinfo is None) == (second.tzinfo is None) and first < second
    except ValueError:  # not a date as we write them: it decides nothing
        return False


def _is_cut(child: Evidence, parent: Evidence, share: float) -> bool:
    longer = len(parent.seen.text) >= CUT_LENGTH * len(child.seen.text)
    return share >= CUT_SHARE and longer and parent.full_dress and not child.full_dress


def _order(here: Evidence, there: Evidence, reuse: Reuse) -> tuple[Evidence, Evidence]:
    """A fixed order for pairs without direction: the text of which more stands in the other is named first."""
    a, b = (reuse.words_here, here.seen.id), (reuse.words_there, there.seen.id)
    return (here, there) if a > b else (there, here)


def _same_address(one: str, other: str) -> bool:
    def plain(address: str) -> str:
        return (
            address.split("#")[0]
            .removeprefix("https://")
            .removeprefix("http://")
            .removeprefix("www.")
            .rstrip("/")
            .lower()
        )

    return bool(one) and plain(one) == plain(other)
