"""Words as the encoder takes them: word pieces, in windows that end with a paragraph or else overlap.

In:   `TaggerWords` and a tokenizer.
Out:  the pieces of each word; windows of words; the arrays of one window.
Not:  the model. Training cuts texts through here too, so that both see the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from answerable.extract.tagger_words import TaggerWords

PIECES = 320  # in a window, without the two marks at its ends
STRIDE = 256  # pieces from the start of one window to the next
_FILLED = 128  # pieces that a window holds at least where it is cut at a seam
_AT_ONCE = 2_000  # words handed to the tokenizer together

Numbers = NDArray[np.int64]


class Tokenizer(Protocol):
    """What this module needs of `tokenizers.Tokenizer`."""

    def encode(self, sequence: Any, /, *, is_pretokenized: bool, add_special_tokens: bool) -> Any: ...
    def token_to_id(self, token: str, /) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that stand for the start, the end, and what the vocabulary does not have."""

    start: int
    end: int
    unknown: int


def marks_of(tokenizer: Tokenizer) -> Marks:
    """The marks of a BERT vocabulary. ValueError when it has none of them."""
    start, end, unknown = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
    if start is None or end is None or unknown is None:
        raise ValueError("the vocabulary has no [CLS], [SEP] and [UNK]")
    return Marks(start, end, unknown)


def pieces_of(words: TaggerWords, tokenizer: Tokenizer, unknown: int) -> list[list[int]]:
    """The pieces of every word, at least one each and no more than fit half a window."""
    out: list[list[int]] = [[] for _ in words.starts]
    for first in range(0, len(out), _AT_ONCE):
        forms = words.forms(first, min(len(out), first + _AT_ONCE))
        encoded = tokenizer.encode(forms, is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
            out[first + word].append(piece)
    return [own[: PIECES // 2] or [unknown] for own in out]


def windows(sizes: list[int], stride: int = STRIDE, first: int = 0, seams: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Ranges of words that hold at most PIECES pieces. Each starts where the one before ends if that is one of `seams`, words
    in order before which the text may be cut; else about `stride` pieces after it."""
    out = []
    while first < len(sizes):
        end = reach(sizes, first, PIECES)
        if end >= len(sizes):
            out.append((first, end))
            break
        seam = bisect_right(seams, end) - 1
        if seam >= 0 and seams[seam] > reach(sizes, first, _FILLED):
            end = seams[seam]
            out.append((first, end))
            first = end
        else:
            out.append((first, end))
            first = max(first + 1, reach(sizes, first, stride))
    return out


def reach(sizes: list[int], first: int, budget: int) -> int:
    """The first word that no longer fits when `budget` pieces are filled from word `first`."""
    end = first
    while end < len(sizes) and sizes[end] <= budget:
        budget -= sizes[end]
        end += 1
    return end


def arrays(
    pieces: list[list[int]], features: list[int], window: tuple[int, int], marks: Marks
) -> tuple[Numbers, Numbers, Numbers]:
    """Of one window: its pieces with marks, the feature of each piece, and where each word's first piece stands."""
    flat, of_piece, heads = [marks.start], [0], []
    for word in range(*window):
        heads.append(len(flat))
        flat += pieces[word]
        of_piece += [features[word]] * len(pieces[word])
    return np.array([*flat, marks.end]), np.array([*of_piece, 0]), np.array(heads)
