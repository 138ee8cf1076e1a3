"""What reading needs of whoever recognises words in pictures. `outside/ocr.py` supplies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels, its line (equal numbers are one line, counted from the top) and paragraph.

    `confidence` is 0-1, as the engine states it.
    """

    words: str
    left: int
    top: int
    width: int
    height: int
    paragraph: int
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one picture in reading order. `reason` is empty, or why nothing could be done."""

    words: tuple[Word, ...]
    engine: str = ""  # name, version, languages, page mode
    reason: str = ""

    @property
    def confidence(self) -> float:
        """Mean over characters, 0 when there are none."""
        total = sum(len(w.words) for w in self.words)
        return sum(w.confidence * len(w.words) for w in self.words) / total if total else 0.0


class Recogniser(Protocol):
    """Recognises the words of a picture. Never raises for bad pictures: `Recognised.reason` says why."""

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        """The words of a PNG picture. `languages` are BCP 47; empty means every language installed."""
