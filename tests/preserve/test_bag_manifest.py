"""Manifests: what we write is read back the same, and what is not exactly of that form is refused."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.preserve.bag_manifest import encode_manifest, parse_manifest
from answerable.terms.digest import digest_bytes

D = digest_bytes(b"x").encode()
PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(deadline=None)
@given(st.dictionaries(PATHS, st.binary(max_size=3).map(digest_bytes), max_size=20))
def test_a_manifest_is_read_back_as_it_was_written(digests):
    assert parse_manifest(encode_manifest(digests)) == digests


@settings(deadline=None)
@given(st.dictionaries(PATHS, st.binary(max_size=3).map(digest_bytes), max_size=20))
def test_every_path_stands_on_one_line(digests):
    assert encode_manifest(digests).count(b"\n") == len(digests)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=80).map(lambda tail: D + b"  " + tail + b"\n"))
def test_any_bytes_are_a_manifest_of_our_form_or_refused(data):
    try:
        found = parse_manifest(data)
    except ValueError:
        return
    assert sorted(encode_manifest(found).split(b"\n")) == sorted(data.split(b"\n"))


REFUSED = {
    "a byte order mark": (b"\xef\xbb\xbf" + D + b"  data/a\n", "byte order mark"),
    "a line that does not end": (D + b"  data/a", "does not end"),
    "line ends of another system": (D + b"  data/a\r\n", "line 1"),
    "a digest in capitals": (D.upper() + b"  data/a\n", "line 1"),
    "a digest of another algorithm": (b"0" * 32 + b"  data/a\n", "line 1"),
    "one space": (D + b" data/a\n", "line 1"),
    "no path": (D + b"  \n", "line 1"),
    "an empty line": (b"\n", "line 1"),
    "the same path twice": (2 * (D + b"  data/a\n"), "second time"),
    "a % that stands for nothing": (D + b"  data/a%41\n", "% that stands"),
    "a % in small letters": (D + b"  data/a%0a\n", "% that stands"),
    "bytes that are not UTF-8": (D + b"  data/\xff\n", "UTF-8"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_our_form_is_refused_with_its_reason(name):
    data, reason = REFUSED[name]
    with pytest.raises(ValueError, match=reason):
        parse_manifest(data)


def test_a_manifest_with_too_many_lines_is_refused_before_it_is_read():
    with pytest.raises(ValueError, match="more than 3 lines"):
        parse_manifest(b"\n" * 4, most=3)


def test_an_escaped_line_break_is_a_line_break():
    assert list(parse_manifest(D + b"  data/a%0Ab%0Dc%25\n")) == ["data/a\nb\rc%"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_reads_it(tmp_path):
    (tmp_path / "证词").mkdir()
    (tmp_path / "证词" / "a b").write_bytes(b"x")
    (tmp_path / "list").write_bytes(encode_manifest({"证词/a b": digest_bytes(b"x")}))
    run = subprocess.run(["sha256sum", "-c", "list"], cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
