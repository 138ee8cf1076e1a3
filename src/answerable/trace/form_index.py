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
        self._forms = list(forms)
        self._by_word: dict[int, list[tuple[int, frozenset[int]]]] = {}  # places in `_forms`, with all words wanted
        self._by_sign: dict[str, list[int]] = {}
        self._others: list[int] = []
        wanted: set[int] = set()
        for at, (form, _) in enumerate(self._forms):
            plain = sorted((word for word in form.whole if _PLAIN.fullmatch(word)), key=lambda w: (-len(w), w))
            numbers = frozenset(number for word in plain for number in numbers_for(word))
            if plain:
                self._by_word.setdefault(numbers_for(plain[0])[0], []).append((at, numbers))
                wanted |= numbers
            elif not form.anchor.isascii():
                self._by_sign.setdefault(max(form.anchor), []).append(at)
            else:
                self._others.append(at)
        self._wanted = np.array(sorted(wanted), np.uint64)

    def possible(self, words: Numbers, lowered: str) -> Iterator[tuple[Form, T]]:
        """The forms that the text may hold whose words and lower-case letters are given, in the order in which they came."""
        present = set(words.of[among(words.of, self._wanted)].tolist())
        found = list(self._others)
        for number in present & self._by_word.keys():
            found += (at for at, numbers in self._by_word[number] if numbers <= present)
        if not lowered.isascii():
            for sign in self._by_sign.keys() & set(_FOREIGN.findall(lowered)):
                found += self._by_sign[sign]
        yield from (self._forms[at] for at in sorted(found) if self._forms[at][0].anchor in lowered)
