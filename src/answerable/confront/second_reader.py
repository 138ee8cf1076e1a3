"""What confronting needs of a language model that reads beside it, and how much one may cost.

`outside/chat.py` supplies it. A second reader is asked only when a person says so in this very run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from answerable.terms.errors import OutsideError

METHOD = "second-reader/1"

#: What the method of a coding says that comes from a model, before the model's name.
SUGGESTED_BY = "suggested by "


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """What one answer may cost. Sizes in bytes, times in seconds."""

    seconds: float = 300.0  # for one answer, from the connection to its last byte
    answer_bytes: int = 1 << 20
    tries: int = 5  # while the other side says that it is busy
    longest_wait: float = 120.0  # between two tries; whoever asks for more is left for another run


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model: `role` is system or user."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the model said. `whole` is False when it was cut off."""

    text: str
    whole: bool


class NotAnsweredError(OutsideError):
    """One question got no answer that can be read. The next may."""

    next_step = "Run the same command again: what was answered is kept, only the rest is asked."


class CannotAskError(OutsideError):
    """There is no use in asking further."""

    next_step = "Look at [model] in case.toml and whether the model runs there; what was answered is kept."


class SecondReader(Protocol):
    """The model that case.toml names, at its address."""

    remote: bool  # what is put to it leaves this machine
    permitted: str  # the inside address the operator allowed, empty when none was needed

    def ask(self, messages: Sequence[Message]) -> Said:
        """What the model says. Raises NotAnsweredError or CannotAskError, whose words quote nothing that was sent."""
