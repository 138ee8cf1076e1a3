"""How far a phrase for people goes: with its hedge and number, with what it belongs to, with a name after it.

In:   an allegation's words and its phrases.
Out:  the first word, and the word after the last.
Not:  what part the phrase plays.
"""

from __future__ import annotations

from collections.abc import Sequence

from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_phrases import Chunk
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon

Range = tuple[int, int]


def start_of(words: ClauseWords, chunk: Chunk, least: int, times: Sequence[Range]) -> int:
    """The phrase with the hedge of its number: "at least twelve women"."""
    for start, end in words.found("hedges", max(least, chunk.first - 3), chunk.first):
        if start < chunk.first <= end and is_number(words, min(end, chunk.after - 1)):
            return start
    ranges = lexicon(words.language, "times").get("ranges", ())
    if chunk.first > 1 and words.forms[chunk.first - 1] in ranges and is_number(words, chunk.first - 2):
        starts = words.found("hedges", max(least, chunk.first - 5), chunk.first - 2)
        return min([chunk.first - 2, *(s for s, e in starts if e == chunk.first - 2)])  # "between 600 and 700 families"
    if chunk.lead < 1 or not words.has(chunk.lead, Class.OF):
        return chunk.first
    first = chunk.lead - 1  # "half of the inhabitants", "members of the choir"
    if any(a <= first < b for a, b in times):
        return chunk.first
    if not (
        is_number(words, first) or words.forms[first] in lexicon(words.language, "allegation").get("quantities", ())
    ):
        return chunk.first
    while first > least and is_number(words, first - 1) and not words.has(first, Class.BREAK):
        first -= 1
    if first > least and words.has(first - 1, Class.DETERMINER):
        first -= 1
    hits = words.found("hedges", max(least, first - 3), first)
    return min([first, *(start for start, end in hits if end == first)])


def end_of(words: ClauseWords, chunks: Sequence[Chunk], index: int, places: Sequence[Range]) -> int:
    """The end of a phrase with what belongs to it: "officers of the Third Precinct", "men in uniform"."""
    end = chunks[index].after
    moved = True
    while moved:
        moved = False
        for first, after in words.found("belongs", end, end + 1):
            if (
                words.forms[first] in lexicon(words.language, "allegation").get("of_subjects", ())
                or words.has(first, Class.BREAK)
                or _in_place(words, first + 1, places)
            ):
                continue
            follow = next((c for c in chunks if c.first == after), None)
            if follow is None and after - first > 1:
                end, moved = max(end, after), True
            elif follow is not None:
                end, moved = follow.after, True
            if moved:
                break
    named = next((c for c in chunks if c.first == end), None)
    if named is not None and _names(words, named, chunks[index]):
        end = named.after  # "the headmaster, Brother Casimir"
    return end


def _names(words: ClauseWords, named: Chunk, first: Chunk) -> bool:
    """Whether a phrase after a comma is the name of what the phrase before describes."""
    described = words.has(first.first, Class.DETERMINER) and named.after - named.first > 1
    capitals = all(words.has(w, Class.CAPITAL) for w in range(named.first, named.after))
    return described and capitals and words.gap(named.first).strip() == "," and named.lead < 0


def _in_place(words: ClauseWords, at: int, places: Sequence[Range]) -> bool:
    return any(a <= at < b for a, b in places) and not words.has(at - 1, Class.OF)


def is_pair(words: ClauseWords, last: Range, chunk: Chunk) -> bool:
    """ "twelve women and four children": joined by a word, or a comma before another person with a title."""
    between = range(last[1], chunk.first)
    if len(between) == 1:
        return words.has(last[1], Class.JOIN)
    listed = words.has(chunk.first, Class.TITLE | Class.CAPITAL) or is_number(words, chunk.first)
    return not between and listed and words.gap(chunk.first).strip() == ","
