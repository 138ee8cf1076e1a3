"""What fuzzing once found stays mended; the fuzzers can find something; every reader and parser has one."""

from __future__ import annotations

import inspect
from importlib.util import find_spec

import pytest
from tests.fuzz.__main__ import run_one
from tests.fuzz.harness import HERE, KEPT, kept, load, names

from answerable.read import formats

#: Modules whose fuzzers may not be forgotten, by the fuzzer.
PARSERS = {
    "entry": "answerable.preserve.entry",
    "note": "answerable.preserve.capture_notes",
    "checkpoint": "answerable.preserve.checkpoint",
    "signed_note": "answerable.preserve.signed_note",
    "bag_manifest": "answerable.preserve.bag_manifest",
    "bag_info": "answerable.preserve.bag_tags",
    "settings": "answerable.preserve.settings",
    "codebook": "answerable.resources.codebook",
    "dates": "answerable.read.dates",
    "sniff": "answerable.read.sniff",
    "pipe": "answerable.cli.pipe",
    "chat": "answerable.confront.hearing",
}


@pytest.mark.parametrize("name", names())
def test_what_a_fuzzer_begins_with_and_what_it_once_found_is_sound(name):
    fuzzer = load(name)
    seeds = list(fuzzer.seeds())
    assert len(seeds) >= 2
    for data in (*seeds, b"", *(path.read_bytes() for path in kept(name))):
        fuzzer.check(data)


def test_every_kept_input_belongs_to_a_fuzzer():
    assert {path.name for path in KEPT.glob("*") if path.is_dir()} <= set(names())


def test_every_reader_has_a_fuzzer():
    sources = "".join((HERE / f"fuzz_{name}.py").read_text(encoding="utf-8") for name in names())
    pictures = {media_type for media_type in formats._READERS if media_type.startswith("image/")}
    feeds = {media_type for media_type in formats._READERS if "rss+xml" in media_type or "atom+xml" in media_type}
    missing = [t for t in formats._READERS if t not in pictures | feeds and t not in sources]
    assert missing == []
    assert {"pictures", "feed"} <= set(names())


@pytest.mark.parametrize(("name", "module"), PARSERS.items())
def test_every_parser_of_our_own_has_a_fuzzer(name, module):
    assert f"from {module} import" in inspect.getsource(inspect.getmodule(load(name).check))


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed (make .venv/dev.done)")
def test_an_input_that_breaks_something_is_found_kept_and_named(tmp_path):
    result = run_one("tests.fuzz.planted", 60, tmp_path)
    assert result.broke
    assert "planted" in result.report
    assert result.found is not None
    assert result.found.read_bytes().startswith(b"ga")
    assert result.found.parent.parent == tmp_path
