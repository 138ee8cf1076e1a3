"""Coded cases as the encoder of answers learns from them.

In:   rows of `training.answers.cases` and a tokenizer.
Out:  `Lesson`: the pieces of points and sentences, what words and rules show of every pair, and its gold.
Not:  the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answerable.confront.exchange import read_exchange
from answerable.confront.scorer_frames import POINT, SENTENCE, Tokenizer, pieces_of
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from answerable.confront.stand_ins import with_stand_ins
from answerable.resources.codebook import load_codebook

APART = RELATIONS.index("does-not-address")
Gold = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A letter's points and a reply. `relation`, `stance`, `code` are [points, sentences]; -1: nothing to learn.
    `whole` marks sentences that relate to no point: their code holds whatever the point."""

    id: str
    points: list[list[int]]
    sentences: list[list[int]]
    features: NDArray[np.float32]  # [points, sentences, FEATURES]
    relation: Gold
    stance: Gold
    code: Gold
    whole: NDArray[np.bool_]


def lesson(case: dict[str, Any], tokenizer: Tokenizer) -> Lesson:
    """One coded case in numbers."""
    ids = [a["id"] for a in case["allegations"]]
    shape = (len(ids), len(case["reply"]))
    relation = np.full(shape, APART)
    stance, code = np.full(shape, -1), np.full(shape, -1)
    whole = np.zeros(shape[1], dtype=bool)
    for row in case["gold"]:
        at = row["sentence"]
        if not row["allegations"]:
            whole[at] = True
            stance[:, at], code[:, at] = STANCES.index(row["stance"]), CODES.index(row["code"])
        for id in row["allegations"]:
            place = ids.index(id), at
            relation[place] = RELATIONS.index(row["relation"])
            stance[place], code[place] = STANCES.index(row["stance"]), CODES.index(row["code"])
    book = load_codebook()
    points, reply = with_stand_ins([a["text"] for a in case["allegations"]], case["reply"])
    read = read_exchange(points, reply, case["lang"] or "en")
    return Lesson(
        id=case["id"],
        points=pieces_of(points, tokenizer, POINT),
        sentences=pieces_of(reply, tokenizer, SENTENCE),
        features=np.stack([[read.features(a, i, book) for i in range(shape[1])] for a in range(shape[0])]),
        relation=relation,
        stance=stance,
        code=code,
        whole=whole,
    )
