"""From spans to statements: who, in which act, through whom. The same for drafts of every method.

In:   a `View` and drafts of source, cue and content, in whatever way they were found (`statements` by rules).
Out:  `Attribution`s in order of place.
Not:  finding sources, cues and contents. What is added here are statements that have no cue: letters and calls.

The numbers are the steps of docs/methods/extract.md.
"""

from __future__ import annotations

from answerable.extract.acts import settle_acts
from answerable.extract.calls import mark_public_calls, read_calls
from answerable.extract.drafts import Draft, frozen
from answerable.extract.hollow import hollow
from answerable.extract.letter import letter_of
from answerable.extract.letter_statements import read_letter
from answerable.extract.nesting import nested
from answerable.extract.speakers import Writer, settle_speakers
from answerable.extract.statement import Attribution
from answerable.extract.view import View


def complete(view: View, drafts: list[Draft], author: str | None, *, post: bool = False) -> list[Attribution]:
    """Statements from drafts. `author` is who "I" and a call to the reader speak for, if known from outside."""
    drafts = [d for d in drafts if not _furniture(view, d) and not hollow(view, d)]
    letter = letter_of(view, post=post)
    drafts += read_calls(view)
    if letter is not None:
        drafts += read_letter(view, letter, drafts)  # (4)
    drafts = nested(view, drafts)
    named = None if letter is None or letter.author is None else view.page.span(*letter.author)
    writer = Writer(named.of(view.page.text), named) if named is not None else Writer(author, None)
    settle_speakers(view, drafts, writer)  # (5)
    settle_acts(view, drafts)  # (6)
    if letter is None:
        mark_public_calls(view, drafts)
    return frozen(view.page, drafts)


def _furniture(view: View, draft: Draft) -> bool:
    """Whether the page speaks of itself in the draft's sentence."""
    if not view.grammar.furniture:
        return False
    lo, hi = view.page.bounds(draft.head)
    low = " ".join(view.page.forms[lo:hi])
    return any(words in low for words in view.grammar.furniture)
