"""Shelves: rows by key, in order, gone without loss."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.preserve.building import small_case

from answerable.preserve.errors import ShelfDamagedError
from answerable.preserve.shelf import Shelf

rows = st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=8), st.binary(max_size=50)), max_size=20)


@pytest.fixture
def shelf(tmp_path):
    with Shelf(tmp_path / "read.read-2.sqlite", stage="read", method="read/2") as shelf:
        yield shelf


def test_an_empty_shelf_is_empty_and_makes_no_file(shelf):
    assert (shelf.get("a"), shelf.keys(), list(shelf.items()), shelf.applied) == (None, set(), [], -1)
    shelf.put_many([])
    assert not shelf.path.exists()


@given(rows)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_rows_come_back_in_order_of_key_the_last_of_a_key_counting(shelf, rows):
    shelf.replace_all([])
    shelf.put_many(rows)
    expected = dict(rows)
    assert dict(shelf.items()) == expected
    assert [key for key, _ in shelf.items()] == sorted(expected, key=lambda key: key.encode())
    assert shelf.keys() == expected.keys()
    assert all(shelf.get(key) == value for key, value in expected.items())


def test_replacing_leaves_only_what_was_put(shelf):
    shelf.put_many([("a", b"1"), ("b", b"2")])
    shelf.replace_all([("c", b"3")])
    assert list(shelf.items()) == [("c", b"3")]


def test_a_replacing_that_fails_changes_nothing(shelf):
    shelf.put_many([("a", b"1")])

    def broken():
        yield "b", b"2"
        raise RuntimeError("the stage failed")

    with pytest.raises(RuntimeError):
        shelf.replace_all(broken())
    assert list(shelf.items()) == [("a", b"1")]


def test_how_far_the_journal_was_applied_is_remembered(shelf):
    shelf.applied = 41
    shelf.close()
    assert Shelf(shelf.path, stage="read", method="read/2").applied == 41


def test_another_process_sees_what_was_put(shelf):
    shelf.put_many([("a", b"\x00\xff")])
    assert Shelf(shelf.path, stage="read", method="read/2").get("a") == b"\x00\xff"


@pytest.mark.parametrize(
    "data", [b"this is no database, but long enough to be one" * 30, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_damaged_shelf_says_to_delete_it(shelf, data):
    shelf.path.write_bytes(data)
    for use in (lambda: shelf.get("a"), lambda: shelf.put_many([("a", b"")]), lambda: list(shelf.items())):
        with pytest.raises(ShelfDamagedError) as caught:
            use()
        assert "Delete" in caught.value.next_step


def test_a_case_has_one_file_per_stage_and_method(tmp_path):
    case = small_case(tmp_path / "case")
    case.shelf("trace", "families/1").put_many([("a", b"1")])
    assert case.shelf("trace", "families/1") is case.shelf("trace", "families/1")
    assert [p.name for p in (case.path / "derived").iterdir()] == ["trace.families-1.sqlite"]
    with sqlite3.connect(case.path / "derived" / "trace.families-1.sqlite") as connection:
        assert dict(connection.execute("SELECT name, value FROM about")) == {"stage": "trace", "method": "families/1"}
