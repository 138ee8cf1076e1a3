"""A cue: the words by which a text hands what follows to a source.

In:   what `cues` and `other_cues` find.
Out:  `Cue`.
Not:  a record: it never leaves this room.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.extract.statement import Act
from answerable.extract.view import Phrase

#: Why a cue counts that names no speaker of its own: what is quoted comes through the statement before it.
QUOTED_AS_SAYING = "quoted as saying"


@dataclass(slots=True)
class Cue:
    """Words `first`–`last` report. `shared`: the source belongs to another cue of the sentence as well."""

    first: int
    last: int
    head: int
    act: Act
    frame: str
    inner: bool
    source: Phrase | None
    shared: bool = False
    inverted: bool = False  # the source follows the verb
    passive: bool = False
    gerund: bool = False
    negated: bool = False
    noun: bool = False
    lemma: str = ""
    why: str = ""

    @property
    def material(self) -> int:
        """First word that belongs to this statement and is not content."""
        if self.source is None or self.shared or self.inverted:
            return self.first
        return min(self.source.first, self.first)
