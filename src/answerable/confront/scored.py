"""From the scorer's chances to codings, each with its reason.

In:   chances, the settings of sentences against points (for the reasons), a codebook.
Out:  `Coded` rows: for every sentence the points it relates to, or one row for none.
Not:  states. What looks like an answer and is not sure enough is left for a person (`SURE`).  # (4a)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.confront.answer import Coded
from answerable.confront.coding import findings_of, named
from answerable.confront.joint import Joint, trusted
from answerable.confront.scorer import Chances
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.confront.setting import Setting
from answerable.confront.wording import stem_of
from answerable.resources.chances import Numbers
from answerable.resources.codebook import Codebook

APART, TANGENTIAL, PART, DIRECT = range(4)
# Chosen on cases set apart from training (docs/methods/confront.md, 4a).
ANSWERS = 0.36  # chance of an answer, direct or in part, from which a sentence is taken for one
SURE = 0.42  # trusted chance of its relation from which an answer counts without a person
ANSWERING = (RELATIONS[PART], RELATIONS[DIRECT])
_SHOWN = 4  # shared words named in a reason
_FAINT = 1e-3  # weight of a point that a sentence has nothing to do with


@dataclass(frozen=True, slots=True)
class Coder:
    """Turns chances into codings. `setting` gives sentence and point for the reasons; `method` is the scorer's name."""

    ids: Sequence[str]
    setting: Callable[[int, int | None], Setting]
    book: Codebook
    method: str
    language: str  # primary subtag
    joint: Joint

    def rows(self, chances: Chances) -> Iterator[Coded]:
        """Codings of every sentence, in order."""
        for index in range(chances.relation.shape[1]):
            relation = chances.relation[:, index]
            near = [(a, r) for a, r in enumerate(map(_relation, relation)) if r != APART]
            for a, r in near:
                labels = RELATIONS[r], _best(STANCES, chances.stance[a, index]), _best(CODES, chances.code[a, index])
                yield self._row(index, a, labels, trusted(float(relation[a, r]), self.joint.related))
            if not near:
                weight = (1.0 - relation[:, APART] + _FAINT) * chances.scored[:, index] + _FAINT
                stance = np.average(chances.stance[:, index], axis=0, weights=weight)
                code = np.average(chances.code[:, index], axis=0, weights=weight)
                labels = RELATIONS[APART], _best(STANCES, stance), _best(CODES, code)
                none = float(relation[:, APART].prod())  # apart from every point
                yield self._row(index, None, labels, trusted(none, self.joint.apart))

    def _row(self, index: int, at: int | None, labels: tuple[str, str, str], chance: float) -> Coded:
        abstain = labels[0] in ANSWERING and chance < SURE
        because = _because(self.setting(index, at), labels[2], self.book, self.language)
        why = f"{named(self.book, *labels)}: {because}"
        id = None if at is None else self.ids[at]
        return Coded(index, id, *labels, round(chance, 4), why, abstain, self.method)


def _relation(chances: Numbers) -> int:
    """Direct or in part, whichever is likelier, when their chances together reach ANSWERS; else the likelier of the others."""
    if chances[PART] + chances[DIRECT] >= ANSWERS:
        return DIRECT if chances[DIRECT] >= chances[PART] else PART
    return TANGENTIAL if chances[TANGENTIAL] >= chances[APART] else APART


def _best(labels: Sequence[str], chances: Numbers) -> str:
    return labels[int(chances.argmax())]


def _because(s: Setting, code: str, book: Codebook, language: str) -> str:
    """What in the words speaks for the code, and what the sentence shares with the point. Names are not repeated."""
    finding = next((f for f in findings_of(s, book) if f.code == code), None)
    mark = "no cue of the codebook stands in it" if finding is None else finding.why
    if s.point is None:
        return f"{mark}; it relates to no point"
    if not s.shared:
        return f"{mark}; no word of the point is in it"
    words = _shared_words(s, language)[:_SHOWN]
    return (
        f"{mark}; it shares "
        + (f"“{', '.join(words)}”" if words else "a name or a field of meaning")
        + " with the point"
    )


def _shared_words(s: Setting, language: str) -> list[str]:
    """Words of the sentence that the point has too, as they are written, each stem once, without names."""
    names = s.sentence.names | s.sentence.opening_names
    found: dict[str, str] = {}
    for norm in s.sentence.words.norms:
        stem = stem_of(norm, language)
        if stem in s.shared and stem not in names:
            found.setdefault(stem, norm)
    return list(found.values())
