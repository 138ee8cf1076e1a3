"""Agreements of many texts found at once: in memory that grows with the texts, not with texts times words."""

from __future__ import annotations

import tracemalloc

import numpy as np

from answerable.trace.seeds import longest_runs


def test_memory_grows_with_the_words_of_the_texts_and_not_with_their_product() -> None:
    """Ninety-six texts in pairs of one wording each; a table of texts by seeds alone would take 77 MB."""
    chance = np.random.default_rng(5)
    wordings = chance.integers(0, 2**63, (48, 4200), np.int64).astype(np.uint64)
    texts = [own for own in wordings for _ in range(2)]
    here, there = np.arange(0, 96, 2), np.arange(1, 96, 2)
    tracemalloc.start()
    try:
        runs = longest_runs(texts, here, there)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (runs.pair.tolist(), set(runs.length.tolist())) == (list(range(48)), {4200})
    assert peak < 150 * sum(map(len, texts))
