"""The parts of an allegation that can be true or false alone.

In:   the text of an allegation and its language.
Out:  `Part`s with their kinds and places: act, author, victims, place, time, number, knowledge, remedy.
Not:  judging; and not cutting the words: every part is verbatim at its span.

The text is cut into clauses; each is an act, what somebody knew, or what was done about it. Within them authors and
victims are found by the parts their phrases play, places, times and numbers by their form, with the words of the lexicons
`allegation`, `act_verbs` and `times`. Languages without those give the act, figures and times only.  # (1)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.confront.answer import ElementKind
from answerable.confront.clause import Clause
from answerable.confront.clause_numbers import numbers_of
from answerable.confront.clause_openings import LONGEST
from answerable.confront.clause_people import people_of, pronoun_of
from answerable.confront.clause_places import places_of
from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import Class, ClauseWords, clause_words
from answerable.confront.clauses import clauses_of
from answerable.resources import lexicon
from answerable.terms.span import Span, trimmed
from answerable.trace.words import words_of

_LONG = 4000  # characters that are searched for parts; what stands behind them is one act


@dataclass(frozen=True, slots=True)
class Part:
    """One element's words at their place in the allegation's text."""

    kind: ElementKind
    span: Span
    text: str


def split_elements(text: str, language: str | None = None) -> tuple[Part, ...]:
    """Elements of `text`: each clause, then what stands in it. At least the act, unless there are no words at all."""
    whole = trimmed(Span(0, len(text)), text)
    if whole.start == whole.end:
        return ()
    end = _searched(text, whole)
    words = clause_words(text[:end], (language or "en").split("-")[0].lower())
    if not len(words):
        return (Part("act", whole, whole.of(text)),)
    found = dict.fromkeys(_parts(words))
    if end < whole.end:
        found[("act", trimmed(Span(end, whole.end), text))] = None
    return tuple(Part(kind, span, span.of(text)) for kind, span in found)


def _searched(text: str, whole: Span) -> int:
    """Where the search for parts ends: before the word that is one too many, if that is not the end of the text."""
    limit = min(whole.end, whole.start + _LONG)
    words = words_of(text[:limit])
    if len(words) > LONGEST:
        return words.starts[LONGEST]
    return words.starts[-1] if limit < whole.end and len(words) > 1 else limit


def _parts(words: ClauseWords) -> Iterator[tuple[ElementKind, Span]]:
    times = times_of(words)
    numbers = numbers_of(words, times)
    clauses = clauses_of(words)
    named: set[str] = set()
    for clause in clauses:
        span = words.place(clause.first, clause.after)
        begin = _subject_first(words, clause, times) if clause.kind == "act" else clause.first
        cut = min((hit[0] for hit in words.found("attributes", begin + 1, clause.after)), default=clause.after)
        yield clause.kind, words.place(begin, cut if clause.kind == "act" else clause.after)
        inside = [t for t in times if span.overlaps(t)]
        for kind, place in _within(words, clause, inside, [n for n in numbers if span.covers(n)]):
            named.add(kind)
            yield kind, place
    acts = [pronoun_of(words, clause) for clause in clauses if clause.kind == "act"]
    for role, (first, after) in dict.fromkeys(one for one in acts if one is not None):
        if role not in named:
            named.add(role)
            yield role, words.place(first, after)


def _said_to_have(words: ClauseWords, clause: Clause) -> int | None:
    """The word behind "is alleged to have", with which the act begins."""
    saying = lexicon(words.language, "allegation").get("saying", ())
    for verb in clause.verbs[:1]:
        rest = words.forms[verb.after : min(verb.after + 3, clause.after)]
        if not verb.passive or words.forms[verb.main] not in saying or rest[:1] != ("to",):
            continue
        begin = verb.after + next(n for n in (3, 2, 1) if rest[:n] == ("to", "have", "been")[:n])
        if begin < clause.after and not any(words.has(at, Class.BREAK) for at in range(verb.after, begin + 1)):
            return begin
    return None


def _subject_first(words: ClauseWords, clause: Clause, times: list[Span]) -> int:
    """Where an act begins: behind "On the night of 11 February," and "In Harth,"."""
    said = _said_to_have(words, clause)
    if said is not None:
        return said
    first = clause.first
    verb = clause.verbs[0].first if clause.verbs else clause.first
    while first < verb:
        comma = next((w for w in range(first + 1, min(verb, first + 25)) if "," in words.gap(w)), None)
        timed = next((t for t in times if words.words.inside(t).start in (first, first + 1)), None)
        if timed is None and not words.has(first, Class.PREPOSITION):
            break
        if timed is not None:
            first = words.words.inside(timed).stop
        elif comma is not None:
            first = comma
        else:
            break
    return first if first <= verb else clause.first


def _within(
    words: ClauseWords, clause: Clause, times: list[Span], numbers: list[Span]
) -> Iterator[tuple[ElementKind, Span]]:
    """What stands in a clause, by kind and place."""
    places = places_of(words, clause.first, clause.after, times)
    ranges = [_range(words, t) for t in times]
    if clause.kind == "act":
        for role, (first, after) in people_of(words, clause, places, ranges):
            yield role, words.place(first, after)
    spans = [words.place(first, after) for first, after in places]
    yield from (("place", span) for span in spans)
    yield from (("time", span) for span in times)
    yield from (("number", n) for n in numbers if not any(s.overlaps(n) for s in spans))


def _range(words: ClauseWords, span: Span) -> tuple[int, int]:
    inside = words.words.inside(span)
    return inside.start, inside.stop
