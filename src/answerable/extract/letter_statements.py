"""What the writer of a letter says without a cue: every sentence of a letter is its writer's.

In:   a `View` that is a letter, and the drafts found so far.
Out:  a draft for each sentence that names a wrong, takes one back, cites a law, promises or asks for access.
Not:  the rest of the letter: courtesies, dates and reasons are no statements about the matter.
"""

from __future__ import annotations

from answerable.extract.act_signs import Signs, signs_of
from answerable.extract.act_words import ActWords, act_words
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.letter import Letter
from answerable.extract.statement import Act
from answerable.extract.view import View

_SHORTEST = 4  # words
_SUBJECT = 5  # words of a sentence among which a law that is its subject stands
LETTER = "a sentence of a letter"


def read_letter(view: View, letter: Letter, drafts: list[Draft]) -> list[Draft]:
    """One draft a sentence, where none of `drafts` has it already."""
    words = act_words(view.grammar.language)
    page = view.page
    told = [d for d in drafts if d.content and not _named(view, d)]
    has = {w for d in told for a, b in [*d.content, d.cue or (0, -1)] for w in range(a, b + 1)}
    out = []
    for lo, hi in page.sentences[letter.body[0] : letter.body[1]]:
        first, last = lo, hi - 1
        while last > first and view.kinds[last] & Kind.PUNCTUATION:
            last -= 1
        free = [w for w in range(first, last + 1) if w not in has]
        if last - first + 1 < _SHORTEST or 2 * len(free) < last - first + 1 or page.forms[hi - 1] == "?":
            continue
        forms = [page.forms[w] for w in range(first, last + 1) if not view.kinds[w] & Kind.PUNCTUATION]
        found = _act(forms, signs_of(forms, words), words, reply=letter.reply)
        if found is not None:
            act, why = found
            out.append(
                Draft(
                    head=first,
                    source=None,
                    cue=None,
                    content=[(first, last)],
                    act=act,
                    lemma="",
                    why=f"{LETTER}: {why}",
                    confidence=0.5,
                    sure=True,
                    narrated=True,
                )
            )
    return out


def _named(view: View, draft: Draft) -> bool:
    """ "Our request to visit": the noun names the act that its sentence performs."""
    return not draft.inner and draft.source is not None and bool(view.kinds[draft.source.first] & Kind.DETERMINER)


def _act(forms: list[str], its: Signs, words: ActWords, *, reply: bool) -> tuple[Act, str] | None:
    if not words.laws.isdisjoint(forms[:_SUBJECT]) and (reply or not its.wrong):
        return "cites-law", "a law is its subject"
    if its.untrue and not its.patient:
        return "denies", "it is called untrue"
    if its.access and (words.again.find(forms) >= 0 or (its.ours and not words.performs.isdisjoint(forms))):
        return "requests-access", "access is asked for"
    if its.promise:
        return "commits", "says what the writer will do"
    if its.taken_back and not its.wrong:
        return "denies", "a wrong is named to say that it was not done"
    if its.wrong or its.undone:
        if reply and not its.patient:
            return "responds", "a letter that answers another"
        return "alleges", "a wrong is named" if its.wrong else "something owed was not done"
    return None
