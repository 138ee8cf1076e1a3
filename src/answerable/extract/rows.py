"""Rows of words from a lexicon, looked for in a row of words from a text.

In:   entries such as "nothing to add", "kept … from" (up to six words between), "alleg*" (a beginning).
Out:  `Rows`, which says where the first of them stands.
Not:  inflection: forms are listed, or given by their beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_KEY = 3  # letters a beginning has at least
_GAP = 6  # words that "…" may stand for


class Rows:
    """Entries by their first word, beginnings by their first letters; a look costs two dictionary accesses a word."""

    __slots__ = ("_beginnings", "_first")

    def __init__(self, entries: Iterable[str]) -> None:
        first: dict[str, list[tuple[str, ...]]] = {}
        beginnings: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for entry in entries:
            head, *rest = entry.split()
            if head.endswith("*"):
                beginnings.setdefault(head[:_KEY], []).append((head[:-1], tuple(rest)))
            else:
                first.setdefault(head, []).append(tuple(rest))
        self._first = {head: tuple(rows) for head, rows in first.items()}
        self._beginnings = {key: tuple(rows) for key, rows in beginnings.items()}

    def find(self, forms: Sequence[str], start: int = 0) -> int:
        """Where the first entry begins at or after `start`, or -1."""
        if not self._beginnings and self._first.keys().isdisjoint(forms):
            return -1
        whole, begun = self._first.get, self._beginnings.get
        for at in range(start, len(forms)):
            form = forms[at]
            rows = whole(form)
            if rows is not None and any(_follows(forms, at + 1, row) for row in rows):
                return at
            heads = begun(form[:_KEY])
            if heads is not None and any(form.startswith(h) and _follows(forms, at + 1, row) for h, row in heads):
                return at
        return -1

    def __bool__(self) -> bool:
        return bool(self._first or self._beginnings)


def _follows(forms: Sequence[str], at: int, row: tuple[str, ...]) -> bool:
    gap = False
    for word in row:
        if word == "…":
            gap = True
            continue
        stop = min(len(forms), at + (_GAP + 1 if gap else 1))
        at = next((w + 1 for w in range(at, stop) if _is(forms[w], word)), -1)
        if at < 0:
            return False
        gap = False
    return True


def _is(form: str, word: str) -> bool:
    return form.startswith(word[:-1]) if word.endswith("*") else form == word
