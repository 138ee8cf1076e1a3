"""What a second reader is asked: some sentences of one response, set against some points.

In:   a response's sentences as they stand in the reading, the elements it is set against.
Out:  `Question`s, each small enough for a small model, each with an id that its answer must repeat.
Not:  wording them (`prompting`), and not sending them.

A question is the same question wherever its words are the same, so what was answered is never asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from answerable.confront.second_reader import METHOD
from answerable.preserve.settings import Model
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.terms.unseen import UNSEEN

POINTS, SENTENCES = 12, 24  # in one question
CHARACTERS = 12_000  # of the sentences of one question
LONGEST = 4_000  # characters of one sentence or point; a longer one is not put
BEFORE = 2  # sentences shown ahead of the first, so that "the latter" can be understood

Fragments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """One element as it is put to the model."""

    element: Digest
    allegation: str  # its text
    kind: str
    text: str


@dataclass(frozen=True)
class Question:
    """`first` is the number of its first sentence in the response. Nothing in `before` is asked about; `numbers` are
    those of all sentences that go out with it, these too.

    `mark` stands in the fence and is repeated by the answer: enough of the id, which no document can hold.
    """

    model: Model
    codebook: str
    points: tuple[Put, ...]
    first: int
    sentences: tuple[Fragments, ...]
    before: tuple[Fragments, ...]
    numbers: tuple[int, ...]

    @property
    def mark(self) -> str:
        return self.id[:16]

    @cached_property
    def id(self) -> Digest:
        points = [[p.kind, p.text, p.allegation] for p in self.points]
        model = [self.model.address, self.model.name]
        return digest_bytes(canonical_json([METHOD, self.codebook, model, points, self.sentences, self.before]))


def origin_of(model: Model) -> str:
    """Whose suggestion a coding of this model is, in words: `NAME at HOST`."""
    return f"{model.name} at {urlsplit(model.address).netloc}"


def as_put(words: str) -> str:
    """`words` with white space as single blanks, and a mark in the place of each character that no reader sees."""
    return " ".join(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words).split())


def questions_of(
    model: Model, codebook: str, points: Sequence[Put], sentences: Sequence[Fragments]
) -> Iterator[Question]:
    """Every sentence against every point, but for those too long to be put."""
    shown = [p for p in points if 0 < len(p.text) <= LONGEST and len(p.allegation) <= LONGEST]
    for start, end in _runs(sentences):
        before = [n for n in range(max(0, start - BEFORE), start) if _size(sentences[n]) <= LONGEST]
        for at in range(0, len(shown), POINTS):
            yield Question(
                model=model,
                codebook=codebook,
                points=tuple(shown[at : at + POINTS]),
                first=start,
                sentences=tuple(sentences[start:end]),
                before=tuple(sentences[n] for n in before),
                numbers=(*before, *range(start, end)),
            )


def _runs(sentences: Sequence[Fragments]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring sentences, none of them too long, none too many."""
    start, size = 0, 0
    for at, sentence in enumerate(sentences):
        length = _size(sentence)
        too_long = not 0 < length <= LONGEST
        if start < at and (too_long or at - start == SENTENCES or size + length > CHARACTERS):
            yield start, at
            start, size = at, 0
        if too_long:
            start = at + 1
        else:
            size += length
    if start < len(sentences):
        yield start, len(sentences)


def _size(sentence: Fragments) -> int:
    return sum(map(len, sentence))
