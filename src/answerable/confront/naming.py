"""Names that are set aside before wordings are compared.

In:   a text and names.
Out:  the text without them.
Not:  finding names.
"""

from __future__ import annotations

from collections.abc import Iterable


def without(text: str, names: Iterable[str]) -> str:
    """`text` with a blank in the place of each of `names`."""
    for name in names:
        text = text.replace(name, " ")
    return text


def longest_first(names: Iterable[str | None]) -> tuple[str, ...]:
    """The names there are, each once, the longest first, so that none is cut short by another."""
    return tuple(sorted({name for name in names if name}, key=lambda name: (-len(name), name)))
