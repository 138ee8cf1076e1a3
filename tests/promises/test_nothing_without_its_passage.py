"""Promise 1: every output carries exact places in a preserved text, and the words there are the words shown."""

from __future__ import annotations

import pytest

from answerable.confront.step import confronted
from answerable.extract.step import extracted
from answerable.read.step import readings
from answerable.trace.step import traced

pytestmark = pytest.mark.xdist_group("example")


def test_statements_stand_at_their_places(examined):
    texts = {digest: reading.text for digest, reading in readings(examined).items()}
    places = [
        (texts[statement.capture], span)
        for found in extracted(examined).values()
        for statement in found.statements
        for span in (*statement.source, *statement.cue, *statement.content)
    ]
    assert len(places) > 200
    for text, span in places:
        assert 0 <= span.start < span.end <= len(text)
        words = span.of(text)
        assert words == words.strip()


def test_answers_are_verbatim(examined):
    texts = {digest: reading.text for digest, reading in readings(examined).items()}
    found = confronted(examined)
    assert found.answers
    for answer in found.answers:
        passage = answer.passage
        assert texts[passage.capture][passage.start : passage.end] == passage.exact


def test_aligned_places_hold_the_same_words_on_both_sides(examined):
    bodies = {digest: reading.body.text for digest, reading in readings(examined).items()}
    lineage = traced(examined)
    runs = [(d, run) for d in lineage.derivations for run in d.spans]
    assert runs
    for link, run in runs:
        here = bodies[link.child][run.here_start : run.here_end]
        there = bodies[link.parent][run.there_start : run.there_end]
        assert here.strip()
        assert there.strip()
        shared = set(here.casefold().split()) & set(there.casefold().split())
        assert len(shared) >= 0.5 * len(set(here.casefold().split()))


def test_every_block_maps_its_characters_to_a_place(examined):
    for reading in readings(examined).values():
        covered = 0
        for block in reading.blocks:
            assert covered <= block.start <= block.end <= len(reading.text)
            assert block.place
            assert not reading.text[covered : block.start].strip()
            covered = block.end
        assert not reading.text[covered:].strip()
