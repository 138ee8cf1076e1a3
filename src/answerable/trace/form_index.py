"""Which of many forms of words a text may hold, found without trying each.

In:   forms, and texts as numbers.
Out:  those whose words all stand in the text, or whose literal does.
Not:  matching; a form that is possible may still not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import numpy as np

from answerable.trace.forms import Form
from answerable.trace.numbers import Numbers, among, numbers_for

T = TypeVar("T")

_PLAIN = re.compile(r"[0-9a-zÀ-ɏа-яёѐ-џͰ-Ͽ]+")  # words of letters that no reading cuts in two
_FOREIGN = re.compile("[^\x00-\x7f]")


def lowered_alike(text: str) -> str:
    """`text` in lower case and of the same length: the few capitals that grow when lowered are left as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


class FormIndex(Generic[T]):
    """Forms, each with something that belongs to it."""

    def __init__(self, forms: Iterable[tuple[Form, T]]) -> None:
        self._by_word: dict[int, list[tuple[Form, T, frozenset[int]]]] = {}
        self._by_sign: dict[str, list[tuple[Form, T]]] = {}
        self._others: list[tuple[Form, T]] = []
        wanted: set[int] = set()
        for form, owned in forms:
            plain = sorted((word for word in form.whole if _PLAIN.fullmatch(word)), key=lambda w: (-len(w), w))
            numbers = frozenset(number for word in plain for number in numbers_for(word))
            if plain:
                self._by_word.setdefault(numbers_for(plain[0])[0], []).append((form, owned, numbers))
                wanted |= numbers
            elif not form.anchor.isascii():
                self._by_sign.setdefault(max(form.anchor), []).append((form, owned))
            else:
                self._others.append((form, owned))
        self._wanted = np.array(sorted(wanted), np.uint64)

    def possible(self, words: Numbers, lowered: str) -> Iterator[tuple[Form, T]]:
        """The forms that the text may hold whose words and lower-case letters are given."""
        present = set(words.of[among(words.of, self._wanted)].tolist())
        for number in present & self._by_word.keys():
            for form, owned, numbers in self._by_word[number]:
                if numbers <= present and form.anchor in lowered:
                    yield form, owned
        if not lowered.isascii():
            for sign in self._by_sign.keys() & set(_FOREIGN.findall(lowered)):
                yield from (one for one in self._by_sign[sign] if one[0].anchor in lowered)
        yield from (one for one in self._others if one[0].anchor in lowered)
