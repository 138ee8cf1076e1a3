"""The family tree as it is drawn."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.publish.tree import BOX_WIDTH, MOST_IN_A_LANE, draw_tree
from answerable.publish.tree_shapes import Branch, Leaf
from answerable.publish.tree_text import width_of, wrapped

IDS = [f"t{n}" for n in range(40)]  # more than a lane holds
DATES = st.sampled_from([None, "2021", "2021-03", "2021-03-04", "2021-03-05", "2022-01-01", "nonsense", "2021-04~"])


def leaves_in(lanes: st.SearchStrategy[int], at_least: int) -> st.SearchStrategy[list[Leaf]]:
    drawn = st.lists(st.tuples(st.sampled_from(IDS), lanes, DATES), unique_by=lambda t: t[0], min_size=at_least)
    return drawn.map(lambda found: [Leaf(id, lane, id.upper(), "Morning Star", date, id) for id, lane, date in found])


LEAVES = leaves_in(st.integers(1, 3), 1)
CROWDED = leaves_in(st.just(1), MOST_IN_A_LANE + 1)
BRANCHES = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()).filter(lambda b: b[0] != b[1]), max_size=20
).map(lambda found: [Branch(parent, child, "copy 97 %", directed) for parent, child, directed in found])


@settings(deadline=None)
@given(
    LEAVES | CROWDED,
    BRANCHES,
    st.dictionaries(st.text(min_size=1, max_size=60), st.lists(st.sampled_from(IDS)), max_size=6),
)
def test_no_two_boxes_overlap_and_all_lie_inside_whatever_the_arrows(
    leaves: list[Leaf], branches: list[Branch], absent: dict[str, list[str]]
) -> None:
    tree = draw_tree(leaves, branches, {1: "Origin 1"}, absent)
    lanes = Counter(leaf.lane for leaf in leaves)
    assert sum(b.kind == "more" for b in tree.boxes) == sum(number > MOST_IN_A_LANE for number in lanes.values())
    places = [(box.x, box.y) for box in tree.boxes]
    assert len(set(places)) == len(places)
    assert all(
        b.x >= 0 and b.x + b.width <= tree.width and b.y >= 0 and b.y + b.height <= tree.height for b in tree.boxes
    )
    rows: dict[int, list[int]] = {}
    for box in tree.boxes:
        rows.setdefault(box.y, []).append(box.x)
    for xs in rows.values():
        xs.sort()
        assert all(after - before >= BOX_WIDTH for before, after in pairwise(xs))


def test_time_runs_from_left_to_right_along_every_arrow() -> None:
    leaves = [Leaf("a", 1, "D1", "Wire", "2021-03-03", "d1"), Leaf("b", 1, "D2", "Star", "2021-03-03", "d2"),
              Leaf("c", 1, "D3", "Post", "2021-03-05", "d3"), Leaf("d", 1, "D4", "Echo", None, "d4")]  # fmt: skip
    tree = draw_tree(leaves, [Branch("a", "b", "copy", True), Branch("a", "c", "copy", True)], {1: "Origin 1"}, {})
    at = {box.head: box.x for box in tree.boxes}
    assert at["D1"] < at["D2"] < at["D3"] < at["D4"]
    assert [words for _, words in tree.dates] == ["3 March 2021", "5 March 2021", "no date found"]


def test_a_large_family_is_drawn_in_part_and_says_how_many_are_not() -> None:
    leaves = [Leaf(f"t{n}", 1, f"D{n}", "Star", "2021-03-03", f"d{n}") for n in range(40)]
    tree = draw_tree(leaves, [], {1: "Origin 1"}, {})
    assert [box.lines for box in tree.boxes if box.kind == "more"] == [("and 10 more,", "listed below")]


def test_a_family_of_twenty_five_is_drawn_whole_in_lower_boxes() -> None:
    leaves = [Leaf(f"t{n:02}", 1, f"D{n}", "The Northern Daily Examiner", "2021-03-03", f"d{n}") for n in range(25)]
    tree = draw_tree(leaves, [Branch("t00", leaf.id, "copy", True) for leaf in leaves[1:]], {1: "Origin 1"}, {})
    assert [box.kind for box in tree.boxes] == ["held"] * 25
    assert {len(box.lines) for box in tree.boxes} == {1}
    assert tree.height < 25 * draw_tree(leaves[:1], [], {1: "Origin 1"}, {}).boxes[0].height


NAMES = {
    "a long name": "The Northern Daily Examiner and Harbour Gazette of Lower Haldt",
    "an address": "https://very-long-subdomain.veldonia-today.example/archive/2021/03/orrin-bay",
    "Chinese": "维尔多尼亚海滨日报社会新闻部编辑委员会特别报道组驻哈尔特记者站",
    "Arabic": "صحيفة الساحل اليومية المستقلة الصادرة في مدينة هالدت الساحلية القديمة",
    "one endless word": "x" * 5_000,
}


@pytest.mark.parametrize("name", NAMES)
def test_words_stay_inside_their_box(name: str) -> None:
    lines = wrapped(NAMES[name], 140, 2)
    assert 1 <= len(lines) <= 2
    assert all(width_of(line) <= 140 for line in lines)


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(60, 300), st.integers(1, 4))
def test_any_words_are_broken_into_lines_that_fit(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(width_of(line) <= width for line in lines)
