"""Patterns over strangers' text take time in proportion to it, whatever the text repeats."""

from __future__ import annotations

import gc
import os
import random
import time

import pytest
from tests.read.making import read

RUNS = {
    "quotation marks": '"', "opening quotation marks": "“", "brackets": "(", "digits": "1", "groups of digits": "1,",
    "short words": "a ", "capitals": "Ab ", "beginnings of addresses": "http://", "addresses of mail": "a@b.",
    "colons": "a:", "dashes": "- ", "line ends": "\n", "spaces": " ", "opening tags": "<a ", "ampersands": "&",
    "entities": "&amp;", "comments": "<!--", "encoded words": "=?utf-8?q?", "bylines": "By Ann Odell\n",
    "dates": "1 May 2019 ", "slashes": "01/", "full stops": ".", "Chinese": "的", "Arabic": "ا", "turned letters": "\u202e",
    "objects": "1 0 obj ", "dictionaries": "<</a", "open arrays": "[", "open strings": "(a", "forms drawn": "/X Do ",
    "look-alikes": "a\u0430", "marks of quoting": "> ", "postmarks": "From a\n", "references": "AL PAK ",
    "objects with open strings": "{n} 0 obj(/Page ", "objects with open hex strings": "{n} 0 obj</Page ",
    "objects with open comments": "{n} 0 obj%/Page ", "objects with open arrays": "{n} 0 obj[/Page(",
    "pages of open streams": "{n} 0 obj<</Type/Page/Contents {n} 0 R>>stream ",
    "pages of one content": "{n} 0 obj<</Type/Page/Contents 2 0 R>>",
}  # fmt: skip
FORMS = {
    "plain text": "{}",
    "a page": "<html><body><p>{}",
    "a mail": "From: a@b.example\nTo: c@d.example\nSubject: x\n\n{}",
    "a subject": "From: a@b.example\nTo: c@d.example\nSubject: {}\n\nWords",
    "a PDF": "%PDF-1.7\n1 0 obj << /Type /Page /Contents 2 0 R /Resources << /XObject << /X 3 0 R >> >> >> endobj\n"
    "3 0 obj << /Subtype /Form >> endobj\n2 0 obj << >> stream\n{}",
}
SIZE, SECONDS_A_MEGABYTE, TENFOLD = 50_000, 1.0, 10
PAIRS = sorted((form, run) for form in FORMS for run in RUNS)
SOME = PAIRS if os.environ.get("ANSWERABLE_SWEEP") == "full" else random.Random(1).sample(PAIRS, len(PAIRS) // 10)


def filled(form: str, run: str, size: int) -> str:
    """`form` with as many of `run` as make `size` bytes, numbered from 10 where it wants numbers."""
    return form.replace("{}", "".join(run.replace("{n}", str(n)) for n in range(10, 10 + size // len(run.encode()))))


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_trap_run_is_read_in_ten_times_its_second_a_megabyte_at_most(form, run):
    data = filled(form, run, SIZE)
    began = time.process_time()
    read(data)
    assert time.process_time() - began < TENFOLD * SECONDS_A_MEGABYTE * SIZE / 1e6 + 0.5


@pytest.mark.sweep
@pytest.mark.parametrize(("form", "run"), SOME, ids=[f"{run} in {form}" for form, run in SOME])
def test_twice_the_run_takes_at_most_2_6_times_the_time(form, run):
    def seconds(size: int) -> float:
        data = filled(FORMS[form], RUNS[run], size)
        gc.collect()
        gc.disable()  # a collection costs what all other tests have left in memory
        try:
            began = time.process_time()
            read(data)
            return time.process_time() - began
        finally:
            gc.enable()

    pairs = [(seconds(250_000), seconds(500_000)) for _ in range(5)]  # in turn, so that noise falls on both
    once, twice = map(min, zip(*pairs, strict=True))
    assert twice < 2.6 * once + 0.05
