"""One line of `answerable pipe read`: a reading with places counted in its body, which is the line's text.

Boilerplate stands beside the text, not in it, so its blocks carry their words instead of a place.
"""

from __future__ import annotations

from typing import Any

from answerable.read.reading import Block, Reading


def reading_row(id: str, reading: Reading) -> dict[str, Any]:
    """`reading` in the shape docs/commands.md gives for `pipe read`; unreadable input carries an `error`."""
    body = reading.body
    row: dict[str, Any] = {
        "id": id,
        "media_type": reading.media_type,
        "title": reading.title,
        "byline": reading.byline,
        "publisher": reading.outlet,
        "published": reading.published,
        "url": reading.canonical,
        "lang": reading.language,
        "text": body.text,
        "blocks": [_block(block, reading) for block in reading.blocks],
        "marks": [_block(block, reading) for block in reading.blocks if block.label == "mark"],
    }
    if reading.outcome != "read":
        row["outcome"] = reading.outcome
        row["error" if reading.outcome == "unreadable" else "reason"] = reading.reason
    return row


def _block(block: Block, reading: Reading) -> dict[str, Any]:
    place = reading.body.place_of(block.span) if block.label != "boilerplate" else None
    row: dict[str, Any] = {"label": block.label, "role": block.role, "place": block.place}
    if place is None:
        row["words"] = block.span.of(reading.text)
    else:
        row["start"], row["end"] = place
    return row
