"""Lines of the journal: canonical, strict, and unable to carry a name."""

from __future__ import annotations

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve import entry as lines
from answerable.preserve.entry import ACTS, Entry, decode_entry, encode_entry

HEX64 = st.text("0123456789abcdef", min_size=64, max_size=64)
HEX32 = st.text("0123456789abcdef", min_size=32, max_size=32)

entries = st.builds(
    Entry,
    act=st.sampled_from(sorted(ACTS)),
    actor=HEX32,
    how=st.sampled_from(["", "file", "families/1", "trace trace/1"]),
    nonce=HEX32,
    note=st.just("") | HEX64,
    objects=st.lists(HEX64, max_size=3).map(tuple),
    prev=HEX64,
    reason=st.sampled_from([*sorted(lines.OPEN_REASONS), lines.IN_THE_NOTE]),
    seq=st.integers(0, 2**40),
    time=st.sampled_from(["2031-05-06T12:00:00.000Z", "1999-12-31T23:59:59.999Z"]),
    tool=st.sampled_from(["", "answerable/0.1.0"]),
    v=st.just(1),
)

GOOD = Entry(
    "acquired", "0" * 32, "file", "1" * 32, "2" * 64, ("3" * 64,), "4" * 64, "", 0, "2031-05-06T12:00:00.000Z", ""
)

WRONG = {
    "an act that is not in the list": {"act": "leaked"},
    "a name where a way belongs": {"how": "asked Ysolde Marn, on the phone"},
    "a name in another script": {"tool": "奥斯马尔"},
    "words for a reason": {"reason": "Ysolde Marn asked for it"},
    "a name for an actor": {"actor": "Ysolde Marn"},
    "an object that is no digest": {"objects": ("veldonia/1.html",)},
    "an upper-case digest": {"prev": "A" * 64},
    "a negative number": {"seq": -1},
    "a time without milliseconds": {"time": "2031-05-06T12:00:00Z"},
    "a time of another zone": {"time": "2031-05-06T12:00:00.000+02"},
    "a nonce that is too short": {"nonce": "11"},
    "another version": {"v": 2},
    "more objects than a line holds": {"objects": ("3" * 64,) * 1000},
}


@given(entries)
def test_a_line_is_the_canonical_json_of_rfc_8785_and_comes_back(entry):
    line = encode_entry(entry)
    assert line == rfc8785.dumps(msgspec.to_builtins(entry))
    assert decode_entry(line) == entry


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_line_says_nothing_that_a_line_must_not(change):
    with pytest.raises(ValueError):
        encode_entry(msgspec.structs.replace(GOOD, **change))


@given(entries, st.data())
def test_every_flipped_bit_is_refused_or_makes_another_line(entry, draw):
    line = encode_entry(entry)
    place = draw.draw(st.integers(0, len(line) * 8 - 1))
    flipped = bytearray(line)
    flipped[place // 8] ^= 1 << place % 8
    try:
        found = decode_entry(bytes(flipped))
    except ValueError:
        return
    assert found != entry
    assert lines.line_digest(bytes(flipped)) != lines.line_digest(line)


SHAPES = {
    "white space": lambda line: line.replace(b",", b", ", 1),
    "another order": lambda line: b'{"v":1,' + line[1:].replace(b',"v":1', b""),
    "a key twice": lambda line: line[:-1] + b',"v":1}',
    "an unknown key": lambda line: line[:-1] + b',"x":1}',
    "a key less": lambda line: line.replace(b',"v":1', b""),
    "an escaped letter": lambda line: line.replace(b"file", b"fil\\u0065"),
    "a lone surrogate": lambda line: line.replace(b"file", b"\\ud800"),
    "a number with a point": lambda line: line.replace(b'"seq":0', b'"seq":0.0'),
    "nothing": lambda line: b"",
    "NULs": lambda line: b"\0" * 40,
    "brackets without end": lambda line: b"[" * 100_000,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_only_the_exact_bytes_we_would_write_are_an_entry(shape):
    with pytest.raises(ValueError):
        decode_entry(shape(encode_entry(GOOD)))


@given(st.binary(max_size=300))
def test_bytes_from_anywhere_are_refused_in_words(data):
    with pytest.raises(ValueError):
        decode_entry(data)


@given(entries, st.data())
def test_the_quick_look_at_a_line_and_the_slow_one_agree(entry, draw):
    line = bytearray(encode_entry(entry))
    assert lines._EXACT.match(bytes(line))
    place = draw.draw(st.integers(0, len(line) - 1))
    line[place] = draw.draw(st.integers(0, 255))
    if lines._EXACT.match(bytes(line)):
        found = msgspec.json.decode(bytes(line), type=Entry)
        assert encode_entry(found) == line
