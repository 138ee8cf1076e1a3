"""The sentences of an allegation without what only hands them on.

In:   an allegation's words.
Out:  stretches of words between full stops and semicolons; where one begins behind "it is alleged that", "according to the
      family,", and where it ends before ", according to the families".
Not:  clauses within them.
"""

from __future__ import annotations

from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon

_STOPS = (".", "!", "?", ";", "；", "。", "\n\n", "…", "•")
LONGEST = 400  # words that are cut into clauses; what stands behind them stays whole
_OPENING = 14  # words in which a sentence may say that it hands something on


def stretches_of(words: ClauseWords) -> list[tuple[int, int]]:
    """Stretches of the first words between full stops and semicolons; a stop before a small letter ends none."""
    count = min(len(words), LONGEST)
    starts = [0] if count else []
    for at in range(1, count):
        gap = words.gap(at)
        if not words.has(at, Class.BREAK) or not any(stop in gap for stop in _STOPS):
            continue
        hard = ";" in gap or "；" in gap or "。" in gap or "\n\n" in gap or "•" in gap
        capital = words.has(at, Class.CAPITAL) or not words.text[words.words.starts[at]].isalpha()
        if (
            words.forms[at - 1].isdigit()
            and lexicon(words.language, "times").get("ordinal_dot", False)
            and gap[:1] == "."
        ):
            continue  # "12. Februar"
        long = words.words.ends[at - 1] - words.words.starts[at - 1] > 3
        if hard or ((capital and (long or words.forms[at - 1].isdigit())) and any(c.isspace() for c in gap)):
            starts.append(at)
    return list(zip(starts, [*starts[1:], count], strict=True))


def stops_before(words: ClauseWords, at: int) -> bool:
    return any(stop in words.gap(at) for stop in _STOPS) and words.has(at, Class.BREAK)


def without_opening(words: ClauseWords, first: int, after: int) -> int:
    """The word after "it is alleged that", "according to the family,", "furthermore,"."""
    start = first
    for _ in range(3):
        moved = _after_handing_on(words, start, after)
        moved = _after_opener(words, moved, after)
        if moved == start:
            break
        start = moved
    if start < after - 1 and words.has(start, Class.JOIN):
        start += 1
    return start


def without_closing(words: ClauseWords, first: int, after: int) -> int:
    """The words without ", according to the families" at their end."""
    for begin, end in words.found("openers", first + 3, after):
        closes = words.has(begin, Class.BREAK) and end - begin > 1 and after - begin < _OPENING
        if closes and not any("," in words.gap(w) for w in range(begin + 1, after)):
            return begin
    return after


def _after_handing_on(words: ClauseWords, first: int, after: int) -> int:
    table = lexicon(words.language, "allegation")
    saying, sources = table.get("saying", ()), table.get("sources", ())
    that = table.get("that", ("that",))
    for at in range(first + 1, min(after - 2, first + _OPENING)):
        if words.forms[at] not in that:
            continue
        before = words.forms[first:at]
        says = any(n in saying for n in before[-4:])
        if before[-1:] and before[-1] in table.get("saying_sure", ()):
            return at + 1
        if says and any(n in sources for n in before):
            return at + 1
        return first
    return first


def _after_opener(words: ClauseWords, first: int, after: int) -> int:
    for _, end in words.found("openers", first, first + 1):
        at = end
        while at < min(after - 2, end + _OPENING):
            gap = words.gap(at)
            if "," in gap or ":" in gap or "，" in gap:
                return at
            at += 1
        if end - first == 1:
            return end
    return first
