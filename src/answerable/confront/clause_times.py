"""The times of an allegation: days, ranges, seasons, durations, "the night of 11 February", "three days later".

In:   an allegation's words.
Out:  spans of whole phrases without their preposition.
Not:  ages, sentences of imprisonment, shifts; nor reckoning: "last winter" stays as it is written.

A phrase grows from a core (a month, a year, a weekday, a part of the day, a unit that is counted or pointed at) to both
sides over the words that may belong to it (lexicon `times`).
"""

from __future__ import annotations

import re

from answerable.confront.clause_words import ClauseWords
from answerable.confront.time_cores import TimeWords, is_core, time_words
from answerable.confront.time_extents import after_of, first_of
from answerable.terms.span import Span

_CLOCK = re.compile(r"(?<![\d.,:])[0-2]?\d[.:h][0-5]\d(?![\d.:/])(?:\s?[ap]\.?m\b\.?|\s(?:hours|Uhr)\b)?")
_HOUR = re.compile(r"(?<![\d.,:])[0-2]?\d\s?(?:[ap]\.m\.?|[ap]m\b|h\b|Uhr\b|o’clock\b|o'clock\b)")
_NUMERIC = re.compile(r"(?<![\d./-])(?:[0-3]?\d[./][01]?\d[./](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\d./-])")
_HAN = re.compile(r"(?:\d{4}\s?年\s?)?(?:\d{1,2}\s?月\s?(?:\d{1,2}\s?日)?)|\d{4}\s?年")


def times_of(words: ClauseWords) -> list[Span]:
    """Spans of the times in `words`, in order, none overlapping."""
    known = time_words(words.language)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if not is_core(words, at, known):
            at += 1
            continue
        first, after = first_of(words, at, known, found[-1][1] if found else 0), after_of(words, at + 1, known)
        if found and _one_range(words, found[-1], first, known):
            found[-1] = (found[-1][0], after)
        else:
            found.append((first, after))
        at = after
    spans = [words.place(first, after) for first, after in found]
    for pattern in (_NUMERIC, _CLOCK, _HOUR, _HAN):
        spans += [Span(*m.span()) for m in pattern.finditer(words.text)]
    return _with_days(words.text, _merged(spans), known)


def _merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans as one; "4 a.m. on 3 May" stays two."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _with_days(text: str, spans: list[Span], known: TimeWords) -> list[Span]:
    """A clock time with its day: "7.40 p.m. on 9 October"."""
    out: list[Span] = []
    for span in spans:
        between = text[out[-1].end : span.start].strip(" .,\n") if out else "?"
        if (
            out
            and between in known.of
            and any(c.isdigit() for c in out[-1].of(text))
            and _CLOCK.match(out[-1].of(text))
        ):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _one_range(words: ClauseWords, last: tuple[int, int], first: int, known: TimeWords) -> bool:
    """Whether the times from `last` and at `first` are the two ends of one: "1991 and 1994", "3 to 7 May", "5–9 June"."""
    between = words.norms[last[1] : first]
    gap = words.text[words.words.ends[last[1] - 1] : words.words.starts[first]]
    months = words.norms[last[1] - 1] in known.months and words.norms[first] in known.months
    if months and last[1] - last[0] <= 8 and gap.strip(" ,") in ("", *known.ranges):
        return True  # "March, April and May"
    if not between:
        return gap.strip() in ("-", "–", "—", "") and len(gap) <= 3 and gap != ""
    if len(between) == 1 and between[0] in known.range_inside and gap.strip() == between[0]:
        return words.norms[last[1] - 1] in known.cores  # "the night from 6 to 7 July"
    if len(between) > 2 or between[0] not in known.ranges or gap.strip(" \n") != " ".join(between):
        return gap.strip(" \n").lower() == between[0] and between[0] in known.ranges
    opened = last[0] > 0 and words.norms[last[0] - 1] in known.range_before
    return opened or between[0] not in ("and", "or", "et", "y", "und", "и")
