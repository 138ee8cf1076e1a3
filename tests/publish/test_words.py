"""Small words of the report: lists and runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.words import listed, runs

RUNS = {
    "none": ([], []),
    "one": ([4], ["R4"]),
    "two in a row": ([4, 5], ["R4", "R5"]),
    "three in a row": ([4, 5, 6], ["R4–R6"]),
    "runs and single ones": ([1, 2, 3, 5, 8, 9, 10, 11], ["R1–R3", "R5", "R8–R11"]),
}


@pytest.mark.parametrize("name", RUNS)
def test_three_or_more_in_a_row_are_one(name: str) -> None:
    numbers, tags = RUNS[name]
    assert runs(numbers, "R") == tags


@given(st.sets(st.integers(1, 60)))
def test_a_run_says_exactly_the_numbers_it_was_made_of(numbers: set[int]) -> None:
    said: list[int] = []
    for tag in runs(sorted(numbers), "R"):
        first, _, last = tag.replace("R", "").partition("–")
        said += range(int(first), int(last or first) + 1)
    assert said == sorted(numbers)


def test_a_list_has_commas_and_one_and() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
