"""Which statement reaches the reader through which other.

In:   drafts.
Out:  the same in order of place, each with the index of the one whose content holds it; some left out.
Not:  depth for its own sake: inside another's words only speech is read, not thought, and not "I" and "we".
"""

from __future__ import annotations

from answerable.extract.cue import QUOTED_AS_SAYING
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.view import View


def nested(view: View, drafts: list[Draft]) -> list[Draft]:
    """`drafts` with content, in order, parents set."""
    begun = {d.content[0][0] for d in drafts if d.content and d.source is not None}
    told = (d for d in drafts if d.content and not (d.source is None and d.head in begun and not d.reader))
    kept = sorted(told, key=lambda d: (d.place()[0], -d.place()[1], d.head))
    out: list[Draft] = []
    open_: list[tuple[int, int]] = []  # (index in out, last word)
    for draft in kept:
        first, last = draft.place()
        open_ = [(i, end) for i, end in open_ if end >= first]
        holders = (i for i, _ in reversed(open_) if _holds(out[i], draft, first, last))
        parent = None if draft.reader else next(holders, None)  # a call is made to the reader wherever it stands
        if parent is not None and not _worth_keeping(view, draft, out[parent]):
            continue
        if parent is None and draft.why == QUOTED_AS_SAYING and out:
            parent = _same_paragraph(view, out, draft)
        draft.parent = parent
        open_.append((len(out), last))
        out.append(draft)
    return out


def _holds(holder: Draft, draft: Draft, first: int, last: int) -> bool:
    """Whether the draft, its shared source included, stands in the holder's content."""
    if not holder.holds(first, last):
        return False
    return draft.source is None or holder.holds(draft.source.first, draft.source.last)


def _same_paragraph(view: View, out: list[Draft], draft: Draft) -> int | None:
    """ "… is quoted as saying": in the statement before, when that stands in the same paragraph."""
    page = view.page
    before = len(out) - 1
    same = page.paragraph[page.sentence[out[before].head]] == page.paragraph[page.sentence[draft.head]]
    return before if same else None


def _worth_keeping(view: View, draft: Draft, parent: Draft) -> bool:
    if parent.reader:
        return False
    if parent.block or parent.lemma == ":":
        return True
    if not draft.inner or draft.source is None:
        return False
    first = draft.source.first
    if view.kinds[first] & Kind.FIRST_PERSON and draft.source.first == draft.source.last:
        return False
    return draft.source.how != "relative" or parent.quoted or draft.act != "other"
