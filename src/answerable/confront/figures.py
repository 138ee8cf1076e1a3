"""Figures and days that a text names, so that two texts can be compared on them.

In:   a text and its levelled words.
Out:  `Figures`: amounts, years, days of a month, ages; from digits and, where the language has a lexicon, from words.
Not:  units and currencies: `two officers` and `two years` both give 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from answerable.resources import lexicon
from answerable.trace.words import words_of

_NUMBER = re.compile(r"(?<![\w.,])\d{1,12}(?:[.,\u00a0\u202f']\d{1,9}){0,4}(?![\w])")
_DAY_WORD = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|er)?(?:\sof)?(?:\sde)?\s(\w{3,12})|(\w{3,12})\s(\d{1,2})(?:st|nd|rd|th)?(?!\w)"
)
_DAY_HAN = re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[.:]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Figures:
    """`amounts` are numbers that are neither years nor days; `days` are (month, day)."""

    amounts: frozenset[float] = frozenset()
    years: frozenset[int] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[int] = frozenset()
    clock: bool = False

    def __bool__(self) -> bool:
        return bool(self.amounts or self.years or self.days or self.clock)

    @property
    def dated(self) -> bool:
        return bool(self.years or self.days or self.months or self.clock)


def figures_of(text: str, words: Sequence[str], language: str) -> Figures:
    """The figures of `text`, whose levelled words are `words`."""
    months = _months(language)
    amounts: set[float] = set(_spelled(words, language))
    years: set[int] = set()
    days: set[tuple[int, int]] = set()
    taken: set[str] = set()
    if any(c.isdigit() for c in text):
        for match in _DAY_WORD.finditer(text):
            day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
            month = months.get(name.lower())
            if month is not None and 1 <= int(day) <= 31:
                days.add((month, int(day)))
                taken.add(day)
        for match in _DAY_HAN.finditer(text):
            days.add((int(match[1]), int(match[2])))
            taken |= {match[1], match[2]}
        for match in _NUMBER.finditer(text):
            if match[0] in taken:
                continue
            value = _value(match[0])
            if value.is_integer() and 1500 <= value <= 2100 and len(match[0]) == 4:
                years.add(int(value))
            else:
                amounts.add(value)
    named = {months[w] for w in words if w in months and w != "may"} | {m for m, _ in days}
    return Figures(frozenset(amounts), frozenset(years), frozenset(days), frozenset(named), bool(_CLOCK.search(text)))


def _value(written: str) -> float:
    """`6,200` and `6.200` are thousands; `5.2` is not."""
    parts = re.split(r"[.,\u00a0\u202f']", written)
    if len(parts) > 1 and all(len(p) == 3 for p in parts[1:]):
        return float("".join(parts))
    if len(parts) == 2:
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts))


def _spelled(words: Sequence[str], language: str) -> list[float]:
    small, scales = _number_words(language)
    out: list[float] = []
    current: float | None = None
    for word in words:
        if word in small:
            value = small[word]
            current = current + value if current is not None and current % 100 >= 20 and value < 10 else value
            if current is value and out and out[-1] < 0:
                out.pop()
            continue
        if word in scales and current is not None:
            current *= scales[word]
        elif current is not None:
            out.append(current)
            current = None
    if current is not None:
        out.append(current)
    return out


@cache
def _number_words(language: str) -> tuple[dict[str, float], dict[str, float]]:
    table = lexicon(language, "figures")
    small = {words_of(k).norms[0]: float(v) for k, v in table.get("words", {}).items() if k != "one"}
    return small, {words_of(k).norms[0]: float(v) for k, v in table.get("scales", {}).items()}


@cache
def _months(language: str) -> dict[str, int]:
    """Months by name, as written and levelled."""
    names = lexicon(language, "figures").get("months", ())
    return {form: 1 + i for i, name in enumerate(names) for form in (name, words_of(name).norms[0])}
