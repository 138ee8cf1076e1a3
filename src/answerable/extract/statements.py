"""Who said what: source, cue and content in one text, by rules.

In:   a text, its language if known, its author if known.
Out:  `Attribution`s in order of place; a nested one names the one that holds it.
Not:  truth, and nothing beyond the text: a speaker who is not certain is left open.

The numbers are the steps of docs/methods/extract.md.
"""

from __future__ import annotations

from answerable.extract.carried_on import add_blocks, add_quotations
from answerable.extract.completing import complete
from answerable.extract.contents import content_of
from answerable.extract.cue import Cue
from answerable.extract.cues import read_verbs
from answerable.extract.drafts import Draft
from answerable.extract.grammar import grammar
from answerable.extract.language import reading_language
from answerable.extract.other_cues import read_according, read_headline, read_nominal
from answerable.extract.statement import Attribution
from answerable.extract.turns import read_turns
from answerable.extract.unspaced import find_unspaced, is_unspaced
from answerable.extract.view import View, view_of
from answerable.extract.words import read_page


def find_statements(
    text: str, language: str | None = None, *, author: str | None = None, post: bool = False
) -> list[Attribution]:
    """The statements in `text`. `language` is BCP 47; one without a lexicon gives none, an unknown one is read as
    English only when the text is in Latin letters. `author` is who "I" and a call to the reader speak for; `post` says that
    the text is somebody's letter or mail whatever it looks like."""
    code = reading_language(text, language)
    if code is None:
        return []
    if is_unspaced(code):
        return find_unspaced(text, code)
    view = view_of(read_page(text, code), grammar(code))  # (1)
    return complete(view, found_by_rules(view), author, post=post)


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
