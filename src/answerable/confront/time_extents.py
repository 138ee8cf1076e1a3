"""How far a phrase of time goes from the word that makes it.

In:   an allegation's words and a core.
Out:  the first word of the phrase, and the word after its last.
Not:  the preposition before it.
"""

from __future__ import annotations

import re

from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_words import ClauseWords
from answerable.confront.time_cores import DAY, YEAR, TimeWords, counts_a_noun

_LONG_GAP = re.compile(r"\.?\s*(?:,\s*)?\Z")


def first_of(words: ClauseWords, core: int, known: TimeWords, least: int) -> int:
    """The first word of a time: "the night of 11 |February|", "three to five |weeks|"."""
    first = core
    while first > least and _before(words, first, known):
        first -= 1
    if first > least + 1 and _bounded(words, first, known):
        first -= 2
    if is_number(words, first) and words.norms[core] in known.units:
        hits = words.found("hedges", max(least, first - 3), first)
        starts = [a for a, b in hits if b == first and words.norms[a] != "only"]
        first = min([first, *starts])  # "upwards of ten weeks"
    if first < core and words.norms[first] in known.articles and words.norms[first + 1].isdigit():
        first += 1  # "le 4 mars": the article only leads in
    while first < core and _only_leads(words, first, known):
        first += 1
    return first


def _before(words: ClauseWords, first: int, known: TimeWords) -> bool:
    """Whether the word before `first` belongs to the time that `first` is in."""
    gap, norm = words.gap(first), words.norms[first - 1]
    core = norm in known.cores and norm not in known.ambiguous
    dated = bool(DAY.match(norm)) or core or norm in known.months
    dated = dated or (bool(YEAR.match(norm)) and words.norms[first] in known.units)
    if not (_LONG_GAP.match(gap) if dated else not gap.strip(" -‑’'")):
        return False
    if norm in known.of:
        return first > 1 and _carries(words, first - 2, known)
    counted = is_number(words, first - 1) and not (norm.isdigit() and len(norm) > 3)
    return dated or counted or norm == "one" or norm in known.points or norm in known.articles


def _bounded(words: ClauseWords, first: int, known: TimeWords) -> bool:
    """ "3 to |7 May|", "two or |three days|"."""
    if words.norms[first - 1] not in known.ranges or not is_number(words, first - 2):
        return False
    return is_number(words, first) and not words.gap(first).strip() and len(words.norms[first - 2]) < 4


def _only_leads(words: ClauseWords, first: int, known: TimeWords) -> bool:
    norm = words.norms[first]
    return norm in known.of or (norm in known.never_first and not _hedged(words, first, known))


def _hedged(words: ClauseWords, first: int, known: TimeWords) -> bool:
    """Whether a hedge of a duration begins at `first`: "over two years", never "about 12 January"."""
    ends = (e for _, e in words.found("hedges", first, first + 1))
    return any(e + 1 < len(words) and is_number(words, e) and words.norms[e + 1] not in known.months for e in ends)


def _carries(words: ClauseWords, at: int, known: TimeWords) -> bool:
    """Whether "of" after word `at` goes on with a time: "the end of", "the night of"."""
    norm = words.norms[at]
    dated = bool(DAY.match(norm)) and words.norms[at + 1] in ("of", "de")
    core = norm in known.cores and norm not in known.ambiguous
    return norm in known.points or core or norm in known.units or dated or norm in known.months


def after_of(words: ClauseWords, after: int, known: TimeWords) -> int:
    """The word after the last of a time: "the night |of 11 February|", "three days |later|"."""
    end = after
    while end < len(words) and (step := _goes_on(words, end, known)):
        end += step
    while end > after and (words.norms[end - 1] in known.of or words.norms[end - 1] in known.articles):
        end -= 1
    return end


def _goes_on(words: ClauseWords, at: int, known: TimeWords) -> int:
    """How many words from `at` belong to the time before it."""
    norm, gap, before = words.norms[at], words.gap(at), words.norms[at - 1]
    dotted = gap.strip() == "." and bool(DAY.match(before)) and norm in known.months
    if gap.strip(" ,-‑–’'") and not dotted:
        return 0
    if YEAR.match(norm) and not counts_a_noun(words, at, known):
        return 0 if "," in gap and YEAR.match(before) else 1  # "2012, 2013": two
    if DAY.match(norm) and before in known.of | known.articles | known.cores:
        return 1
    if "," in gap:
        return 0
    if norm in known.months or (norm in known.cores and norm not in known.ambiguous):
        return 1
    if DAY.match(norm) and before in known.months:
        return 1
    if norm in known.points and before in known.of | known.articles:
        return 1  # "dawn on the |second| Sunday"
    if norm in known.after:
        return 0 if norm in known.ago and before not in known.units else 1
    if norm in known.of and _leads(words, at + 1, known):
        return 1 if words.norms[at + 1] not in known.articles else 2
    return 0


def _leads(words: ClauseWords, at: int, known: TimeWords) -> bool:
    """Whether a time follows "of" at `at`."""
    if at < len(words) and words.norms[at] in known.articles:
        at += 1
    if at >= len(words) or words.gap(at).strip():
        return False
    norm, follows = words.norms[at], words.norms[at + 1] if at + 1 < len(words) else ""
    return (
        norm in known.months
        or norm in known.cores
        or bool(YEAR.match(norm) and not counts_a_noun(words, at, known))
        or (bool(DAY.match(norm)) and follows in known.months | {"of", "de"})
        or (norm in known.points and follows in known.cores | known.months)
    )
