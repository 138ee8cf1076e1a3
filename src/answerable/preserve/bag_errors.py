"""Why a bag is not taken, or cannot be made."""

from __future__ import annotations

from pathlib import Path

from answerable.preserve.errors import PreserveError
from answerable.terms.errors import WrongUseError


class BagRefusedError(PreserveError):
    """A bag is not what a bag of a case must be. Nothing of it was taken."""

    next_step = "Do not rely on this bag. Ask whoever sent it for another copy, and how its seal.note reads there."

    def __init__(self, item: str, why: str) -> None:
        super().__init__(f"this bag is refused: {item}: {why}")
        self.item, self.why = item, why


class TargetThereError(WrongUseError):
    """Something stands already where a bag or a case is to be made."""

    next_step = "Name a place where nothing is yet."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already; nothing is ever written over")


class InTheClearError(WrongUseError):
    """An encrypted case was to be bagged without a recipient."""

    next_step = "Name a recipient with --to age1…, or say --in-the-clear if the copy shall lie there readable."

    def __init__(self) -> None:
        super().__init__("this case is encrypted, and a bag without a recipient is not")
