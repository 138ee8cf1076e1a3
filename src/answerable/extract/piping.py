"""Attributions as plain JSON data, in the form of `answerable pipe extract` (docs/formats)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from answerable.extract.statement import Attribution
from answerable.terms.span import Span


def attribution_rows(attributions: Iterable[Attribution]) -> list[dict[str, Any]]:
    """One row per attribution, in their order, so that `parent` stays an index into the rows."""
    return [
        {
            "source": _pairs(a.source),
            "cue": _pairs(a.cue),
            "content": _pairs(a.content),
            "act": a.act,
            "parent": a.parent,
            "speaker": a.speaker,
            "confidence": round(a.confidence, 4),
        }
        for a in attributions
    ]


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
