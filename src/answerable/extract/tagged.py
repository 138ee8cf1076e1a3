"""Drafts by the learned tagger, with what only rules see laid beside them.

In:   a `View` and a tagger of its language.
Out:  drafts for `completing.complete`.
Not:  choosing between the two where both found a statement: there the tagger's stands, but for a few forms that only
      the rules were made for (`_FORMS`).

The tagger was trained mostly where nobody marks what stands inside another's words; the rules read there. They also read
headlines and the turns of an interview. (docs/methods/extract.md, "The learned tagger")
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from answerable.extract.by_rules import found_by_rules
from answerable.extract.cue import QUOTED_AS_SAYING
from answerable.extract.drafting import Found, drafts_from
from answerable.extract.drafts import Draft
from answerable.extract.parties import place_of
from answerable.extract.tagger import Tagger, Tagging
from answerable.extract.tagger_decoding import Range, Tagged
from answerable.extract.tagger_words import TaggerWords, without_edges
from answerable.extract.view import View
from answerable.terms.span import Span

BESIDE = 0.05  # how likely the tagger must think a statement that only rules found inside another; chosen on development articles


def found_by_tagger(view: View, tagger: Tagger) -> list[Draft]:
    """What the tagger found, and from the rules forms of their own and what stands inside a statement."""
    tagging = tagger.tag(view.page.text, [place_of(view, name) for name in view.parties])
    drafts = drafts_from(view, [_found(tagging.words, one, tagger.method) for one in tagging.found])
    by_rules = found_by_rules(view)
    _lend_sources(view, drafts, by_rules)
    forms = [d for d in by_rules if _is_form(d)]
    drafts = [d for d in drafts if not any(_in_the_frame(d, form) for form in forms)]
    taken = {word for d in (*drafts, *forms) for word in _cue_of(d)}
    beside = [
        d for d in by_rules if not _is_form(d) and _is_beside(d, drafts, taken) and _seen(view, d, tagging) >= BESIDE
    ]
    return sorted([*drafts, *forms, *beside], key=lambda d: (d.head, d.cue or (0, 0)))


def _found(words: TaggerWords, tagged: Tagged, method: str) -> Found:
    def places(ranges: Iterable[Range]) -> tuple[Span, ...]:
        return tuple(Span(words.starts[a], words.ends[b - 1]) for a, b in ranges if a < b)

    cue = places((tagged.cue,))
    source = places(without_edges(words, one, apposed=True) for one in tagged.source)
    content = places(without_edges(words, one) for one in tagged.content)
    why = f"{method}, cue “{cue[0].of(words.text)}”"
    return Found(source, cue, content, why, tagged.confidence)


def _lend_sources(view: View, drafts: list[Draft], by_rules: list[Draft]) -> None:
    """Where the tagger named nobody and the rules, for the same cue, do: their source."""
    named = {word: d.source for d in by_rules if d.source is not None for word in _cue_of(d)}
    for draft in drafts:
        source = next((named[w] for w in _cue_of(draft) if w in named), None)
        if draft.source is None and source is not None and draft.given is not None:
            draft.source = source
            draft.given = ((view.page.span(source.first, source.last),), *draft.given[1:])


def _is_form(draft: Draft) -> bool:
    """A turn of a transcript, a headline that ends in its speaker, "… is quoted as saying"."""
    return draft.lemma in (":", "") or draft.why == QUOTED_AS_SAYING


def _in_the_frame(draft: Draft, form: Draft) -> bool:
    """Whether the draft's cue stands among the form's source and cue: there it would be said a second time."""
    first, last = form.place()
    return any(first <= w <= last and not form.holds(w, w) for w in _cue_of(draft))


def _cue_of(draft: Draft) -> range:
    return range(draft.cue[0], draft.cue[1] + 1) if draft.cue else range(draft.head, draft.head + 1)


def _seen(view: View, draft: Draft, tagging: Tagging) -> float:
    """How likely the tagger thinks an attribution at the draft's cue."""
    place = view.page.span(*(draft.cue or (draft.head, draft.head)))
    first, end = bisect_right(tagging.words.ends, place.start), bisect_left(tagging.words.starts, place.end)
    return max(tagging.chances[first:end], default=0.0)


def _is_beside(draft: Draft, drafts: list[Draft], taken: set[int]) -> bool:
    """Whether a rule's draft adds a statement: speech of somebody named, wholly inside another's content."""
    if taken.intersection(_cue_of(draft)) or not draft.inner or draft.source is None or draft.source.how != "phrase":
        return False
    first, last = draft.place()
    return any(d.holds(first, last) for d in drafts)
