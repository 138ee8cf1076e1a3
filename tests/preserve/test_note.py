"""Notes: what goes in comes out, whatever the file system called it; a changed byte is not committed to."""

from __future__ import annotations

import hashlib
import hmac
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve.note import commit, decode_note, encode_note, new_salt, note_values, read_values, struct_values

any_text = st.text(st.characters(), max_size=20)  # lone surrogates included
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | any_text,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5).filter(lambda k: not k.startswith("$")), inner, max_size=3)
    ),
    max_leaves=8,
)
tables = st.dictionaries(st.sampled_from(["path", "reason", "名", "a"]), plain, max_size=4)

PATHS = {
    "plain": "veldonia/1.html",
    "Chinese": "证词/第一号.pdf",
    "Uyghur": "گۇۋاھلىق.docx",
    "a name with a line feed": "a\nb",
    "a name that is not UTF-8": b"report-\xe9\xff.txt".decode("utf-8", "surrogateescape"),
    "a surrogate that no file system made": "x\ud800y",
    "escapes that would join to a letter": "\udcc3\udca9",
    "an empty one": "",
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_path_comes_back_as_it_was(path):
    assert read_values(note_values({"path": path}))["path"] == path


def test_a_name_that_is_not_utf_8_stands_in_the_note_as_its_bytes():
    path = b"\xe9.txt".decode("utf-8", "surrogateescape")
    assert json.loads(note_values({"path": path})) == {"path": {"$bytes": "6S50eHQ="}}


@given(tables)
def test_values_come_back_as_they_were(values):
    assert read_values(note_values(values)) == values


class Table(msgspec.Struct, omit_defaults=True):
    path: str
    at: str
    size: int
    facts: tuple[tuple[str, str], ...] = ()
    address: str | None = None


@given(
    any_text,
    any_text,
    st.integers(0, 2**53 - 1),
    st.lists(st.tuples(any_text, any_text), max_size=3),
    st.none() | any_text,
)
def test_the_quick_way_gives_the_bytes_of_the_slow_one(path, at, size, facts, address):
    table = Table(path, at, size, tuple(facts), address)
    assert struct_values(table) == note_values(msgspec.to_builtins(table))


def test_a_stranger_can_check_a_commitment_with_a_standard_library():
    salt = new_salt()
    line = encode_note(3, salt, note_values({"path": "证词.pdf"}))
    told = json.loads(line)
    values = line[line.index(b'"values":') + len(b'"values":') : -1]
    expected = hmac.new(bytes.fromhex(told["salt"]), values, hashlib.sha256).hexdigest()
    assert (told["seq"], decode_note(line).commitment) == (3, expected)


def test_equal_values_have_unlike_commitments_in_every_note():
    values = note_values({"path": "veldonia/1.html"})
    assert commit(new_salt(), values) != commit(new_salt(), values)


@given(tables, st.data())
def test_every_flipped_bit_is_refused_or_breaks_the_commitment_or_the_number(values, draw):
    line = encode_note(5, new_salt(), note_values(values))
    committed = decode_note(line).commitment
    place = draw.draw(st.integers(0, len(line) * 8 - 1))
    flipped = bytearray(line)
    flipped[place // 8] ^= 1 << place % 8
    try:
        note = decode_note(bytes(flipped))
    except ValueError:
        return
    assert note.seq != 5 or note.commitment != committed


BROKEN = {
    "nothing": b"",
    "no values": b'{"salt":"%b","seq":1}' % (b"0" * 64),
    "white space": b'{"salt": "%b","seq":1,"values":{}}' % (b"0" * 64),
    "a short salt": b'{"salt":"00","seq":1,"values":{}}',
    "a key besides": b'{"salt":"%b","seq":1,"values":{},"x":1}' % (b"0" * 64),
    "a broken value": b'{"salt":"%b","seq":1,"values":{]}' % (b"0" * 64),
    "brackets without end": b'{"salt":"%b","seq":1,"values":%b' % (b"0" * 64, b"[" * 100_000),
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_what_is_not_a_note_is_refused_in_words(line):
    with pytest.raises(ValueError):
        decode_note(line)


UNFIT = {
    "a key that is ours": {"$bytes": "x"},
    "a key that is no text": {"a": {1: 2}},
    "a number that JSON rounds": {"a": 2**60},
    "not a number": {"a": float("nan")},
    "bytes": {"a": b"x"},
}


@pytest.mark.parametrize("values", UNFIT.values(), ids=UNFIT)
def test_what_json_cannot_carry_exactly_is_refused(values):
    with pytest.raises(ValueError):
        note_values(values)
