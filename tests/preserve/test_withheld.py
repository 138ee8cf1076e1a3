"""What is withheld is written in one form, and takes with it whatever hangs on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.preserve.building import NOON

from answerable.acquire.capture import Capture
from answerable.preserve.withheld import (
    Withheld,
    encode_withheld,
    is_inside,
    parse_withheld,
    speaks_of,
    with_what_hangs_on,
)
from answerable.terms.digest import Digest, digest_bytes

DIGESTS = st.binary(max_size=4).map(digest_bytes)
A, B, C, D, E = (digest_bytes(bytes([n])) for n in range(5))


def capture(digest: Digest, container: Digest | None = None) -> Capture:
    return Capture(digest, 1, str(digest), "file", NOON, "ab" * 16, container=container)


@settings(deadline=None)
@given(st.frozensets(DIGESTS, max_size=5), st.frozensets(st.integers(0, 10**9), max_size=5), st.booleans())
def test_it_is_read_back_as_it_was_written(digests, notes, all_notes):
    withheld = Withheld(digests, notes, all_notes)
    assert parse_withheld(encode_withheld(withheld)) == withheld


@settings(deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_of_our_form_or_refused(data):
    try:
        found = parse_withheld(data)
    except ValueError:
        return
    assert encode_withheld(found) == data


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b'{"all_notes":false,"digests":[],"notes":[]}',
        b'{"all_notes":false,"digests":["x"],"notes":[]}\n',
        b'{"all_notes":false,"digests":[],"notes":[-1]}\n',
        b'{"all_notes":false,"digests":[],"notes":[2,1]}\n',
        b'{"all_notes":false,"digests":[],"notes":[],"more":1}\n',
        b"[" * 5000,
    ],
)
def test_another_form_is_refused(data):
    with pytest.raises(ValueError):
        parse_withheld(data)


def test_what_was_in_it_and_what_it_was_in_is_withheld_too():
    captures = [capture(A), capture(B, A), capture(C, B), capture(D, A), capture(E)]
    assert with_what_hangs_on([B], captures, {}) == {A, B, C}  # D came in A as well, and stays
    assert with_what_hangs_on([E], captures, {}) == {E}


def test_bytes_that_came_in_two_containers_take_both_with_them():
    captures = [capture(A), capture(B), capture(C, A), capture(C, B)]
    assert with_what_hangs_on([C], captures, {}) == {A, B, C}


def test_containers_that_hold_each_other_end():
    assert with_what_hangs_on([A], [capture(A, B), capture(B, A)], {}) == {A, B}


def test_kept_bytes_that_speak_of_it_are_withheld_too():
    kept = {D: b'{"capture":"' + A.encode() + b'"}', E: b"nothing of it"}
    assert with_what_hangs_on([A], [], kept) == {A, D}


@settings(deadline=None)
@given(st.binary(max_size=50), st.binary(max_size=50))
def test_a_digest_is_found_wherever_it_stands_apart(before, after):
    data = before + b"\x00" + A.encode() + b"\x00" + after
    assert speaks_of(data, {A})


@pytest.mark.parametrize(
    ("path", "inside"),
    [("a.zip", True), ("a.zip!/b", True), ("a.zip!/b!/c", True), ("a.zipper", False), ("b/a.zip", False), ("", False)],
)
def test_a_path_is_inside_a_container_only_behind_its_mark(path, inside):
    assert is_inside(path, frozenset({"a.zip"})) is inside
