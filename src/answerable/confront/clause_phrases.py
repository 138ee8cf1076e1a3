"""Noun phrases of a clause: its words in runs, each with what stands before it.

In:   an allegation's words and a stretch of them.
Out:  `Chunk`s in order: "the company’s guards", "twelve women", "Ms. Orla Venn".
Not:  what a phrase is in the clause.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `first` to before `after`; `lead` is the preposition before it, -1 when there is none."""

    first: int
    after: int
    lead: int


def chunks_of(words: ClauseWords, first: int, after: int, apart: Collection[tuple[int, int]] = ()) -> list[Chunk]:
    """The phrases within words `first` to before `after`; none crosses an edge of a range of `apart`."""
    edges = {edge for one in apart for edge in one}
    hedged = {
        w for a, b in words.found("hedges", first, after) if b < after and is_number(words, b) for w in range(a, b)
    }
    found: list[Chunk] = []
    at = first
    while at < after:
        if not _is_noun(words, at):
            at += 1
            continue
        end = at + 1
        while end < after and end not in edges and _goes_on(words, at, end):
            end += 1
        if all(words.has(w, Class.DETERMINER) and not is_number(words, w) for w in range(at, end)):
            at = end  # an article whose noun is a time: "|le| 4 mars"
            continue
        led = at > first and words.has(at - 1, Class.PREPOSITION) and not words.has(at, Class.BREAK)
        led = led and at - 1 not in hedged
        found.append(Chunk(at, end, at - 1 if led else -1))
        at = end
    return found


def _is_noun(words: ClauseWords, at: int) -> bool:
    if words.has(at, Class.CAPITAL) and not words.has(
        at, Class.AUXILIARY | Class.PREPOSITION | Class.LOOSE | Class.JOIN
    ):
        negation = words.has(at, Class.NEGATION) and not words.has(at, Class.DETERMINER)
        return not negation and not words.has(at, Class.VERB | Class.PRONOUN | Class.RELATIVE)
    return not words.has(at, NOT_NOUNS) and not (words.has(at, Class.NEGATION) and not words.has(at, Class.DETERMINER))


def _goes_on(words: ClauseWords, first: int, at: int) -> bool:
    """Whether word `at` belongs to the phrase that begins at `first`."""
    if words.has(at, Class.BREAK) or not _is_noun(words, at):
        return False
    if is_number(words, at):
        return (
            words.forms[at].isdigit()
            or words.has(at, Class.CAPITAL)
            or is_number(words, at - 1)
            or not words.has(at - 1, Class.CAPITAL)
        )
    if words.has(at, Class.GENITIVE):
        return True
    determiner = words.has(at, Class.DETERMINER) and not words.has(at, Class.CAPITAL)
    return not determiner or all(words.has(w, Class.DETERMINER | Class.NEGATION) for w in range(first, at))
