"""Where the words of a lexicon stand in a text.

In:   levelled words (`trace.words`), and lexicon files of one language: groups of entries.
Out:  per group the stretches of words that match, `(first, after)`.
Not:  what a match means. A cue is a hint; the rules of `coding` ask for structure.

An entry is words in lower case; `*` at a word's end stands for any ending, `…` for up to four words. One look-up a
word, whatever the size of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from answerable.resources import lexicon
from answerable.trace.words import words_of

GAP = 4  # words that `…` may stand for
_STEM = 3  # letters by which entries with an open ending are filed

Hits = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Entry:
    group: str
    rest: tuple[str, ...]  # what follows the first word


@dataclass(frozen=True, slots=True)
class Cues:
    """The entries of some lexicons, filed by their first word."""

    whole: Mapping[str, tuple[_Entry, ...]]
    open: Mapping[str, tuple[tuple[str, _Entry], ...]]

    def find(self, words: Sequence[str]) -> Hits:
        """All matches in `words`, per group, in order."""
        hits: Hits = {}
        for at, word in enumerate(words):
            for entry in self.whole.get(word, ()):
                self._follow(entry, words, at, hits)
            for length in range(1, _STEM + 1):
                for stem, entry in self.open.get(word[:length], ()) if len(word) >= length else ():
                    if word.startswith(stem):
                        self._follow(entry, words, at, hits)
        return hits

    def _follow(self, entry: _Entry, words: Sequence[str], at: int, hits: Hits) -> None:
        end = _end(entry.rest, words, at + 1)
        if end is not None:
            hits.setdefault(entry.group, []).append((at, end))


def _end(rest: tuple[str, ...], words: Sequence[str], at: int) -> int | None:
    """The word after the entry's last, when `rest` stands at `at`."""
    for place, wanted in enumerate(rest):
        if wanted == "…":
            for skip in range(GAP + 1):
                end = _end(rest[place + 1 :], words, at + skip)
                if end is not None:
                    return end
            return None
        if at >= len(words) or not _fits(wanted, words[at]):
            return None
        at += 1
    return at


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


@cache
def cues(language: str, *names: str) -> Cues:
    """The list-valued groups of the lexicons `names` of a language; no entries where it has none."""
    groups: list[tuple[str, Iterable[str]]] = []
    for name in names:
        table = lexicon(language, name)
        table = table.get("fields", table)
        groups += [(group, entries) for group, entries in table.items() if isinstance(entries, list)]
    return _filed(groups)


def _filed(groups: Iterable[tuple[str, Iterable[str]]]) -> Cues:
    whole: dict[str, list[_Entry]] = {}
    open_: dict[str, list[tuple[str, _Entry]]] = {}
    for group, entries in groups:
        for entry in entries:
            first, *rest = _split(entry)
            if first.endswith("*"):
                stem = first[:-1]
                open_.setdefault(stem[:_STEM], []).append((stem, _Entry(group, tuple(rest))))
            else:
                whole.setdefault(first, []).append(_Entry(group, tuple(rest)))
    return Cues({k: tuple(v) for k, v in whole.items()}, {k: tuple(v) for k, v in open_.items()})


def _split(entry: str) -> list[str]:
    """The words of an entry, levelled as texts are, with their `*` and `…` kept."""
    out: list[str] = []
    for part in entry.split():
        if part == "…":
            out.append(part)
            continue
        norms = list(words_of(part.rstrip("*")).norms)
        if part.endswith("*") and norms:
            norms[-1] += "*"
        out += norms
    return out
