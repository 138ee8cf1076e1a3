"""The path of the element a walk is at: `/html/body/main[1]/p[2]`, every index counted among siblings of its name.

libxml2 can write such paths too, but counts the siblings anew for each: a page of 100,000 paragraphs took a minute.
"""

from __future__ import annotations

_ALONE = frozenset(("html", "head", "body"))  # there is one of each: no index


class ElementPath:
    """Told of each element that begins and ends; knows the path."""

    def __init__(self) -> None:
        self._steps: list[str] = []
        self._counts: list[dict[str, int]] = [{}]

    def step_in(self, name: str) -> None:
        """An element of this name begins."""
        counts = self._counts[-1]
        number = counts[name] = counts.get(name, 0) + 1
        self._steps.append(name if name in _ALONE else f"{name}[{number}]")
        self._counts.append({})

    def step_out(self) -> None:
        """The innermost element ends."""
        self._steps.pop()
        self._counts.pop()

    @property
    def depth(self) -> int:
        """How many elements we are in."""
        return len(self._steps)

    def upto(self, depth: int) -> str:
        """The path of the element that many steps in."""
        return "/" + "/".join(self._steps[:depth])
