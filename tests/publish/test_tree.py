"""The family tree as it is drawn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.publish.tree import MOST_IN_A_LANE, draw_tree
from answerable.publish.tree_shapes import Box, Branch, Leaf
from answerable.publish.tree_text import width_of, wrapped

IDS = [f"t{n}" for n in range(60)]  # more than a lane holds
DATES = st.sampled_from([None, "2021", "2021-03", "2021-03-04", "2021-03-05", "2022-01-01", "nonsense", "2021-04~"])


def leaves_in(lanes: st.SearchStrategy[int], at_least: int) -> st.SearchStrategy[list[Leaf]]:
    drawn = st.lists(st.tuples(st.sampled_from(IDS), lanes, DATES), unique_by=lambda t: t[0], min_size=at_least)
    return drawn.map(lambda found: [Leaf(id, lane, id.upper(), "Morning Star", date, id) for id, lane, date in found])


LEAVES = leaves_in(st.integers(1, 3), 1)
MANY = leaves_in(st.integers(1, 3), 40)
CROWDED = leaves_in(st.just(1), MOST_IN_A_LANE + 1)
BRANCHES = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()).filter(lambda b: b[0] != b[1]), max_size=60
).map(lambda found: [Branch(parent, child, "copy 97 %", directed) for parent, child, directed in found])
ABSENT = st.dictionaries(st.text(min_size=1, max_size=60), st.lists(st.sampled_from(IDS)), max_size=6)

Area = tuple[float, float, float, float]  # left, top, right, bottom


def area(box: Box) -> Area:
    return box.x, box.y, box.x + box.width, box.y + box.height


def strokes(path: str) -> Iterator[Area]:
    """The areas within which the parts of an arrow lie."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHC])([-\d., ]+)", path):
        at = [float(number) for number in re.split("[ ,]+", numbers.strip())]
        xs, ys = (at, [y]) if letter == "H" else (at[0::2], at[1::2])
        if letter != "M":
            yield min(x, *xs), min(y, *ys), max(x, *xs), max(y, *ys)
        x, y = xs[-1], ys[-1]


def meet(one: Area, other: Area) -> bool:
    """More than touch."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(deadline=None)
@given(LEAVES | MANY | CROWDED, BRANCHES, ABSENT)
def test_no_two_boxes_overlap_and_all_lie_inside_whatever_the_arrows(
    leaves: list[Leaf], branches: list[Branch], absent: dict[str, list[str]]
) -> None:
    tree = draw_tree(leaves, branches, {1: "Origin 1"}, absent)
    lanes = Counter(leaf.lane for leaf in leaves)
    assert sum(b.kind == "more" for b in tree.boxes) == sum(number > MOST_IN_A_LANE for number in lanes.values())
    areas = [area(box) for box in tree.boxes]
    assert not any(meet(one, other) for one, other in combinations(areas, 2))
    assert all(min(one) >= 0 and one[2] <= tree.width and one[3] <= tree.height for one in areas)
    for band, after in pairwise(tree.bands):
        assert band.y + band.height <= after.y


@settings(deadline=None)
@given(LEAVES | MANY, BRANCHES, ABSENT)
def test_no_arrow_runs_through_a_box_whatever_it_joins(
    leaves: list[Leaf], branches: list[Branch], absent: dict[str, list[str]]
) -> None:
    tree = draw_tree(leaves, branches, {}, absent)
    areas = [area(box) for box in tree.boxes]
    for arrow in tree.arrows:
        assert not any(meet(stroke, box) for stroke in strokes(arrow.path) for box in areas)


def test_an_arrow_that_runs_through_a_box_would_be_seen() -> None:
    below, across = (strokes(path) for path in ("M0,5 C9,5 9,15 18,15 H99", "M0,5 C9,5 9,9 18,9 H99"))
    assert [meet(stroke, (40, 0, 60, 10)) for stroke in below] == [False, False]
    assert [meet(stroke, (40, 0, 60, 10)) for stroke in across] == [False, True]


FAMILY = """
from answerable.publish.tree import draw_tree
from answerable.publish.tree_shapes import Branch, Leaf
leaves = [Leaf(f"t{n}", 1 + n % 2, f"D{n}", "Star", f"2021-03-0{1 + n % 4}", "") for n in range(40)]
branches = [Branch(f"t{n * n % 7}", f"t{n}", f"{n}. copy", True) for n in range(7, 30)]
print(draw_tree(leaves, branches, {}, {"a letter": ["t3", "t9", "t30"], "a film": ["t12"]}))
"""


def test_the_same_family_is_drawn_the_same_in_every_process() -> None:
    drawn = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", FAMILY], env=environment, capture_output=True, check=True)
        drawn.add(run.stdout)
    assert len(drawn) == 1


def test_what_a_copy_took_with_the_words_has_its_arrow_from_there() -> None:
    leaves = [Leaf("wire", 1, "D1", "Wire", "2021-03-03", ""), Leaf("copy", 1, "D2", "Star", "2021-03-04", ""),
              Leaf("own", 1, "D3", "Post", "2021-03-05", "")]  # fmt: skip
    tree = draw_tree(leaves, [Branch("wire", "copy", "copy", True)], {}, {"the letter": ["wire", "copy", "own"]})
    assert [(arrow.absent, arrow.label) for arrow in tree.arrows] == [
        (False, "copy"),
        (True, "named in"),
        (True, "named in"),
    ]
    letter, wire = (next(b for b in tree.boxes if b.head == head) for head in ("Not held", "D1"))
    assert letter.x < wire.x


@pytest.mark.parametrize("directed", [True, False])
def test_an_arrow_to_an_earlier_date_points_to_the_left_and_a_line_without_direction_runs_to_the_right(
    directed: bool,
) -> None:
    leaves = [Leaf("a", 1, "D1", "Wire", None, ""), Leaf("b", 1, "D2", "Star", "2021-03-04", "")]
    tree = draw_tree(leaves, [Branch("a", "b", "copy", directed)], {}, {})
    wire, star = tree.boxes
    start = re.findall(r"M(\d+),", tree.arrows[0].path)
    assert start == [str(wire.x) if directed else str(star.x + star.width)]
    assert star.x + star.width < tree.arrows[0].x < wire.x
    assert tree.arrows[0].ends is not directed


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
