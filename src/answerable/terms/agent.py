"""Who acted: a person under a random id, or a program under its name and version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Agent:
    """An actor. For a person `id` is 32 random hexadecimal digits; the name lives in a note or the vault."""

    id: str
    kind: Literal["person", "program"] = "person"
