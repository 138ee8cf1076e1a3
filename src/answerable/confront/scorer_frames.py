"""A point and a stretch of a reply, as the encoder of answers takes them.

In:   the word pieces of a point and of each sentence of a reply.
Out:  `Frame`s: one point before as many sentences as fit, each sentence behind a mark of its own.
Not:  the model. Training cuts replies through here too, so that both see the same.

A reply that is too long for one frame is cut into several that overlap: a sentence is read where most of what stands
before it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

POINT = 96  # pieces of a point at most
SENTENCE = 120  # pieces of a sentence at most
ROOM = 360  # pieces of sentences in one frame, marks included
BEFORE = 100  # pieces of earlier sentences that a sentence should see
_MARK = "[unused1]"

Numbers = NDArray[np.int64]


class Tokenizer(Protocol):
    """What this module needs of `tokenizers.Tokenizer`."""

    def encode_batch(self, input: Any, /, *, add_special_tokens: bool) -> Any: ...
    def token_to_id(self, token: str, /) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that stand for the start, the end of a part, and the start of a sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences `first` to `end - 1` in one frame; those from `own` on are read in it."""

    first: int
    own: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Arrays for the encoder: `pieces`, `parts` (0 the point, 1 the reply) [n]; `heads` [sentences], where each
    sentence's mark stands; `ends` [sentences], the place after its last piece."""

    pieces: Numbers
    parts: Numbers
    heads: Numbers
    ends: Numbers


def marks_of(tokenizer: Tokenizer) -> Marks:
    """The marks of a BERT vocabulary. ValueError when it has none of them."""
    start, end, sentence = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", _MARK))
    if start is None or end is None or sentence is None:
        raise ValueError(f"the vocabulary has no [CLS], [SEP] and {_MARK}")
    return Marks(start, end, sentence)


def pieces_of(texts: Sequence[str], tokenizer: Tokenizer, most: int) -> list[list[int]]:
    """Word pieces of every text; of a text that is too long, its first and its last."""
    encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [_within(list(e.ids), most) for e in encoded]


def _within(ids: list[int], most: int) -> list[int]:
    return ids if len(ids) <= most else ids[: most - most // 3] + ids[-(most // 3) :]


def stretches(sizes: Sequence[int]) -> Iterator[Stretch]:
    """Stretches of sentences of these sizes: every sentence is read in exactly one."""
    own = 0
    while own < len(sizes):
        first, seen = own, 0
        while first and seen + sizes[first - 1] + 1 <= BEFORE:
            first -= 1
            seen += sizes[first] + 1
        end, used = own, seen
        while end < len(sizes) and (end == own or used + sizes[end] + 1 <= ROOM):
            used += sizes[end] + 1
            end += 1
        yield Stretch(first, own, end)
        own = end


def frame(point: Sequence[int], sentences: Sequence[Sequence[int]], marks: Marks) -> Frame:
    """One point before these sentences."""
    pieces = [marks.start, *point, marks.end]
    parts = len(pieces)
    heads, ends = [], []
    for sentence in sentences:
        heads.append(len(pieces))
        pieces += [marks.sentence, *sentence]
        ends.append(len(pieces))
    pieces.append(marks.end)
    of_part = np.ones(len(pieces), dtype=np.int64)
    of_part[:parts] = 0
    return Frame(np.asarray(pieces, dtype=np.int64), of_part, np.asarray(heads), np.asarray(ends))
