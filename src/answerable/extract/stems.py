"""Word beginnings as a table: whether a word starts with one of them, in constant time.

In:   beginnings from a lexicon.
Out:  `Stems`, asked word by word.
Not:  morphology: a beginning that fits too much must be left out of its lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable

_KEY = 3


class Stems:
    """Beginnings of at least three letters, looked up by their first three."""

    __slots__ = ("_by_key",)

    def __init__(self, stems: Iterable[str]) -> None:
        by_key: dict[str, list[str]] = {}
        for stem in sorted(set(stems)):
            by_key.setdefault(stem[:_KEY], []).append(stem)
        self._by_key = {key: tuple(found) for key, found in by_key.items()}

    def fit(self, word: str) -> bool:
        """Whether `word` (lower case) begins with one of the stems."""
        found = self._by_key.get(word[:_KEY])
        return found is not None and word.startswith(found)
