"""Drafts by the learned tagger, with what only rules see laid beside them.

In:   a `View` and a tagger of its language.
Out:  drafts for `completing.complete`.
Not:  choosing between the two where both found a statement: there the tagger's stands.

The tagger was trained where nobody marks what stands inside another's words; the rules read there. They also read
headlines and the turns of an interview. (docs/methods/extract.md, "The learned tagger")
"""

from __future__ import annotations

from answerable.extract.by_rules import found_by_rules
from answerable.extract.drafting import Found, drafts_from
from answerable.extract.drafts import Draft
from answerable.extract.tagger import Tagger
from answerable.extract.tagger_decoding import Range, Tagged
from answerable.extract.tagger_words import TaggerWords
from answerable.extract.view import View
from answerable.terms.span import Span


def found_by_tagger(view: View, tagger: Tagger) -> list[Draft]:
    """What the tagger found, and from the rules only what stands inside that or has no cue of its own."""
    words, tagged = tagger.tag(view.page.text)
    drafts = drafts_from(view, [_found(words, one, tagger.method) for one in tagged])
    taken = {word for d in drafts for word in _words_of(d)}
    beside = [d for d in found_by_rules(view) if _is_beside(d, drafts, taken)]
    return sorted([*drafts, *beside], key=lambda d: (d.head, d.cue or (0, 0)))


def _found(words: TaggerWords, tagged: Tagged, method: str) -> Found:
    def places(ranges: tuple[Range, ...]) -> tuple[Span, ...]:
        return tuple(Span(words.starts[a], words.ends[b - 1]) for a, b in ranges)

    cue = places((tagged.cue,))
    why = f"{method}, cue “{cue[0].of(words.text)}”"
    return Found(places(tagged.source), cue, places(tagged.content), why, tagged.confidence)


def _words_of(draft: Draft) -> range:
    return range(draft.cue[0], draft.cue[1] + 1) if draft.cue else range(draft.head, draft.head + 1)


def _is_beside(draft: Draft, drafts: list[Draft], taken: set[int]) -> bool:
    """Whether a rule's draft adds a statement: inside another's content as a whole, or without any cue."""
    if taken.intersection(_words_of(draft)):
        return False
    first, last = draft.place()
    if draft.inner and draft.source is not None and any(d.holds(first, last) for d in drafts):
        return True
    return draft.cue is None and not any(a <= last and first <= b for d in drafts for a, b in d.content)
