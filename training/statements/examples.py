"""Marked-up articles as windows of words with what must be learned of them.

In:   articles with their attributions (PolNeAR's format: `text`, `attributions` with `source`, `cue`, `content`, and
      in our own corpus `act`), a tokenizer.
Out:  `Article`, and `Example`s: word pieces, the piece each word starts with, features, anchors, roles per anchor, acts.
Not:  the model.

An attribution is anchored at the first word of its cue: the program finds anchors first, and for each of them the role
of every word around it.
"""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.extract.statement import ACTS
from answerable.extract.tagger_pieces import PIECES, Marks, Numbers, arrays, marks_of, pieces_of, reach, windows
from answerable.extract.tagger_words import TaggerWords, read_tagger_words

ROLES = ("none", "source", "cue", "content")
APART = 296  # pieces from the start of one training window to the next


@dataclass(slots=True)
class Article:
    """Words and attributions: for each the word ranges of its roles, its anchor and its act (-1 when not marked)."""

    id: str
    words: TaggerWords
    pieces: list[list[int]]
    anchors: list[int]
    roles: list[dict[int, list[tuple[int, int]]]]  # role number -> word ranges, ends excluded
    acts: list[int]


@dataclass(slots=True)
class Example:
    """One window."""

    pieces: Numbers  # marks included
    features: Numbers  # per piece
    heads: Numbers  # index in `pieces` of each word's first piece
    anchor: list[int]  # 0 or 1 per word
    kinds: list[int]  # bits per word: 1 source, 2 cue, 4 content of some attribution
    targets: list[tuple[int, list[int], int]]  # anchor word, role of every word, act


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_article(row: dict[str, Any], tokenizer: Any) -> Article:
    words = read_tagger_words(row["text"])
    pieces = pieces_of(words, tokenizer, marks_of(tokenizer).unknown)
    anchors, roles, acts = [], [], []
    for one in row["attributions"]:
        found = {number: _ranges(words, one.get(name) or []) for number, name in enumerate(ROLES) if number}
        if not found[2] or not found[3]:
            continue
        anchors.append(found[2][0][0])
        roles.append(found)
        acts.append(ACTS.index(one["act"]) if one.get("act") in ACTS else -1)
    return Article(row["id"], words, pieces, anchors, roles, acts)


def _ranges(words: TaggerWords, spans: list[list[int]]) -> list[tuple[int, int]]:
    out = []
    for start, end in spans:
        first = bisect_right(words.ends, start)
        last = bisect_left(words.starts, end)
        if first < last:
            out.append((first, last))
    return out


def cut(article: Article, marks: Marks, rng: random.Random | None = None) -> Iterator[tuple[int, int, Example]]:
    """The windows of an article: as the program cuts it, or, with `rng`, fewer and elsewhere every time."""
    sizes = [len(p) for p in article.pieces]
    places = windows(sizes)
    if rng is not None and sum(sizes) > PIECES:
        skip = rng.randrange(64, APART)
        # a short first window, so that cuts fall elsewhere in every epoch
        places = [(0, reach(sizes, 0, skip)), *windows(sizes, APART, reach(sizes, 0, skip - 64))]
    for first, end in places:
        if first < end:
            yield first, end, _example(article, (first, end), marks)


def _example(article: Article, window: tuple[int, int], marks: Marks) -> Example:
    first, end = window
    size = end - first
    anchor, kinds = [0] * size, [0] * size
    targets = []
    for at, roles, act in zip(article.anchors, article.roles, article.acts, strict=True):
        row = [0] * size
        for role, ranges in roles.items():
            for a, b in ranges:
                for word in range(max(a, first), min(b, end)):
                    kinds[word - first] |= 1 << (role - 1)
                    row[word - first] = role
        if first <= at < end:
            anchor[at - first] = 1
            targets.append((at - first, row, act))
    return Example(*arrays(article.pieces, article.words.features, window, marks), anchor, kinds, targets)
