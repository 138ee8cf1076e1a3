"""The passage that a place in a reading stands for.

In:   spans of one place, and the reading.
Out:  a `Passage`.
Not:  finding places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from answerable.read.reading import Reading
from answerable.terms.passage import Passage, passage_at
from answerable.terms.span import Span


def passage_over(spans: Sequence[Span], reading: Reading) -> Passage:
    """The passage at the first of `spans`, or from the first to the last where only white space lies between."""
    whole = Span(spans[0].start, spans[-1].end)
    close = all(not reading.text[a.end : b.start].strip() for a, b in pairwise(spans))
    return passage_at(whole if close else spans[0], reading.text, capture=reading.capture, reading=reading.id)
