"""Cases set apart from training."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from training.answers.apart import file_of, set_apart

cases = st.lists(st.tuples(st.sampled_from("abk"), st.integers(1, 60)), unique=True).map(
    lambda rows: [{"id": f"{batch}-{number:03d}"} for batch, number in rows]
)


@given(cases, st.integers(0, 9))
def test_every_case_is_learnt_from_or_scored_on_and_no_file_is_both(rows, every):
    learnt, scored = set_apart(rows, every)
    assert sorted(c["id"] for c in [*learnt, *scored]) == sorted(c["id"] for c in rows)
    assert not {file_of(c) for c in learnt} & {file_of(c) for c in scored}


def test_ten_cases_stand_in_one_file():
    assert file_of({"id": "a-001"}) == file_of({"id": "a-010"}) != file_of({"id": "a-011"})
