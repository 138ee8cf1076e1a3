"""What two texts have in common, and what that makes of them: a copy, an excerpt, only a quotation, or nothing.

In:   prepared documents, and pairs of them.
Out:  for each pair `Reuse`: the kind, how much of each stands in the other, and where; or nothing to speak of.
Not:  who was first; see `direction.py`.

Prose decides. Speech that both quote, marks, and standing text are left out before anything is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from answerable.trace.alignment import in_order, one_passage, without_overlap
from answerable.trace.lineage import Aligned
from answerable.trace.pairing import Pairing, Pieces
from answerable.trace.prepared import DRESS, PROSE, SPEECH, Prepared
from answerable.trace.ragged import Ints, maxima, starts_of, sums
from answerable.trace.seeds import Runs, longest_runs

ReuseKind = Literal["copy", "excerpt", "quotation"]
_KINDS: tuple[ReuseKind, ...] = ("copy", "excerpt", "quotation")
_COPY, _EXCERPT, _QUOTATION, _NOTHING = range(4)

# (5) Set on development pairs of real news and of short answers; see docs/methods/trace.md.
PIECE = 5  # words of prose in a row that count
COPY_SHARE = 0.7  # of the own prose of one of the two, rewording within a passage included
COPY_PROSE = 25  # words of prose taken over word for word
COPY_LONGEST = 10
REWORDED_SHARE = 0.4  # the same, where the words taken over are scattered through the text in short pieces:
REWORDED_MEAN = 13.0  # words a piece on average; a passage lifted whole into another story has longer ones
REWORDED_LONGEST = 7
REWORDED_ORDER = 0.6  # and in the same order in both, which phrases that any text may use are not
BRIEF_SHARE = 0.9  # of a text with less prose than COPY_PROSE, which must then stand in the other almost whole
BRIEF_PROSE = 8
EXCERPT_PROSE = 25
EXCERPT_LONGEST = 14
QUOTATION = 8  # words of speech
SHOWN = 8  # words of prose in a row that a passage of an excerpt must have to be shown
SHOWN_SPEECH = 3


@dataclass(frozen=True, slots=True)
class Reuse:
    """How two texts hang together. Shares are of each text's own prose; `words_*` of all its words, 0–1."""

    kind: ReuseKind
    share_here: float
    share_there: float
    words_here: float
    words_there: float
    spans: tuple[Aligned, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What came of several pairs, as arrays: small to send from one process to another. `kinds` are places in `_KINDS`."""

    kinds: Ints
    shares: NDArray[np.float64]  # four a pair, in the order of `Reuse`
    bounds: Ints  # of each pair's spans
    spans: Ints  # four a span

    def __iter__(self) -> Iterator[Reuse | None]:
        bounds, spans = self.bounds.tolist(), list(map(Aligned._make, self.spans.tolist()))
        for at, (kind, shares) in enumerate(zip(self.kinds.tolist(), self.shares.tolist(), strict=True)):
            if kind == _NOTHING:
                yield None
            else:
                share_here, share_there, words_here, words_there = shares
                shown = tuple(spans[bounds[at] : bounds[at + 1]])
                yield Reuse(_KINDS[kind], share_here, share_there, words_here, words_there, shown)


def compare(here: Prepared, there: Prepared) -> Reuse | None:
    """What `here` and `there` share, None when that is nothing to speak of."""
    return next(iter(compare_all([here, there], [(0, 1)])))


def compare_all(texts: Sequence[Prepared], pairs: Sequence[tuple[int, int]]) -> Compared:
    """What the texts of each pair share."""
    here, there = np.array(pairs, np.int64).reshape(-1, 2).T
    pairing = Pairing(texts, here, there)
    runs = without_overlap(longest_runs([text.numbers.of for text in texts], here, there), len(pairing))
    pieces = pairing.pieces(runs)
    counted = _counted(pieces, len(pairing))
    kinds = np.full(len(pairing), _NOTHING, np.int64)
    kinds[counted.speech >= QUOTATION] = _QUOTATION
    shares = np.zeros((len(pairing), 4))
    with_prose = runs.where((counted.prose >= BRIEF_PROSE)[runs.pair])
    linked = one_passage(with_prose)
    if len(with_prose):
        own, other = pairing.covered(with_prose, linked)
        shares[:, 0] = own / np.maximum(1, pairing.prose[here])
        shares[:, 1] = other / np.maximum(1, pairing.prose[there])
        kinds[(counted.prose >= EXCERPT_PROSE) & (counted.longest >= EXCERPT_LONGEST)] = _EXCERPT
        fewer = np.minimum(pairing.prose[here], pairing.prose[there])
        kinds[_copies(counted, shares[:, :2].max(axis=1), fewer, with_prose)] = _COPY
    shown = _shown(pairing, kinds, pieces, *pairing.bridged(with_prose, linked)) if len(runs) else runs
    matched = sums(shown.length, shown.pair, len(pairing))
    shares[:, 2] = np.minimum(1.0, matched / np.maximum(1, pairing.sizes[here]))
    shares[:, 3] = np.minimum(1.0, matched / np.maximum(1, pairing.sizes[there]))
    return Compared(kinds, shares, starts_of(np.bincount(shown.pair, minlength=len(pairing))), _places(pairing, shown))


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """By pair, in words: prose taken over in pieces that count, how many such pieces, the longest piece, speech shared."""

    prose: Ints
    pieces: Ints
    longest: Ints
    speech: Ints


def _counted(pieces: Pieces, pairs: int) -> _Counted:
    pair, length = pieces.runs.pair, pieces.runs.length
    prose = pieces.role == PROSE
    counts = prose & (length >= PIECE)
    return _Counted(
        sums(length * counts, pair, pairs),
        sums(counts, pair, pairs),
        maxima(length[prose], pair[prose], pairs),
        sums(length * (pieces.role == SPEECH), pair, pairs),
    )


def _copies(counted: _Counted, share: NDArray[np.float64], own: Ints, runs: Runs) -> NDArray[np.bool_]:
    """Whether most of the shorter text's prose was taken over: as it stood, reworded throughout, or all of a brief."""
    prose, longest = counted.prose, counted.longest
    copies = (prose >= COPY_PROSE) & (longest >= COPY_LONGEST) & (share >= COPY_SHARE)
    copies |= (own >= BRIEF_PROSE) & (own < 2 * COPY_PROSE) & (prose >= BRIEF_PROSE) & (share >= BRIEF_SHARE)
    reworded = (prose >= COPY_PROSE) & (longest >= REWORDED_LONGEST) & (share >= REWORDED_SHARE)
    reworded &= prose <= REWORDED_MEAN * counted.pieces
    for pair in np.flatnonzero(reworded & ~copies).tolist():
        first, after = runs.pair.searchsorted((pair, pair + 1)).tolist()
        copies[pair] = in_order(runs.there[first:after].tolist(), runs.length[first:after].tolist()) >= REWORDED_ORDER
    return copies


def _shown(pairing: Pairing, kinds: Ints, pieces: Pieces, full: Runs, passage: Ints) -> Runs:
    """The runs that are shown for a kind: of copies and excerpts passages with prose, of quotations the speech."""
    cut = pairing.pieces(full)
    kind, of = kinds[cut.runs.pair], passage[cut.run]
    count = int(passage[-1]) + 1 if len(passage) else 0
    prose = maxima(np.where(cut.role == PROSE, cut.runs.length, 0), of, count)[of]
    voiced = maxima(cut.role == SPEECH, of, count)[of] > 0
    wanted = (kind == _EXCERPT) & (prose >= SHOWN)
    wanted |= (kind == _COPY) & ((prose >= PIECE) | voiced)
    wanted &= cut.role != DRESS
    told = _grown(cut.runs.where(wanted), of[wanted])
    quoted = (kinds[pieces.runs.pair] == _QUOTATION) & (pieces.role == SPEECH) & (pieces.runs.length >= SHOWN_SPEECH)
    spoken = pieces.runs.where(quoted)
    joined = Runs(*(np.concatenate(two) for two in zip(_columns(told), _columns(spoken), strict=True)))
    return joined.where(np.argsort(joined.pair, kind="stable"))


def _grown(pieces: Runs, passage: Ints) -> Runs:
    """Neighbouring pieces of one passage joined again."""
    if not len(pieces):
        return pieces
    apart = np.ones(len(pieces), bool)
    apart[1:] = (passage[1:] != passage[:-1]) | (pieces.here[1:] != (pieces.here + pieces.length)[:-1])
    apart[1:] |= pieces.there[1:] != (pieces.there + pieces.length)[:-1]
    heads = np.flatnonzero(apart)
    return Runs(pieces.pair[heads], pieces.here[heads], pieces.there[heads], np.add.reduceat(pieces.length, heads))


def _columns(runs: Runs) -> tuple[Any, ...]:
    return runs.pair, runs.here, runs.there, runs.length


def _places(pairing: Pairing, runs: Runs) -> Ints:
    """Where the words of `runs` stand in either text, in characters."""
    starts = np.concatenate([text.numbers.starts for text in pairing.texts])
    ends = np.concatenate([text.numbers.ends for text in pairing.texts])
    here = pairing.base[pairing.here[runs.pair]] + runs.here
    there = pairing.base[pairing.there[runs.pair]] + runs.there
    last = runs.length - 1
    return np.stack((starts[here], ends[here + last], starts[there], ends[there + last]), axis=1).astype(np.int64)
