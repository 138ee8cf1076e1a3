"""A lineage as the lines that `answerable pipe trace` gives, one for each text.

In:   the texts as they came, and their lineage.
Out:  one dictionary a text, in the order of the texts; undirected links stand on both sides.
Not:  reading or writing lines; that is the command's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answerable.trace.lineage import Derivation, Lineage, TextSeen


def lineage_rows(texts: Sequence[TextSeen], lineage: Lineage) -> list[dict[str, Any]]:
    """The line out for each of `texts`. A text without copies is the earliest of its own cluster."""
    family_of = {member: family for family in lineage.families for member in family.members}
    derived: dict[str, list[dict[str, Any]]] = {seen.id: [] for seen in texts}
    children = {d.child for d in lineage.derivations if d.kind == "copy" and d.directed}
    for d in lineage.derivations:
        derived[d.child].append(_link(d, d.parent, d.spans))
        if not d.directed:
            turned = sorted((s.there_start, s.there_end, s.here_start, s.here_end) for s in d.spans)
            derived[d.parent].append(_link(d, d.child, turned))
    missing: dict[str, list[dict[str, str]]] = {seen.id: [] for seen in texts}
    for original in lineage.missing:
        row = {"name": original.name}
        if original.url is not None:
            row["url"] = original.url
        missing[original.named_in].append(row)
    rows = []
    for seen in texts:
        family = family_of.get(seen.id)
        cluster = seen.id
        known: bool | None = True
        if family is not None:
            cluster = family.earliest or family.members[0]
            known = seen.id == family.earliest if family.earliest else (False if seen.id in children else None)
        rows.append(
            {
                "id": seen.id,
                "cluster": cluster,
                "origin": known,
                "derived_from": sorted(derived[seen.id], key=lambda link: (-link["score"], link["id"])),
                "marks": [
                    {"kind": m.kind, "start": m.start, "end": m.end, "value": m.value}
                    for m in lineage.marks.get(seen.id, ())
                ],
                "missing": missing[seen.id],
            }
        )
    return rows


def _link(d: Derivation, other: str, spans: Sequence[Sequence[int]]) -> dict[str, Any]:
    return {
        "id": other,
        "kind": d.kind,
        "directed": d.directed,
        "score": d.score,
        "spans": [list(span) for span in spans],
    }
