"""Where in a sentence one statement ends because another of the same level begins.

In:   a `View`, the cues of the page, the index of one.
Out:  the words before which its content stops.
Not:  the content itself (`contents`).
"""

from __future__ import annotations

from answerable.extract.cue import Cue
from answerable.extract.grammar import Kind
from answerable.extract.view import View


def end_of_cue(view: View, cue: Cue) -> int:
    """Last word of the cue, or of the source that follows it."""
    if cue.inverted and cue.source is not None:
        return max(cue.source.last, cue.last)
    return cue.last


def stops(view: View, cues: list[Cue], index: int) -> frozenset[int]:
    """Words at which another statement of the same level begins."""
    cue, page, kinds, forms = cues[index], view.page, view.kinds, view.page.forms
    sentence, quote = page.sentence[cue.head], page.quotation[cue.head]
    out = set()
    for other in (cues[i] for i in range(index + 1, len(cues))):
        if page.sentence[other.head] != sentence:
            break
        if page.quotation[other.head] != quote or other.head <= cue.last or other.frame == "according":
            continue
        if other.source is not None and other.source.last < cue.first and forms[other.first - 1] == ",":
            out.add(other.first - 1)  # "doctors who feared for their posts, said": the doctors go on
            break
        at = other.material
        before = forms[at - 1] if at else ""
        if other.shared and other.source == cue.source:
            joined = before in (",", "—") or bool(kinds[at - 1] & (Kind.AND | Kind.CONTRAST))
            if other.gerund or joined:
                while at - 1 > cue.last and (forms[at - 1] == "," or kinds[at - 1] & (Kind.AND | Kind.CONTRAST)):
                    at -= 1
                out.add(at)
                if not other.gerund or joined:
                    break
        elif not other.shared and not other.noun and before == "," and _ends_sentence(view, other):
            out.add(at - 1)  # "…, the union said"
        elif not other.shared and at >= 2 and forms[at - 2] == "," and _joins(kinds[at - 1]):
            out.add(at - 2)
    return frozenset(out)


def _joins(kind: int) -> bool:
    return bool(kind & (Kind.CONTRAST | Kind.SUBORDINATOR | Kind.AND)) and not kind & Kind.THAT


def _ends_sentence(view: View, cue: Cue) -> bool:
    _, hi = view.page.bounds(cue.head)
    end = end_of_cue(view, cue)
    return end + 1 >= hi or view.page.forms[end + 1] in (".", ",")
