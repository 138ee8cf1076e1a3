"""The report for programs: the same grid, counts, origins and missing originals as the page shows.

In:   the pieces the page is made of.
Out:  plain JSON data.
Not:  texts. Passages are named by capture digest and place; `answerable text SHA256` prints them. Of an original whose
      name may be a private person's no more than kind and day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid, GridCell
from answerable.publish.joins import Rests
from answerable.publish.leaned import LeanedList
from answerable.publish.opening import Opening
from answerable.publish.passages import SetAgainst


def data_of(bundle: Bundle, grid: Grid, opening: Opening, rests: Sequence[Rests], leaned: LeanedList) -> dict[str, Any]:
    """The machine-readable companion of the page."""
    return {
        "case": {"id": bundle.case.id, "name": bundle.case.name, "question": bundle.case.question},
        "made": bundle.made,
        "versions": dict(bundle.versions),
        "journal": {"last_entry": bundle.last_entry, "checkpoint": bundle.checkpoint},
        "counts": {
            "documents": len(bundle.documents),
            "points": opening.points,
            "judged": opening.judged,
            **{figure.state: figure.number for figure in opening.figures},
            "points_on_one_origin": opening.single,
            "cells_for_a_person": opening.for_a_person,
        },
        "responses": [
            {
                "id": column.response.id,
                "tag": column.tag,
                "document": column.response.capture,
                "kind": column.response.kind,
                "who": column.who,
                "date": column.response.date,
                "character_suggested": bundle.characters.get(column.response.id),
                "passages": len(column.response.sentences),
                "passages_on_no_point": column.unrelated,
            }
            for column in (*grid.columns, *grid.aside)
        ],
        "grid": [
            {
                "allegation": row.allegation.id,
                "number": row.number,
                "text": row.allegation.text,
                "proposed": row.allegation.proposed,
                "state": row.state,
                "judged": row.judged,
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in grid.rows
        ],
        "origins": {
            one.row.allegation.id: {
                "documents": one.documents,
                "origins_found": len(one.origins),
                "groups": [
                    {"documents": [d.document.id for d in group.documents], "rule": group.rule} for group in one.origins
                ],
                "named_not_held": [missing.told.words for missing in one.not_held],
            }
            for one in rests
        },
        "named_not_held": [told.words for told in opening.not_held],
        "originals_leaned_on": [
            {
                "name": one.told.words,
                "name_withheld": one.told.withheld,
                "host": one.host,
                "documents": [quote.source.document.id for quote in one.quotes],
            }
            for one in leaned.all
        ],
        "lacks": list(opening.lacks),
        "not_checked": list(bundle.not_checked),
    }


def _cell(cell: GridCell) -> dict[str, Any]:
    return {
        "response": cell.column.response.id,
        "state": cell.state,
        "judged": cell.judged,
        "for_a_person": cell.for_a_person,
        "rule": cell.rule,
        "note": cell.note,
        "passages": [_passage(one) for one in cell.stands_on],
    }


def _passage(one: SetAgainst) -> dict[str, Any]:
    start = int(one.quote.href.rpartition("-")[2])
    return {
        "document": one.quote.source.document.id,
        "span": [start, one.quote.until],
        "relation": one.coding.relation,
        "stance": one.coding.stance,
        "code": one.coding.code,
        "judged": one.decision is not None,
        "confidence": float(one.confidence) if one.confidence else None,
        "abstain": one.abstain,
    }
