"""Sentences of a reply, whatever the reply repeats."""

from __future__ import annotations

import time

import pytest
from tests.read.making import read

from answerable.confront.responses import sentences_of

RUNS = {"opening quotation marks": "“", "brackets": "(", "one sentence": '"Nobody was there," said Ann Odell, '}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_block_of_any_length_is_cut_in_time_that_grows_with_it(run):
    reading = read(run * (200_000 // len(run)))
    began = time.process_time()
    sentences_of(reading)
    assert time.process_time() - began < 10  # measured: half a second


def test_a_short_block_is_cut_at_its_sentences():
    reading = read("To the Panel\n\nThe ministry rejects this. Nobody was held in March. We have no more to say.\n")
    assert [span.of(reading.text) for span in sentences_of(reading)] == [
        "The ministry rejects this.",
        "Nobody was held in March.",
        "We have no more to say.",
    ]
