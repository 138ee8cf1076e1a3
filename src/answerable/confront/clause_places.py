"""The places of an allegation: camps, villages, prisons, provinces, named or not, without their preposition.

In:   an allegation's words and the spans that are times.
Out:  spans: "the police station in Orlan", "Camp 9", "the Selwa valley".
Not:  maps: a name after "in" is taken for a place unless it is one of time, law or office.
"""

from __future__ import annotations

from collections.abc import Collection

from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_phrases import Chunk, chunks_of
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon
from answerable.terms.span import Span


def places_of(words: ClauseWords, first: int, after: int, times: Collection[Span]) -> list[tuple[int, int]]:
    """Word ranges of the places within words `first` to before `after`."""
    table = lexicon(words.language, "allegation")
    before, sure = frozenset(table.get("place_before", ())), frozenset(table.get("place_sure", ()))
    found: list[tuple[int, int]] = []
    chunks = chunks_of(words, first, after, [_range(words, t) for t in times])
    for index, chunk in enumerate(chunks):
        lead = words.forms[chunk.lead] if chunk.lead >= 0 else ""
        if found and _second(words, chunk, found[-1]) and not _is_time(words, chunk, times):
            if _plural(words, found[-1]):
                found[-1] = (found[-1][0], chunk.after)
            else:
                found.append((chunk.first, chunk.after))
        if chunk.lead >= 0 and words.has(chunk.lead, Class.OF) and index and chunks[index - 1].after == chunk.lead:
            continue  # what belongs to the noun before
        if chunk.lead < 0 and _entered(words, chunk) and _headed(words, chunk.first, chunk.after):
            found.append((chunk.first, _whole(words, chunks, index, times)))
            continue
        if lead not in before or _taken(words, chunk, found) or _is_time(words, chunk, times):
            continue
        end = _whole(words, chunks, index, times)
        chained = bool(found) and found[-1][1] == chunk.lead
        chained = chained and not lexicon(words.language, "grammar").get("capital_nouns", False)
        if _is_place(words, chunk.first, end, sure=lead in sure or chained):
            if found and found[-1][1] == chunk.lead:
                found[-1] = (found[-1][0], end)
            else:
                found.append((chunk.first, end))
    return found


def _range(words: ClauseWords, span: Span) -> tuple[int, int]:
    inside = words.words.inside(span)
    return inside.start, inside.stop


def _second(words: ClauseWords, chunk: Chunk, last: tuple[int, int]) -> bool:
    """ "in Toma and Besi": a name joined to a place is another."""
    joined = chunk.first == last[1] + 1 and words.has(last[1], Class.JOIN) and not words.has(chunk.first, Class.BREAK)
    listed = chunk.first == last[1] and "," in words.gap(chunk.first)
    names = all(words.has(w, Class.CAPITAL) for w in (last[1] - 1, chunk.first))
    return (joined or listed) and names and not words.has(chunk.first, Class.TITLE) and chunk.after - chunk.first < 4


def _entered(words: ClauseWords, chunk: Chunk) -> bool:
    """ "looted the clinic", "entered the village": what some verbs are done to is a place."""
    verbs = lexicon(words.language, "act_verbs").get("entering", ())
    return chunk.first > 0 and words.forms[chunk.first - 1] in verbs and chunk.after - chunk.first > 1


def _plural(words: ClauseWords, place: tuple[int, int]) -> bool:
    """ "the provinces of Vorn" goes on with "and Ostery"."""
    return any(words.forms[w].endswith("s") and not words.has(w, Class.CAPITAL) for w in range(*place)[:2])


def _taken(words: ClauseWords, chunk: Chunk, found: list[tuple[int, int]]) -> bool:
    return any(first <= chunk.first < after for first, after in found)


def _is_time(words: ClauseWords, chunk: Chunk, times: Collection[Span]) -> bool:
    span = words.place(chunk.first, chunk.after)
    return any(span.overlaps(t) for t in times)


def _whole(words: ClauseWords, chunks: list[Chunk], index: int, times: Collection[Span]) -> int:
    """The end of a place with its "of …": "the village of Kesh"."""
    end = chunks[index].after
    for chunk in chunks[index + 1 :]:
        if chunk.lead != end or not words.has(chunk.lead, Class.OF) or _is_time(words, chunk, times):
            break
        end = chunk.after
    return end


def _is_place(words: ClauseWords, first: int, after: int, *, sure: bool) -> bool:
    table = lexicon(words.language, "allegation")
    norms = words.forms[first:after]
    head = norms[1] if words.has(first, Class.DETERMINER) and len(norms) > 1 else norms[0]
    if not {head, norms[-1]}.isdisjoint(table.get("not_places", ())):
        return False
    nouns = _headed(words, first, after)
    named = any(words.has(at, Class.CAPITAL) for at in range(first, after))
    common = not words.has(after - 1, Class.CAPITAL)
    if common and any(end == after for group in ("authors", "victims") for _, end in words.found(group, first, after)):
        return False
    if is_number(words, first) and not named:
        return False
    if nouns:
        return named or after - first > 1
    if not sure or not words.has(_name_at(words, first), Class.CAPITAL):
        return False
    return not any(True for _ in words.found("victims", first, after)) and not words.has(first, Class.TITLE)


def _headed(words: ClauseWords, first: int, after: int) -> bool:
    """Whether a noun of places is the head: nothing but names, numbers and "of …" after it ("the school year" is none)."""
    for _, end in words.found("places", first, after):
        rest = range(end, after)
        if end <= after and (end == after or words.has(end, Class.OF | Class.PREPOSITION | Class.CAPITAL)):
            return True
        if end <= after and all(words.has(w, Class.CAPITAL) or is_number(words, w) for w in rest):
            return True
    return False


def _name_at(words: ClauseWords, first: int) -> int:
    return first + 1 if words.has(first, Class.DETERMINER) else first
