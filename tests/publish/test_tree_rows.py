"""In which row of its band each document of a family tree stands."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.publish.tree_rows import Rows, find_rows

IDS = st.sampled_from([f"t{n}" for n in range(40)])
STANDING = st.dictionaries(IDS, st.tuples(st.integers(0, 9), st.integers(1, 3)), min_size=2)  # column and band
LINKS = st.lists(st.tuples(IDS, IDS).filter(lambda link: link[0] != link[1]), max_size=60, unique=True)


def found(columns: dict[str, int], links: list[tuple[str, str]]) -> Rows:
    return find_rows(columns, dict.fromkeys(columns, 1), links)


@settings(deadline=None)
@given(STANDING, LINKS)
def test_whatever_stands_or_passes_in_a_column_is_a_row_apart(
    standing: dict[str, tuple[int, int]], links: list[tuple[str, str]]
) -> None:
    column = {id: at for id, (at, _) in standing.items()}
    band = {id: band for id, (_, band) in standing.items()}
    links = [(parent, child) for parent, child in links if parent in standing and child in standing]
    rows = find_rows(column, band, links)
    taken: dict[tuple[int, int], dict[str, float]] = {}
    for id, row in rows.of.items():
        taken.setdefault((band[id], column[id]), {})[id] = row
    for (parent, child), passes in rows.passes.items():
        low, high = sorted((column[parent], column[child]))
        assert sorted(at for at, _ in passes) == list(range(low + 1, high))
        for at, row in passes:
            taken.setdefault((band[child], at), {})["arrows of " + parent] = row
    assert rows.of.keys() == standing.keys()
    for (number, _), here in taken.items():
        assert all(abs(one - other) >= 1 for one, other in combinations(here.values(), 2))
        assert all(0 <= row <= rows.tall[number] - 1 for row in here.values())


def test_a_parent_stands_at_the_middle_of_its_children() -> None:
    rows = found({"wire": 0, "a": 1, "b": 1, "c": 1, "d": 1}, [("wire", id) for id in "abcd"])
    assert [rows.of[id] for id in "abcd"] == [0, 1, 2, 3]
    assert 1 <= rows.of["wire"] <= 2


def test_a_chain_runs_straight() -> None:
    rows = found({"a": 0, "b": 1, "c": 2}, [("a", "b"), ("b", "c")])
    assert set(rows.of.values()) == {0}


def test_arrows_of_one_parent_pass_a_column_together() -> None:
    rows = found({"wire": 0, "near": 1, "far": 2, "further": 2}, [("wire", id) for id in ("near", "far", "further")])
    assert rows.passes["wire", "far"] == rows.passes["wire", "further"]
    assert rows.tall[1] < 3  # what a row for each would take


def test_documents_that_nothing_joins_share_rows_but_none_that_an_arrow_passes() -> None:
    rows = found({"a": 0, "b": 2, "one": 0, "two": 1, "three": 2, "four": 3}, [("a", "b")])
    assert rows.of["four"] == 0
    assert [rows.of[id] for id in ("one", "two", "three")] == [1, 1, 1]
    assert rows.tall[1] == 2


def test_an_arrow_from_another_band_passes_in_the_band_it_leads_to() -> None:
    rows = find_rows({"a": 0, "b": 2, "c": 1}, {"a": 1, "b": 2, "c": 2}, [("a", "b")])
    assert rows.passes["a", "b"] == [(1, 0)]
    assert rows.of["c"] == 1


def test_families_stand_in_the_order_of_their_first_date() -> None:
    rows = found({"late": 1, "later": 2, "early": 0, "next": 1}, [("late", "later"), ("early", "next")])
    assert rows.of["early"] < rows.of["late"]
