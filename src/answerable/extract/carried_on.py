"""Content that goes on: quotations that stand alone after a statement, and blocks after "Forbes reports:".

In:   a `View` and drafts in order of place.
Out:  the same drafts, some with further content; new drafts for blocks.
Not:  quotations of a few words inside the paper's own sentence: these say nothing of who speaks.
"""

from __future__ import annotations

from bisect import bisect_left

from answerable.extract.drafts import Draft, Range
from answerable.extract.view import View

_SHORTEST = 3  # words of a quotation that is a statement of its own


def add_quotations(view: View, drafts: list[Draft]) -> None:
    """Give each quotation that nobody claims, and that is a sentence of its own, to the statement it follows."""
    page = view.page
    ranges = _quotation_ranges(view)
    claimed = sorted(r for d in drafts for r in d.content)
    at = 0
    reach = -1
    for first, last in ranges:
        while at < len(claimed) and claimed[at][0] <= first:
            reach = max(reach, claimed[at][1])
            at += 1
        if reach >= first or last - first + 1 < _SHORTEST + 2 or not _stands_alone(view, first, last):
            continue
        owner = _owner(view, drafts, first)
        if owner is not None:
            owner.content.append((first, last))
            owner.quoted = True
    for draft in drafts:
        draft.content = _touching(draft.content)
        draft.quoted = draft.quoted or any(page.quotation[a] >= 0 for a, _ in draft.content)


def _quotation_ranges(view: View) -> list[Range]:
    out: list[Range] = []
    previous = -1
    for word, quote in enumerate(view.page.quotation):
        if quote < 0:
            previous = -1
        elif quote != previous:
            out.append((word, word))
            previous = quote
        else:
            out[-1] = (out[-1][0], word)
    return out


def _stands_alone(view: View, first: int, last: int) -> bool:
    page = view.page
    lo, _ = page.bounds(first)
    _, hi = page.bounds(last)
    opens = first == lo or page.forms[first - 1] in (".", "!", "?", ":") or page.quotation[first - 1] >= 0
    closes = last + 1 >= hi or page.forms[last + 1] in (".", "(") or page.capital[last + 1]
    return opens and closes


def _owner(view: View, drafts: list[Draft], first: int) -> Draft | None:
    """The last statement before the quotation in its paragraph, or in the one before when that ended in a quotation."""
    page = view.page
    paragraph = page.paragraph[page.sentence[first]]
    best: Draft | None = None
    best_end = -1
    for draft in (drafts[i] for i in range(bisect_left(drafts, first, key=lambda d: d.head) - 1, -1, -1)):
        if paragraph - page.paragraph[page.sentence[draft.head]] > 1:
            break
        _, end = draft.place()
        if end < first and end >= best_end and (draft.inner or draft.quoted) and draft.cue is not None:
            best, best_end = draft, end
    if best is None or best.source is None:
        return None
    gap = paragraph - page.paragraph[page.sentence[best_end]]
    if gap == 0:
        return best if page.sentence[first] - page.sentence[best_end] <= 1 else None
    ended_quoted = best.quoted and page.sentence[best_end] + 1 == page.sentence[first]
    return best if gap == 1 and ended_quoted and first == page.bounds(first)[0] else None


def _touching(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def add_blocks(view: View, drafts: list[Draft]) -> None:
    """ "Forbes reports:" alone in its paragraph: the next paragraph is what it relays (that one only)."""
    page = view.page
    for draft in drafts:
        if draft.content or draft.cue is None or draft.source is None:
            continue
        sentence = page.sentence[draft.cue[1]]
        _, hi = page.sentences[sentence]
        if page.forms[hi - 1] != ":" or sentence + 1 >= len(page.sentences):
            continue
        if page.paragraph[sentence + 1] == page.paragraph[sentence] or draft.cue[1] + 6 < hi:
            continue
        end = sentence + 1
        while end + 1 < len(page.sentences) and page.paragraph[end + 1] == page.paragraph[sentence + 1]:
            end += 1
        draft.content = [(page.sentences[sentence + 1][0], page.sentences[end][1] - 1)]
        draft.block = True
        draft.why = "a colon closes the paragraph: the next one is relayed"
