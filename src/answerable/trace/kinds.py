"""What two texts have in common, and what that makes of them: a copy, an excerpt, only a quotation, or nothing.

In:   two prepared documents.
Out:  `Reuse`: the kind, how much of each stands in the other, and where.
Not:  who was first; see `direction.py`.

Prose decides. Speech that both quote, marks, and standing text are left out before anything is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import and_
from typing import Literal

from answerable.trace.alignment import Run, bridge, in_order, shared_runs
from answerable.trace.lineage import Aligned
from answerable.trace.prepared import DRESS, PROSE, SPEECH, Prepared

ReuseKind = Literal["copy", "excerpt", "quotation"]

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


@dataclass(frozen=True, slots=True)
class Reuse:
    """How two texts hang together. Shares are of each text's own prose; `words_*` of all its words, 0–1."""

    kind: ReuseKind
    share_here: float
    share_there: float
    words_here: float
    words_there: float
    spans: tuple[Aligned, ...]


def compare(here: Prepared, there: Prepared) -> Reuse | None:
    """What `here` and `there` share, None when that is nothing to speak of."""
    runs = shared_runs(here.index, there.index)
    if not runs:
        return None
    pieces = [piece for run in runs for piece in _pieces(run, here.role, there.role)]
    taken = [length for _run, role, length in pieces if role == PROSE and length >= PIECE]
    prose = sum(taken)
    longest = max((length for _run, role, length in pieces if role == PROSE), default=0)
    speech = sum(length for _run, role, length in pieces if role == SPEECH)
    if prose < BRIEF_PROSE:
        if speech < QUOTATION:
            return None
        return _reuse("quotation", (0.0, 0.0), [[run] for run in runs], here, there)
    covered_here, covered_there, chains = _passages(here, there, runs)
    share_here = _share(covered_here, here)
    share_there = _share(covered_there, there)
    share = max(share_here, share_there)
    kind: ReuseKind | None
    if _is_copy(taken, longest, share, min(here.prose, there.prose), runs):
        kind = "copy"
    elif prose >= EXCERPT_PROSE and longest >= EXCERPT_LONGEST:
        kind = "excerpt"
    else:
        kind = "quotation" if speech >= QUOTATION else None
    return None if kind is None else _reuse(kind, (share_here, share_there), chains, here, there)


def _reuse(
    kind: ReuseKind, shares: tuple[float, float], chains: list[list[Run]], here: Prepared, there: Prepared
) -> Reuse:
    chosen = _told(kind, chains, here, there)
    matched = sum(run.length for run in chosen)
    return Reuse(
        kind,
        *shares,
        min(1.0, matched / max(1, len(here.words))),
        min(1.0, matched / max(1, len(there.words))),
        tuple(_aligned(run, here, there) for run in chosen),
    )


def _is_copy(taken: list[int], longest: int, share: float, own: int, runs: list[Run]) -> bool:
    """Whether most of the shorter text's prose was taken over: as it stood, reworded throughout, or all of a brief."""
    prose = sum(taken)
    if prose >= COPY_PROSE and longest >= COPY_LONGEST and share >= COPY_SHARE:
        return True
    if BRIEF_PROSE <= own < 2 * COPY_PROSE and prose >= BRIEF_PROSE and share >= BRIEF_SHARE:
        return True
    if prose < COPY_PROSE or longest < REWORDED_LONGEST or share < REWORDED_SHARE:
        return False
    return prose / len(taken) <= REWORDED_MEAN and in_order(runs) >= REWORDED_ORDER


def _pieces(run: Run, here: bytearray, there: bytearray) -> list[tuple[Run, int, int]]:
    """`run` cut where its words change role. Words are speech when either text has them as speech."""
    own, other = here[run.here : run.here + run.length], there[run.there : run.there + run.length]
    if own.count(own[0]) == other.count(other[0]) == run.length:
        return [(run, max(own[0], other[0]), run.length)]
    roles = bytes(map(max, own, other))
    out: list[tuple[Run, int, int]] = []
    at = 0
    while at < len(roles):
        role, start = roles[at], at
        while at < len(roles) and roles[at] == role:
            at += 1
        out.append((Run(run.here + start, run.there + start, at - start), role, at - start))
    return out


def _passages(here: Prepared, there: Prepared, runs: list[Run]) -> tuple[bytearray, bytearray, list[list[Run]]]:
    """Words of each that lie in passages taken over, and the passages: runs that follow each other in both texts."""
    covered_here, covered_there = bytearray(len(here.words)), bytearray(len(there.words))
    chains: list[list[Run]] = []
    for run in runs:
        covered_here[run.here : run.here + run.length] = b"\1" * run.length
        covered_there[run.there : run.there + run.length] = b"\1" * run.length
        before = chains[-1][-1] if chains else None
        between = bridge(here.words.norms, there.words.norms, before, run) if before is not None else None
        if before is None or between is None:
            chains.append([run])
            continue
        if _in_prose(before.here + before.length - 1, run.here, here) and _in_prose(
            before.there + before.length - 1, run.there, there
        ):
            covered_here[before.here : run.here] = b"\1" * (run.here - before.here)
            covered_there[before.there : run.there] = b"\1" * (run.there - before.there)
        chains[-1].extend([*between, run])
    return covered_here, covered_there, chains


def _in_prose(last: int, first: int, document: Prepared) -> bool:
    return document.role[last] == document.role[first] == PROSE


def _share(covered: bytearray, document: Prepared) -> float:
    return sum(map(and_, covered, document.is_prose)) / document.prose if document.prose else 0.0


def _told(kind: ReuseKind, chains: list[list[Run]], here: Prepared, there: Prepared) -> list[Run]:
    """The runs that are shown for a kind: of copies and excerpts passages with prose, of quotations the speech."""
    out: list[Run] = []
    for chain in chains:
        pieces = [piece for run in chain for piece in _pieces(run, here.role, there.role)]
        if kind == "quotation":
            out.extend(run for run, role, length in pieces if role == SPEECH and length >= 3)
            continue
        prose = max((length for _run, role, length in pieces if role == PROSE), default=0)
        if prose >= (SHOWN if kind == "excerpt" else PIECE) or (
            kind == "copy" and any(role == SPEECH for _run, role, _length in pieces)
        ):
            out.extend(_without_dress(pieces))
    return out


def _without_dress(pieces: list[tuple[Run, int, int]]) -> list[Run]:
    """Neighbouring pieces joined again, marks and standing text left out."""
    out: list[Run] = []
    for run, role, length in pieces:
        if role == DRESS:
            continue
        last = out[-1] if out else None
        if last and last.here + last.length == run.here and last.there + last.length == run.there:
            out[-1] = Run(last.here, last.there, last.length + length)
        else:
            out.append(run)
    return out


def _aligned(run: Run, here: Prepared, there: Prepared) -> Aligned:
    return Aligned(
        *here.words.place(run.here, run.here + run.length), *there.words.place(run.there, run.there + run.length)
    )
