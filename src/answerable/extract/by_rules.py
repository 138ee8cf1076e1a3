"""Drafts of source, cue and content by rules: verbs, "according to", nouns that report, headlines, turns.

In:   a `View`.
Out:  drafts in order of place, for `completing.complete`.
Not:  speakers, acts and nesting, which are settled for drafts of every method alike.

The numbers are the steps of docs/methods/extract.md.
"""

from __future__ import annotations

from answerable.extract.carried_on import add_blocks, add_quotations
from answerable.extract.contents import content_of
from answerable.extract.cue import Cue
from answerable.extract.cues import read_verbs
from answerable.extract.drafts import Draft
from answerable.extract.other_cues import read_according, read_headline, read_nominal
from answerable.extract.turns import read_turns
from answerable.extract.view import View


def found_by_rules(view: View) -> list[Draft]:
    """Drafts of source, cue and content in order of place, by verbs, "according to", headlines and turns."""
    cues = sorted([*read_verbs(view), *read_according(view), *read_nominal(view)], key=lambda c: c.head)  # (2)
    drafts = [_draft(view, cues, index) for index in range(len(cues))]  # (3)
    drafts += read_headline(view) + read_turns(view)
    drafts.sort(key=lambda d: (d.head, d.cue or (0, 0)))
    add_blocks(view, drafts)
    add_quotations(view, drafts)  # (4)
    return drafts


def _draft(view: View, cues: list[Cue], index: int) -> Draft:
    cue = cues[index]
    content = content_of(view, cues, index)
    quoted = any(
        view.page.quotation[a] >= 0 and view.page.quotation[a] != view.page.quotation[cue.head] for a, _ in content
    )
    named = cue.source is not None
    return Draft(
        head=cue.head,
        source=cue.source,
        cue=(cue.first, cue.last),
        content=content,
        act=cue.act,
        lemma=view.page.forms[cue.head] if cue.noun else cue.lemma,
        why=cue.why or f"cue “{' '.join(view.page.forms[cue.first : cue.last + 1])}”",
        confidence=0.4 + 0.25 * named + 0.15 * quoted + 0.1 * cue.inner - 0.1 * cue.shared,
        inner=cue.inner,
        shared=cue.shared,
        quoted=quoted,
    )
