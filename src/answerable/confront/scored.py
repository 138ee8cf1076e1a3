"""From the scorer's chances to codings, each with its reason.

In:   chances, the settings of sentences against points (for the reasons), a codebook.
Out:  `Coded` rows: for every sentence the points it relates to, or one row for none.
Not:  states. What looks like an answer and is not sure enough is left for a person (`SURE`).  # (4a)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from answerable.confront.answer import Coded
from answerable.confront.coding import findings_of, named
from answerable.confront.exchange import Numbers
from answerable.confront.scorer import Chances
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.confront.setting import Setting
from answerable.resources.codebook import Codebook

APART, TANGENTIAL, PART, DIRECT = range(4)
ANSWERS = (
    0.36  # chance of an answer, direct or in part, from which a sentence is taken for one; on cases set apart, as SURE
)
SURE = {DIRECT: 0.5, PART: 0.4}  # chance of that relation from which an answer counts without a person
_SHOWN = 4  # shared words named in a reason

At = Callable[[int, int | None], Setting]


def coded_rows(chances: Chances, ids: list[str], setting: At, book: Codebook, method: str) -> Iterator[Coded]:
    """Codings of every sentence, in order."""
    for index in range(chances.relation.shape[1]):
        relation = chances.relation[:, index]
        found = [(a, _relation(relation[a])) for a in range(len(ids))]
        near = [(a, r) for a, r in found if r != APART]
        for a, r in near:
            stance, code = _best(chances.stance[a, index]), _best(chances.code[a, index])
            yield _row(index, a, r, stance, code, float(relation[a, r]), ids, setting, book, method)
        if not near:
            seen = chances.scored[:, index]
            weight = (relation[:, 1:].sum(-1) + 1e-3) * seen if seen.any() else np.ones(len(ids))
            stance = _best(np.average(chances.stance[:, index], axis=0, weights=weight))
            code = _best(np.average(chances.code[:, index], axis=0, weights=weight))
            sure = float(relation[:, APART].min())
            yield _row(index, None, APART, stance, code, sure, ids, setting, book, method)


def _relation(chances: Numbers) -> int:
    """Direct or in part, whichever is likelier, when their chances together reach ANSWERS; else the likelier of the others."""
    if chances[PART] + chances[DIRECT] >= ANSWERS:
        return DIRECT if chances[DIRECT] >= chances[PART] else PART
    return TANGENTIAL if chances[TANGENTIAL] >= chances[APART] else APART


def _best(chances: Numbers) -> int:
    return int(chances.argmax())


def _row(
    index: int,
    at: int | None,
    relation: int,
    stance: int,
    code: int,
    chance: float,
    ids: list[str],
    setting: At,
    book: Codebook,
    method: str,
) -> Coded:
    abstain = chance < SURE.get(relation, 0.0)
    labels = RELATIONS[relation], STANCES[stance], CODES[code]
    because = _because(setting(index, at), CODES[code], book)
    why = f"{named(book, *labels)}: {because} (read by {method}, chance {chance:.2f})"
    return Coded(index, None if at is None else ids[at], *labels, round(chance, 4), why, abstain, method)


def _because(s: Setting, code: str, book: Codebook) -> str:
    """What in the words speaks for the code, and what the sentence shares with the point, names apart."""
    finding = next((f for f in findings_of(s, book) if f.code == code), None)
    mark = "no cue of the codebook stands in it" if finding is None else finding.why
    if s.point is None:
        return f"{mark}; it relates to no point"
    names = s.sentence.names | s.sentence.opening_names | s.point.names | s.point.opening_names
    words = [w for w in s.shared if not w.startswith("~") and w not in names][:_SHOWN]
    return f"{mark}; " + (
        f"it shares “{', '.join(words)}” with the point" if words else "no word of the point is in it"
    )
