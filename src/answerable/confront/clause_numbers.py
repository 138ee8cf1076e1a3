"""The numbers of an allegation: a figure with its hedge and without its noun.

In:   an allegation's words, and where its times stand.
Out:  spans: "at least twelve", "some 3,500", "hundreds", "two thirds".
Not:  numbers that name a thing ("Gate 3", "article 7"), ages, and those inside a time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords
from answerable.resources import lexicon
from answerable.terms.span import Span
from answerable.trace.words import words_of

_DIGITS = re.compile(r"\d{1,12}\Z")
_POINT = re.compile(r"[.,'’\u00a0\u202f ]\Z")
_CURRENCY = re.compile(r"[$€£¥]\Z")
_PER_CENT = re.compile(r"\s?%")
_AND = frozenset({"and", "y", "und", "et", "a"})


def numbers_of(words: ClauseWords, times: Collection[Span]) -> list[Span]:
    """Spans of the numbers in `words`."""
    found: list[Span] = []
    for first, after in _ranges(words, _runs(words)):
        if _names_a_thing(words, first, after):
            continue
        start, end = _with_hedge(words, first), _with_tail(words, after)
        left, right = words.words.starts[start], words.words.ends[end - 1]
        if _CURRENCY.search(words.text[:left][-1:]):
            left -= 1
        if sign := _PER_CENT.match(words.text, right):
            right = sign.end()
        span = Span(left, right)
        if not any(span.overlaps(t) for t in times):
            found.append(span)
    return found


def is_number(words: ClauseWords, at: int) -> bool:
    """Whether word `at` is a figure or a number word."""
    norm = words.norms[at]
    return bool(_DIGITS.match(norm)) or norm in number_words(words.language)


@cache
def number_words(language: str) -> frozenset[str]:
    """Levelled number words of a language, "one" left out: it is an article as often."""
    table = lexicon(language, "figures")
    keys = [*table.get("words", {}), *table.get("scales", {})]
    keys += [k for k in lexicon(language, "allegation").get("counts", ()) if " " not in k]
    return frozenset(n for k in keys if k not in ("one", "both") for n in words_of(k).norms)


def _runs(words: ClauseWords) -> Iterator[tuple[int, int]]:
    """Numbers that stand together: "three hundred and fifty", "3,500"; and counts of several words ("two thirds")."""
    counted = dict(sorted(words.found("counts")))
    at = 0
    while at < len(words):
        if at in counted and counted[at] - at > 1:
            yield at, counted[at]
            at = counted[at]
        elif is_number(words, at):
            after = at + 1
            while after < len(words) and _joined(words, after):
                after += 1
            while words.norms[after - 1] in _AND:
                after -= 1
            yield at, after
            at = after
        else:
            at += 1


def _ranges(words: ClauseWords, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Two numbers that bound one: "between 40 and 60", "five to eight", "30–40"."""
    held: tuple[int, int] | None = None
    between = lexicon(words.language, "times").get("ranges", ())
    for first, after in runs:
        if held is not None and _bounds(words, held, first, between):
            held = (held[0], after)
            continue
        if held is not None:
            yield held
        held = (first, after)
    if held is not None:
        yield held


def _bounds(words: ClauseWords, held: tuple[int, int], first: int, between: Collection[str]) -> bool:
    gap = words.text[words.words.ends[held[1] - 1] : words.words.starts[first]].strip()
    if first == held[1]:
        return gap in ("-", "–")
    opened = held[0] > 0 and words.norms[held[0] - 1] in lexicon(words.language, "times").get("range_before", ())
    return first == held[1] + 1 and gap in between and (opened or gap not in _AND)


def _joined(words: ClauseWords, at: int) -> bool:
    gap = words.gap(at)
    if words.norms[at].isdigit() and words.norms[at - 1].isdigit():
        return _same_figure(words, at, gap)
    if gap.strip(" -‑"):
        return False
    if is_number(words, at) or (words.norms[at] == "one" and "-" in gap):
        return True
    follows = at + 1 < len(words) and is_number(words, at + 1) and not words.gap(at + 1).strip(" -")
    return words.norms[at] in _AND and follows and not words.norms[at - 1].isdigit()


def _same_figure(words: ClauseWords, at: int, gap: str) -> bool:
    """ "3,500", "3.5", "1 200 000": groups of three; where only a blank parts them, behind a group of at most three."""
    if len(words.norms[at]) < 3:
        return gap in (".", ",")
    grouped = len(words.norms[at]) == 3 and bool(_POINT.match(gap))
    return grouped and (not gap.isspace() or len(words.norms[at - 1]) <= 3)


def _names_a_thing(words: ClauseWords, first: int, after: int) -> bool:
    """ "Gate 3", "article 7", "aged 14", "a 12-year-old"."""
    table = lexicon(words.language, "allegation")
    if after < len(words) and words.forms[after] in table.get("ages", ()) and _is_age(words, after):
        return True
    if first == 0:
        return False
    gap, before = words.gap(first), words.forms[first - 1]
    if before == "of" and any(end == first - 1 for _, end in words.found("victims", max(0, first - 3), first)):
        return (
            after >= len(words)
            or words.has(after, NOT_NOUNS | Class.BREAK)
            or words.forms[after] in table.get("ages", ())
        )  # "a girl of nine"
    if before == "as" and first > 1 and words.norms[first - 2] in ("young", "old"):
        return True
    if before in table.get("not_counted", ()) and not gap.strip(" .º°"):
        return words.norms[first].isdigit() or before in ("aged", "age")
    named = text_capital(words, first - 1) and first > 1 and words.norms[first].isdigit()
    between_commas = "," in gap and after < len(words) and "," in words.gap(after)[:1]
    return (named and not gap.strip()) or (between_commas and text_capital(words, first - 1)) or gap.endswith("/")


def _is_age(words: ClauseWords, at: int) -> bool:
    follows = words.norms[at + 1 : at + 2]
    return bool(follows) and follows[0] in ("old", "olds")


def text_capital(words: ClauseWords, at: int) -> bool:
    return words.text[words.words.starts[at]].isupper()


def _with_hedge(words: ClauseWords, first: int) -> int:
    best = first
    for start, after in words.found("hedges", max(0, first - 4), first):
        if after == first and not words.gap(first).strip(" -") and not (start and _label_of(words, start)):
            best = min(best, start)
    return best


def _label_of(words: ClauseWords, start: int) -> bool:
    """ "over" after a verb of motion is no hedge: nothing to tell them by but a number before it."""
    return is_number(words, start - 1) and not words.gap(start).strip()


def _with_tail(words: ClauseWords, after: int) -> int:
    for start, end in words.found("hedges_after", after, after + 1):
        if start == after and not words.gap(after).strip():
            return end
    return after
