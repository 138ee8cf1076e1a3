"""People's decisions, as the journal tells them: what stands now, and what was taken back.

In:   journal entries with their notes, in order.
Out:  `Decisions`.
Not:  laying them on suggestions; `laying` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from answerable.assess.judgement import Judgement, Unjoin
from answerable.terms.digest import Digest

#: Acts of the journal that hold a decision, and the key of its note.
JUDGED, SUPERSEDED, UNJOINED, UNDONE = "judged", "superseded", "unjoined", "undone"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Judgements and undone joins that stand, and everything that was ever decided, oldest first."""

    judgements: tuple[Judgement, ...] = ()
    unjoins: tuple[Unjoin, ...] = ()
    history: tuple[Judgement | Unjoin, ...] = ()
    undone: frozenset[Digest] = frozenset()

    @property
    def apart(self) -> frozenset[frozenset[Digest]]:
        """Pairs of captures that a person said do not share an origin."""
        return frozenset(frozenset((u.here.capture, u.there.capture)) for u in self.unjoins)

    def named(self, prefix: str) -> list[Judgement | Unjoin]:
        """Decisions whose id begins with `prefix`."""
        return [d for d in self.history if d.id.startswith(prefix)]


def decisions_from(notes: Iterable[tuple[str, Mapping[str, Any]]]) -> Decisions:
    """The decisions in (act, note values) pairs, in the order of the journal."""
    history: list[Judgement | Unjoin] = []
    undone: set[Digest] = set()
    replaced: set[Digest] = set()
    for act, values in notes:
        if act in (JUDGED, SUPERSEDED):
            judgement = msgspec.convert(values["judgement"], Judgement)
            history.append(judgement)
            if judgement.replaces is not None:
                replaced.add(judgement.replaces)
        elif act == UNJOINED:
            history.append(msgspec.convert(values["unjoin"], Unjoin))
        elif act == UNDONE:
            undone.add(Digest(values["decision"]))
    gone = undone | _replaced_and_standing(history, replaced, undone)
    return Decisions(
        judgements=tuple(d for d in history if isinstance(d, Judgement) and d.id not in gone),
        unjoins=tuple(d for d in history if isinstance(d, Unjoin) and d.id not in gone),
        history=tuple(history),
        undone=frozenset(undone),
    )


def _replaced_and_standing(
    history: list[Judgement | Unjoin], replaced: set[Digest], undone: set[Digest]
) -> set[Digest]:
    """Replaced judgements whose replacement was not itself taken back (then the earlier view stands again)."""
    standing: set[Digest] = set()
    for decision in history:
        if isinstance(decision, Judgement) and decision.replaces in replaced and decision.id not in undone:
            standing.add(decision.replaces)
    return standing
