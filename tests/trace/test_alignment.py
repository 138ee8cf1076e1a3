"""Alignment: words that stand in both texts, wherever in each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.trace.alignment import SEED, SeedIndex, in_order, shared_runs
from answerable.trace.words import words_of

WORDS = st.lists(st.sampled_from("salt gate quay rain lamp boat crab snow".split()), max_size=60)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_every_run_stands_in_both_and_none_overlaps_in_the_first(one: list[str], other: list[str]) -> None:
    here, there = words_of(" ".join(one)), words_of(" ".join(other))
    runs = shared_runs(SeedIndex(here), SeedIndex(there))
    end = 0
    for run in runs:
        assert run.length >= SEED
        assert run.here >= end
        end = run.here + run.length
        assert here.norms[run.here : end] == there.norms[run.there : run.there + run.length]


@settings(deadline=None)
@given(WORDS)
def test_a_text_shares_all_of_itself(words: list[str]) -> None:
    read = words_of(" ".join(words))
    shared = sum(run.length for run in shared_runs(SeedIndex(read), SeedIndex(read)))
    assert shared == (len(words) if len(words) >= SEED else 0)


def test_passages_that_changed_places_are_both_found() -> None:
    first, second = "the quay was closed before dawn", "nobody opened the gate to the nurses"
    runs = shared_runs(SeedIndex(words_of(f"{first} {second}")), SeedIndex(words_of(f"{second} {first}")))
    assert [(run.here, run.there) for run in runs] == [(0, 7), (6, 0)]
    assert in_order(runs) < 1.0


@settings(deadline=None)
@given(WORDS)
def test_an_index_knows_every_place_of_every_run(words: list[str]) -> None:
    index = SeedIndex(words_of(" ".join(words)))
    places = sorted(place for seed in index.first for place in index.places(seed))
    assert places == list(range(max(0, len(words) - SEED + 1)))
