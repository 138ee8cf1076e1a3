"""Who said what: source, cue and content in one text.

In:   a text, its language if known, its author if known; a tagger, if one is to be asked.
Out:  `Attribution`s in order of place; a nested one names the one that holds it.
Not:  truth, and nothing beyond the text: a speaker who is not certain is left open.

The numbers are the steps of docs/methods/extract.md.
"""

from __future__ import annotations

from collections.abc import Collection

from answerable.extract.by_rules import found_by_rules
from answerable.extract.completing import complete
from answerable.extract.grammar import grammar
from answerable.extract.language import reading_language
from answerable.extract.parties import parties_in
from answerable.extract.statement import RULES, Attribution
from answerable.extract.tagged import found_by_tagger
from answerable.extract.tagger import Tagger
from answerable.extract.unspaced import find_unspaced, is_unspaced
from answerable.extract.view import view_of
from answerable.extract.words import read_page


def find_statements(
    text: str,
    language: str | None = None,
    *,
    author: str | None = None,
    post: bool = False,
    tagger: Tagger | None = None,
    parties: Collection[str] = (),
) -> list[Attribution]:
    """The statements in `text`. `language` is BCP 47; one without a lexicon gives none, an unknown one is read as
    English only when the text is in Latin letters. `author` is who "I" and a call to the reader speak for; `post` says that
    the text is somebody's letter or mail whatever it looks like. `tagger` reads texts of its languages, rules the others.
    `parties` are names known from outside: who bears them makes no difference to what is found."""
    code = reading_language(text, language)
    if code is None:
        return []
    if is_unspaced(code):
        return find_unspaced(text, code)
    view = view_of(read_page(text, code), grammar(code))  # (1)
    view.name_parties(parties_in(view, parties))
    drafts = found_by_rules(view) if tagger is None or code not in tagger.languages else found_by_tagger(view, tagger)
    return complete(view, drafts, author, post=post)


def method_of(text: str, language: str | None, tagger: Tagger | None) -> str:
    """The name of the method by which `find_statements` reads such a text."""
    code = reading_language(text, language)
    return RULES if tagger is None or code not in tagger.languages else tagger.method
