"""A letter's points and a reply, read by the lexicons once: what rules, reasons and the scorer look at.

In:   texts of points and of a reply's sentences, their language.
Out:  `Exchange`: the setting of any sentence against any point; to which point each speaks, by words and order; what
      the rules say of them, as numbers for the scorer.
Not:  codings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answerable.confront.coding import code_setting
from answerable.confront.in_order import spoken_to
from answerable.confront.linking import Links, link
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.confront.setting import Setting, individual, one_of_several, parties_of, setting_of
from answerable.confront.wording import Wording, wording_of
from answerable.resources.chances import Numbers
from answerable.resources.codebook import Codebook

_KIN = 0.7  # share of the shorter point's content words from which two points say nearly the same
_PLAIN: Final = 12  # features that are not labels of the rules
FEATURES: Final = _PLAIN + len(RELATIONS) + len(STANCES) + len(CODES)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Points and a reply, read."""

    points: tuple[Wording, ...]
    sentences: tuple[Wording, ...]
    links: Links
    parties: frozenset[str]

    def setting(self, index: int, at: int | None) -> Setting:
        """Sentence `index` against point `at` (None: against nothing)."""
        return setting_of(self.points, self.sentences, self.links, self.parties, index, at)

    def spoken_to(self) -> Numbers:
        """[points, sentences]: chances that a sentence speaks to a point, by words and the order of the letter."""
        near = np.zeros((len(self.points), len(self.sentences)), dtype=np.float32)
        for index, shared in enumerate(self.links.shared):
            for at, one in shared.items():
                near[at, index] = one.weight / self.links.lengths[at]
        return spoken_to(near)

    def kin(self) -> NDArray[np.bool_]:
        """[points, points]: whether two points say nearly the same, by the content words of the shorter."""
        terms = [point.terms for point in self.points]
        return np.array([[_alike(one, other) for other in terms] for one in terms]) | np.eye(len(terms), dtype=bool)

    def features(self, at: int, index: int, book: Codebook) -> Numbers:
        """What words and rules show of one pair: [FEATURES], most of them 0 or 1, none beyond 3."""
        s = self.setting(index, at)
        shared = self.links.shared[index]
        most = max((one.weight for one in shared.values()), default=0.0)
        rivals = sum(1 for one in shared.values() if one.weight > s.weight)
        plain = (
            min(3.0, s.weight),
            s.weight / most if most else 0.0,
            1.0 / (1 + rivals) if s.weight else 0.0,
            self.links.topics[index] == at,
            self.links.topics[index] is None,
            s.back,
            s.first,
            s.last,
            min(3.0, s.particulars / 2),
            individual(s) or one_of_several(s),
            bool(s.sentence.figures.amounts & (s.point.figures.amounts if s.point else frozenset())),
            math.log(1 + len(self.points)) / 3,
        )
        verdict = code_setting(s, book)
        labels = (
            *(verdict.relation == one for one in RELATIONS),
            *(verdict.stance == one for one in STANCES),
            *(verdict.confidence if verdict.code == one else 0.0 for one in CODES),
        )
        return np.asarray((*plain, *labels), dtype=np.float32)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= _KIN * least


def read_exchange(points: Sequence[str], reply: Sequence[str], language: str) -> Exchange:
    """Read both by the lexicons of `language`, a primary subtag."""
    of_points = tuple(wording_of(p, language) for p in points)
    sentences = tuple(wording_of(s, language) for s in reply)
    parties = parties_of(of_points, sentences)
    return Exchange(of_points, sentences, link(of_points, sentences, language, parties), parties)
