"""To which point each sentence of a reply speaks, when the reply is read along the letter.

In:   how near every sentence is to every point by words, [points, sentences].
Out:  chances [points, sentences]; those of a sentence sum to 1.
Not:  whether the sentence says anything to the point. One that is near to none stands where its neighbours stand.

Most replies go through a letter in its order: they stay with a point, go on to one of the next, and now and then leave
the order. That is a hidden Markov model whose state is the point that is spoken to, read forwards and backwards
(Rabiner 1989, section III).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from answerable.resources.chances import Numbers

# Chosen on our own cases (docs/methods/confront.md, 2); on other sets they were only looked at.
_SHARP: Final = 4.0  # how much more likely a point is for a unit of nearness: e to this
_LEAVES: Final = 0.1  # chance that a sentence leaves the order, for any point
_STAYS: Final = (0.2, 0.7)  # bounds of the chance to stay with a point; longer replies stay longer
_Chances = NDArray[np.float64]


def spoken_to(near: Numbers) -> Numbers:
    """Chances [points, sentences] that a sentence speaks to a point, given nearness of any size."""
    points, sentences = near.shape
    if not near.size:
        return np.zeros_like(near)
    fits = np.exp(_SHARP * (near - near.max(0)).astype(np.float64)).T
    begins, goes = _walk(points, sentences)
    before = np.empty((sentences, points))
    after = np.ones((sentences, points))
    before[0] = _scaled(begins * fits[0])
    for at in range(1, sentences):
        before[at] = _scaled((before[at - 1] @ goes) * fits[at])
    for at in range(sentences - 2, -1, -1):
        after[at] = _scaled(goes @ (fits[at + 1] * after[at + 1]))
    both = before * after
    return np.asarray((both / both.sum(1, keepdims=True)).T, dtype=np.float32)


def _walk(points: int, sentences: int) -> tuple[_Chances, _Chances]:
    """Where a reply begins, [points], and where it goes from a point, [points, points]."""
    stays = float(np.clip(1 - points / sentences, *_STAYS))
    step = max(1.0, points / sentences / (1 - stays))  # points gone on by, in the mean
    ahead = np.arange(points)[None, :] - np.arange(points)[:, None]
    falls = (step / (1 + step)) ** np.maximum(ahead - 1, 0) / (1 + step)
    goes = np.where(ahead == 0, stays, np.where(ahead > 0, (1 - stays) * falls, 0.0))
    goes /= goes.sum(1, keepdims=True)
    begins = np.exp(-np.arange(points) / (2 * step))
    begins /= begins.sum()
    return _left(begins, points), _left(goes, points)


def _left(chances: _Chances, points: int) -> _Chances:
    return np.asarray((1 - _LEAVES) * chances + _LEAVES / points)


def _scaled(chances: _Chances) -> _Chances:
    return np.asarray(chances / chances.sum())
