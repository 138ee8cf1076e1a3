"""From the tagger's numbers to who said what.

In:   the words of a text; per window the scores of each word (anchor, kinds, acts) and of each pair of words (roles).
Out:  `Tagged`: ranges of words for source, cue and content, and a confidence.
Not:  speakers, nesting, languages; and no span that is not a range of words of the text.

An attribution is anchored at the first word of its cue. The roles of the words around it are the best path through the
scores, where changing from one role to another has a price (Viterbi 1967).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from answerable.resources.chances import logistic, softmax

Scores = NDArray[np.float32]
Range = tuple[int, int]  # first word and the one after the last

NONE, SOURCE, CUE, CONTENT = range(4)
ANCHOR = 0.45  # chosen on development articles, as the next two
CHANGE = 0.6  # what a change of role costs
FAINT = 0.35  # a further piece of content must have this mean probability at least


class Window(NamedTuple):
    """Words `first` to `end - 1`: scores [words, 1 or more] and [words, words, 4]. The first score is the anchor's."""

    first: int
    end: int
    word: Scores
    pair: Scores


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in words of the text."""

    anchor: int
    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]
    confidence: float


def decode(windows: Sequence[Window], *, threshold: float = ANCHOR, change: float = CHANGE) -> list[Tagged]:
    """Attributions in order of their anchors. Each is read in the window in whose middle its anchor stands."""
    found: list[Tagged] = []
    for window, low, high in _middles(windows):
        chances = logistic(window.word[:, 0])
        anchors = [w for w in range(low - window.first, high - window.first) if chances[w] >= threshold]
        for at, roles in zip(anchors, _best_paths(window.pair[anchors], anchors, change), strict=True):
            tagged = _read(window, at, roles, float(chances[at]))
            if tagged is not None:
                found.append(tagged)
    return _apart(found)


def anchor_chances(windows: Sequence[Window]) -> list[float]:
    """Of every word, how likely an attribution is anchored there, in the window in whose middle it stands."""
    out: list[float] = []
    for window, low, high in _middles(windows):
        out += logistic(window.word[low - window.first : high - window.first, 0]).tolist()
    return out


def _middles(windows: Sequence[Window]) -> Iterator[tuple[Window, int, int]]:
    """Each window with the first of the words that are read in it, and the one after the last."""
    for index, window in enumerate(windows):
        low = (windows[index - 1].end + window.first) // 2 if index else window.first
        high = (window.end + windows[index + 1].first) // 2 if index + 1 < len(windows) else window.end
        yield window, low, high


def _read(window: Window, at: int, roles: list[int], chance: float) -> Tagged | None:
    chances = softmax(window.pair[at])
    cue = next((r for r in _runs(roles, CUE) if r[0] <= at < r[1]), (at, at + 1))
    cue = (at, cue[1])
    sources = _runs(roles, SOURCE)
    if len(sources) > 1:
        sources = [max(sources, key=lambda r: float(chances[r[0] : r[1], SOURCE].sum()))]
    contents = _runs(roles, CONTENT)
    if not contents:
        return None
    best = max(contents, key=lambda r: float(chances[r[0] : r[1], CONTENT].sum()))
    contents = [r for r in contents if r == best or float(chances[r[0] : r[1], CONTENT].mean()) >= FAINT]
    words = [chances[a:b, role].mean() for role, runs in ((SOURCE, sources), (CONTENT, contents)) for a, b in runs]
    first = window.first
    return Tagged(
        anchor=at + first,
        source=tuple((a + first, b + first) for a, b in sources),
        cue=(cue[0] + first, cue[1] + first),
        content=tuple((a + first, b + first) for a, b in contents),
        confidence=round(chance * float(np.mean(words)), 4),
    )


def _best_paths(scores: Scores, anchors: list[int], change: float) -> list[list[int]]:
    """For each anchor the role of every word: highest sum of scores [anchors, words, 4], `change` off for each change
    of role; the anchor itself is cue."""
    if not anchors:
        return []
    fixed = scores.astype(np.float32)
    rows = np.arange(len(anchors))
    fixed[rows, anchors] = -1e9
    fixed[rows, anchors, CUE] = 0.0
    total = fixed[:, 0].copy()
    back = np.zeros(fixed.shape, dtype=np.int8)
    roles = np.arange(4)
    for word in range(1, fixed.shape[1]):
        best = total.argmax(1)[:, None]
        other = np.take_along_axis(total, best, 1) - change
        stays = total >= other
        back[:, word] = np.where(stays, roles, best)
        total = np.where(stays, total, other) + fixed[:, word]
    path = np.empty(fixed.shape[:2], dtype=np.int8)
    path[:, -1] = total.argmax(1)
    for word in range(fixed.shape[1] - 1, 0, -1):
        path[:, word - 1] = back[rows, word, path[:, word]]
    return [row.tolist() for row in path]


def _runs(roles: list[int], role: int) -> list[Range]:
    out: list[Range] = []
    start = None
    for word, one in enumerate([*roles, -1]):
        if one == role and start is None:
            start = word
        elif one != role and start is not None:
            out.append((start, word))
            start = None
    return out


def _apart(found: list[Tagged]) -> list[Tagged]:
    """Where the cues of two overlap, the surer one stays."""
    kept: list[Tagged] = []
    for tagged in sorted(found, key=lambda t: (-t.confidence, t.anchor)):
        if all(tagged.cue[1] <= k.cue[0] or k.cue[1] <= tagged.cue[0] for k in kept):
            kept.append(tagged)
    return sorted(kept, key=lambda t: t.anchor)
