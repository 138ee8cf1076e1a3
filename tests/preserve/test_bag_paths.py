"""Paths in a bag: each that could reach or hide something is refused, each with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.preserve.bag_paths import folded, refused_path

REFUSED = {
    "": "empty",
    "/etc/passwd": "absolute",
    "C:/case": "absolute",
    "\\\\server\\share": "absolute",
    "~/case": "absolute",
    "../case": "climbs",
    "data/../../case": "climbs",
    "data/..": "climbs",
    "data/a\nb": "line break",
    "data/a\rb": "line break",
    "data/a\x00b": "acts",
    "data/\u202etxt.exe": "acts",
    "data/a\u200bb": "acts",
    "data/\udcff": "acts",
    "data\\a": "backslash",
    "data//a": "empty part",
    "data/": "empty part",
    "./data": "dot",
    "data/./a": "dot",
    "a" * 2000: "more than",
}


@pytest.mark.parametrize("path", REFUSED)
def test_a_path_that_may_not_be_is_refused(path):
    assert REFUSED[path] in refused_path(path)


@pytest.mark.parametrize("path", ["data/blobs/ab/abc", "case.toml", "data/证词.txt", "a..b", "...", "data/a b"])
def test_a_plain_path_is_not(path):
    assert refused_path(path) == ""


@settings(deadline=None)
@given(st.text(max_size=30))
def test_what_is_not_refused_stays_below_the_folder_it_is_joined_to(path):
    import posixpath

    if not refused_path(path):
        assert posixpath.normpath(posixpath.join("/bag", path)) == f"/bag/{path}"


@pytest.mark.parametrize(
    ("one", "other"), [("Data/A", "data/a"), ("data/é", "data/e\u0301"), ("data/STRASSE", "data/straße"), ("Σ", "ς")]
)
def test_two_spellings_that_some_file_system_takes_for_one_are_one(one, other):
    assert folded(one) == folded(other)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_folding_again_changes_nothing(path):
    assert folded(folded(path)) == folded(path)
