"""bagit.txt and bag-info.txt: one exact form, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.preserve.bag_tags import DECLARATION, encode_info, parse_info, parse_oxum, wrong_declaration

VALUES = st.text(min_size=1, max_size=30).filter(
    lambda t: t == t.strip() and len(t.splitlines()) == 1 and t.isprintable()
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,20}", fullmatch=True), VALUES), max_size=8))
def test_labels_and_values_come_back_in_order(rows):
    assert parse_info(encode_info(rows)) == rows


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_of_our_form_or_refused(data):
    try:
        rows = parse_info(data)
    except ValueError:
        return
    assert encode_info(rows) == data


@pytest.mark.parametrize(
    "data", [b"A: b", b"A:b\n", b"A: b\r\n", b" folded\n", b"A: \n", b"\n", b"A: b\n more\n", b"\xff: a\n"]
)
def test_another_form_is_refused(data):
    with pytest.raises(ValueError):
        parse_info(data)


@pytest.mark.parametrize("value", ["", " a", "a\nB: c", "a\u2028b"])
def test_a_value_that_would_read_otherwise_is_not_written(value):
    with pytest.raises(ValueError, match="cannot be a line"):
        encode_info([("Label", value)])


def test_our_own_declaration_is_right():
    assert wrong_declaration(DECLARATION) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        DECLARATION.replace(b"1.0", b"0.97"),
        DECLARATION.replace(b"1.0", b"2.0"),
        DECLARATION.replace(b"UTF-8", b"UTF-16"),
        b"\xef\xbb\xbf" + DECLARATION,
        DECLARATION + b"More: x\n",
        DECLARATION.replace(b"\n", b"\r\n"),
    ],
)
def test_another_version_or_encoding_is_not_supported(data):
    assert "1.0" in wrong_declaration(data)


@pytest.mark.parametrize("text", ["", "1", "1.", "-1.2", "1.2.3", "01.2", "1e3.2", "１.2", "1.2\n"])
def test_an_oxum_that_is_no_count_is_refused(text):
    with pytest.raises(ValueError, match="does not give"):
        parse_oxum(text)


@settings(deadline=None)
@given(st.integers(0, 10**18), st.integers(0, 10**9))
def test_an_oxum_is_read(octets, files):
    assert parse_oxum(f"{octets}.{files}") == (octets, files)
