"""The grid as it stands: codings that hold, and the cells and characters that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.assess.laying import Laid
from answerable.confront.answer import Answer, Cell
from answerable.terms.digest import Digest


@dataclass(frozen=True, slots=True)
class Settled:
    """Suggestions with judgements laid on, cells and characters derived from them, and what no longer fits."""

    laid: Laid
    cells: tuple[Cell, ...]
    characters: Mapping[Digest, str]

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.laid.answers
