"""Alignment: words that stand in both texts, wherever in each."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.trace.alignment import Run, in_order, without_overlap
from answerable.trace.numbers import numbers_of
from answerable.trace.seeds import SEED, longest_runs

WORDS = st.lists(st.sampled_from("salt gate quay rain lamp boat crab snow".split()), max_size=60)


def shared(*pairs: tuple[str, str]) -> list[list[Run]]:
    """The runs of each pair, all pairs looked at together."""
    texts = [numbers_of(text).of for pair in pairs for text in pair]
    here = np.arange(0, len(texts), 2)
    runs = without_overlap(longest_runs(texts, here, here + 1), len(pairs))
    out: list[list[Run]] = [[] for _ in pairs]
    for pair, *run in zip(
        *(column.tolist() for column in (runs.pair, runs.here, runs.there, runs.length)), strict=True
    ):
        out[pair].append(Run(*run))
    return out


@settings(deadline=None)
@given(WORDS, WORDS)
def test_every_run_stands_in_both_and_none_overlaps_in_the_first(one: list[str], other: list[str]) -> None:
    (runs,) = shared((" ".join(one), " ".join(other)))
    end = 0
    for run in runs:
        assert run.length >= SEED
        assert run.here >= end
        end = run.here + run.length
        assert one[run.here : end] == other[run.there : run.there + run.length]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_no_seed_that_stands_in_both_is_left_out(one: list[str], other: list[str]) -> None:
    (runs,) = shared((" ".join(one), " ".join(other)))
    taken = {at for run in runs for at in range(run.here, run.here + run.length)}
    there = {tuple(other[at : at + SEED]) for at in range(len(other) - SEED + 1)}
    for at in range(len(one) - SEED + 1):
        if tuple(one[at : at + SEED]) in there:
            assert taken & set(range(at, at + SEED))


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_pairs_looked_at_together_come_out_as_each_by_itself(pairs: list[tuple[list[str], list[str]]]) -> None:
    texts = [(" ".join(one), " ".join(other)) for one, other in pairs]
    assert shared(*texts) == [shared(pair)[0] for pair in texts]


@settings(deadline=None)
@given(WORDS)
def test_a_text_shares_all_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    (runs,) = shared((text, text))
    assert sum(run.length for run in runs) == (len(words) if len(words) >= SEED else 0)


def test_passages_that_changed_places_are_both_found() -> None:
    first, second = "the quay was closed before dawn", "nobody opened the gate to the nurses"
    (runs,) = shared((f"{first} {second}", f"{second} {first}"))
    assert [(run.here, run.there) for run in runs] == [(0, 7), (6, 0)]
    assert in_order([run.there for run in runs], [run.length for run in runs]) < 1.0
