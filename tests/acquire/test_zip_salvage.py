"""A zip whose directory is gone still gives what its members' own headers lead to, and says so of each."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acquire.test_step import SMALL

from answerable.acquire.limits import Limits
from answerable.acquire.members import DAMAGED_CONTAINER, Budget, Member, Trouble
from answerable.acquire.opening import InProcessOpener

LETTERS = {
    "one.txt": b"the first letter " * 50,
    "two/b.txt": b"the second letter " * 50,
    "three.txt": b"the third " * 99,
}


def zipped(members: dict[str, bytes], *, packed: bool = True, piped: bool = False) -> bytes:
    out = io.BytesIO()
    target = _Pipe(out) if piped else out
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


class _Pipe(io.RawIOBase):
    """A stream that cannot be rewound: sizes and checksums then stand behind the bytes."""

    def __init__(self, out: io.BytesIO) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def, override]
        return self._out.write(data)


def without_directory(data: bytes) -> bytes:
    return data[: data.index(b"PK\x01\x02")]


def take(data: bytes, limits: Limits = SMALL) -> tuple[dict[str, bytes], list[Trouble]]:
    members, troubles = {}, []
    for item in InProcessOpener().take_apart(io.BytesIO(data), "x.zip", Budget(limits)):
        if isinstance(item, Member):
            assert "missing or broken" in dict(item.facts)[DAMAGED_CONTAINER]
            members[item.name] = item.stream.read()
            item.stream.close()
        else:
            troubles.append(item)
    return members, troubles


FORMS = {"packed": (True, False), "stored": (False, False), "packed with sizes behind": (True, True)}


@pytest.mark.parametrize(("packed", "piped"), FORMS.values(), ids=FORMS)
def test_without_its_directory_every_whole_member_comes_out(packed, piped):
    members, troubles = take(without_directory(zipped(LETTERS, packed=packed, piped=piped)))
    assert members == LETTERS
    assert [(t.name, t.outcome) for t in troubles] == [("", "refused")]
    assert "directory cannot be read" in troubles[0].reason


@pytest.mark.parametrize(("packed", "piped"), FORMS.values(), ids=FORMS)
def test_cut_off_in_a_member_the_ones_before_come_out_and_that_one_is_refused_by_name(packed, piped):
    data = zipped(LETTERS, packed=packed, piped=piped)
    members, troubles = take(data[: data.index(b"three.txt") + 20])
    assert members == {name: LETTERS[name] for name in ("one.txt", "two/b.txt")}
    assert ("three.txt", "refused") in [(t.name, t.outcome) for t in troubles]


def test_a_member_whose_bytes_were_changed_is_refused_and_the_next_comes_out():
    data = bytearray(without_directory(zipped(LETTERS, packed=False)))
    data[data.index(b"second")] ^= 1
    members, troubles = take(bytes(data))
    assert set(members) == {"one.txt", "three.txt"}
    assert any(t.name == "two/b.txt" and "checksum" in t.reason for t in troubles)


def test_stored_bytes_whose_end_nobody_knows_are_not_guessed():
    members, troubles = take(without_directory(zipped({"a.txt": b"words"}, packed=False, piped=True)))
    assert members == {}
    assert "where it ends" in troubles[-1].reason


def test_a_bomb_without_a_directory_is_still_a_bomb():
    members, troubles = take(without_directory(zipped({"zeros": bytes(150_000), "good.txt": b"good"})))
    assert "zeros" not in members
    assert any("bomb" in t.reason or "bytes in all" in t.reason for t in troubles)


def test_names_that_are_not_utf_8_and_names_given_twice_are_kept_apart():
    data = (
        without_directory(zipped({"aaaa": b"1", "bbbb": b"2"})).replace(b"bbbb", b"aaaa").replace(b"aaaa", b"\xffaaa")
    )
    assert set(take(data)[0]) == {os.fsdecode(b"\xffaaa"), os.fsdecode(b"\xffaaa") + "#2"}


@given(cut=st.integers(0, 3_000), flip=st.integers(0, 3_000), piped=st.booleans())
@settings(max_examples=60, deadline=None)
def test_wherever_it_is_cut_or_flipped_what_comes_out_is_what_went_in(cut, flip, piped):
    data = bytearray(zipped({name: os.urandom(300) for name in "ab"} | {"c": b"c" * 2000}, piped=piped))
    whole = dict.fromkeys("abc")
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    data[flip % len(data)] ^= 0x10
    broken = bytes(data[: max(30, cut % len(data))])
    if broken.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in broken:
        assert set(take(broken)[0].values()) <= set(whole.values())
