"""A corpus that grows: added one by one, documents meet the relatives they meet all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.newsroom import busy_press

from answerable.preserve.shelf import Shelf
from answerable.trace.candidates import candidates, decoded
from answerable.trace.kin import Kin
from answerable.trace.lineages import trace_lineage
from answerable.trace.postings import PAGE, Postings
from answerable.trace.signatures import sign


class Memory:
    """Rows in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.rows.get(key)

    def put_many(self, rows: Iterable[tuple[str, bytes]]) -> None:
        self.rows.update(rows)

    def replace_all(self, rows: Iterable[tuple[str, bytes]]) -> None:
        self.rows = dict(rows)


class BrokenOff(Exception):
    """Somebody pressed Ctrl-C."""


class Breaking(Memory):
    """Rows in memory, of which nothing can be changed any more after so many changes."""

    def __init__(self, rows: dict[str, bytes], changes: int) -> None:
        super().__init__()
        self.rows, self.left = dict(rows), changes

    def put_many(self, rows: Iterable[tuple[str, bytes]]) -> None:
        self._count_down()
        super().put_many(rows)

    def replace_all(self, rows: Iterable[tuple[str, bytes]]) -> None:
        self._count_down()
        super().replace_all(rows)

    def _count_down(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise BrokenOff


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Shelf(tmp_path / "kin.sqlite", stage="trace", method="kin-1") as shelf:
        yield shelf


def test_a_lineage_is_the_same_whether_a_corpus_came_at_once_or_bit_by_bit(shelf: Shelf) -> None:
    texts = busy_press(260, 12).texts()
    Kin(shelf).brought_to([(seen.id, sign(seen.text)) for seen in texts[:200]])
    for upto in (201, 202, 215, 230, 245, 260):
        grown = trace_lineage(texts[:upto], kin=Kin(shelf))
    assert len(Kin(shelf)) == 260
    assert grown == trace_lineage(texts)


def test_every_pair_that_a_rebuild_proposes_is_met_by_the_document_that_came_later() -> None:
    signed = [(seen.id, sign(seen.text)) for seen in busy_press(100, 4).texts()]
    kin = Kin(Memory())
    met = {(other, id) for id, signature in signed for other in kin.add(id, signature)}
    firm = candidates([signature for _id, signature in signed]).firm
    assert met >= {(signed[a][0], signed[b][0]) for a, b in decoded(firm)}


PHRASES = st.lists(  # of four words, so that whoever shares one shares one shingle
    st.lists(st.sampled_from([f"{a}{b} salt{b} gate{a} {b}{a}" for a in "xyz" for b in "uvwpqr"]), max_size=4),
    min_size=12,
    max_size=24,
)


@settings(deadline=None, max_examples=25)
@given(PHRASES, st.randoms(use_true_random=False))
def test_the_pairs_are_the_same_in_whatever_order_documents_came(texts: list[list[str]], chance: Random) -> None:
    signed = [
        (f"t{at:02}", sign(" ".join(f"{at}n{number} {phrase}" for number, phrase in enumerate(own))))
        for at, own in enumerate(texts)
    ]
    chance.shuffle(signed)
    grown = Kin(Memory())
    for upto in range(10, len(signed) + 1):
        pairs = grown.brought_to(sorted(signed[:upto]))
    assert pairs == Kin(Memory()).brought_to(sorted(signed))


def test_a_document_that_is_gone_is_forgotten(shelf: Shelf) -> None:
    signed = [(seen.id, sign(seen.text)) for seen in busy_press(40, 5).texts()]
    Kin(shelf).brought_to(signed)
    fewer = signed[:10] + signed[11:]
    assert Kin(shelf).brought_to(fewer) == Kin(Memory()).brought_to(fewer)


@pytest.mark.parametrize("known", [0, 40, 50], ids=["the first time", "added one by one", "more than are known"])
def test_wherever_a_change_was_broken_off_the_next_run_finds_the_same_pairs(known: int) -> None:
    """Of 43 documents 40 are known, or none, or some that are gone since."""
    signed = [(seen.id, sign(seen.text)) for seen in busy_press(50, 7).texts()]
    before, wanted = Memory(), signed[:43]
    if known:
        Kin(before).brought_to(signed[:known])
    expected = Kin(Memory()).brought_to(wanted)
    for changes in count():
        rows = Breaking(before.rows, changes)
        kin = Kin(rows)
        try:
            kin.brought_to(wanted)
        except BrokenOff:
            rows.left = 1000
            assert Kin(Breaking(rows.rows, 1000)).brought_to(wanted) == expected, (
                f"opened again after {changes} changes"
            )
            assert kin.brought_to(wanted) == expected, f"asked again after {changes} changes"
        else:
            break
    assert changes > 3, "there were places to break off at"


@pytest.mark.parametrize(("size", "added", "anew"), [(40, 0, False), (39, 2, True), (40, 1, True)])
def test_whether_all_are_paired_anew_is_asked_before_anything_is_written(size: int, added: int, anew: bool) -> None:
    """So many bear one phrase: with a few more, whom they are paired with hangs on their order."""
    texts = [f"{at}a {at}b {at}c {at}d {at}e {at}f the old salt gate of the harbour {at}g" for at in range(60)]
    signed = [(f"t{at:02}", sign(text)) for at, text in enumerate(texts)]
    other = ("other", sign("nothing that anybody else of them has ever said about a gate"))
    known = signed[:size]
    rows = Memory()
    Kin(rows).brought_to(known)
    before = dict(rows.rows)
    breaking = Breaking(before, 1)  # the first change is let through
    with pytest.raises(BrokenOff):
        Kin(breaking).brought_to(sorted([*signed[: size + added], other]))
    begun = breaking.rows == {"settled": b"0"}
    assert begun == anew
    assert begun or breaking.rows == {**before, "settled": b"0"}


def test_beginning_anew_leaves_nothing_of_what_was_known(shelf: Shelf) -> None:
    signed = [(seen.id, sign(seen.text)) for seen in busy_press(60, 8).texts()]
    grown = Kin(shelf)
    for document in signed:
        grown.add(*document)
    Kin(shelf).brought_to(signed[:9])
    fresh = Memory()
    Kin(fresh).brought_to(signed[:9])
    assert dict(shelf.items()) == fresh.rows


def test_rows_of_another_method_are_not_used() -> None:
    memory = Memory()
    signed = [(seen.id, sign(seen.text)) for seen in busy_press(30, 6).texts()]
    expected = Kin(memory).brought_to(signed)
    memory.rows["method"] = b"kin/0"
    assert len(Kin(memory)) == 0
    assert Kin(memory).brought_to(signed) == expected


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=30), min_size=1, max_size=40),
    st.integers(1, 8),
)
def test_what_is_looked_up_is_what_was_added_however_it_was_split(documents: list[list[int]], most: int) -> None:
    spread = [sorted({(number * 0x0F0F0F0F0F0F0F0F) % 2**64 for number in own}) for own in documents]
    postings = Postings(Memory())
    for number, own in enumerate(spread):
        postings.add(np.array(own, np.uint64), np.full(len(own), number))
    wanted = np.array(sorted({shingle for own in spread for shingle in own} | {3}), np.uint64)
    for shingle, found in zip(wanted.tolist(), postings.look_up(wanted, most), strict=True):
        carriers = [number for number, own in enumerate(spread) if shingle in own]
        assert found == (len(carriers), carriers[:most])


def test_a_shingle_that_goes_on_over_many_pages_is_counted_whole() -> None:
    postings = Postings(Memory())
    many = 3 * PAGE + 17
    postings.add(
        np.concatenate((np.full(many, 7, np.uint64), np.array([3, 9], np.uint64))),
        np.concatenate((np.arange(many), np.array([0, 0]))),
    )
    found = postings.look_up(np.array([3, 7, 8, 9], np.uint64), 3)
    assert found == [(1, [0]), (many, [0, 1, 2]), (0, []), (1, [0])]
