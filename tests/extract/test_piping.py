"""The rows of `pipe extract`."""

from __future__ import annotations

import json

from answerable.extract.piping import attribution_rows
from answerable.extract.statements import find_statements


def test_rows_have_exactly_the_published_keys_and_plain_values():
    rows = attribution_rows(find_statements("Irena Holl said that it rained.", "en"))
    assert json.loads(json.dumps(rows)) == [
        {
            "source": [[0, 10]],
            "cue": [[11, 15]],
            "content": [[16, 30]],
            "act": "reports",
            "parent": None,
            "speaker": "Irena Holl",
            "confidence": 0.75,
        }
    ]
