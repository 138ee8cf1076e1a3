"""ro-crate-metadata.json: what is in a bag, for programs of archives (RO-Crate 1.1).

In:   the case's id, its name and question, the moment, and each file with its size, digest and, where known, its type.
Out:  the bytes of the file.
Not:  proof; that is the manifests'. Nor persons: a crate names none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answerable.terms.digest import Digest
from answerable.terms.moment import Moment

FILE = "ro-crate-metadata.json"
_SPEC = "https://w3id.org/ro/crate/1.1"


@dataclass(frozen=True, slots=True)
class Described:
    """A file of the bag as the crate describes it."""

    path: str
    size: int
    digest: Digest
    media_type: str = ""


def crate(case_id: str, name: str, question: str, made: Moment, tool: str, files: Sequence[Described]) -> bytes:
    """The metadata of a bag whose root is the crate's root."""
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": question or "The evidence of one case with the journal of what happened to it.",
        "identifier": f"answerable:{case_id}",
        "datePublished": made,
        "license": {"@id": "#rights"},
        "hasPart": [{"@id": file.path} for file in files],
    }
    about = {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPEC},
        "about": {"@id": "./"},
    }
    rights = {
        "@id": "#rights",
        "@type": "CreativeWork",
        "name": "Rights not stated",
        "description": "Each document keeps the rights it had where it was published. Ask whoever made the bag.",
    }
    made_by = {
        "@id": "#export",
        "@type": "CreateAction",
        "name": "The bag was made",
        "endTime": made,
        "instrument": {"@id": "#tool"},
        "result": {"@id": "./"},
    }
    program = {"@id": "#tool", "@type": "SoftwareApplication", "name": tool}
    graph = [about, root, rights, made_by, program, *map(_file, files)]
    return (json.dumps({"@context": f"{_SPEC}/context", "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _file(file: Described) -> dict[str, Any]:
    row: dict[str, Any] = {
        "@id": file.path,
        "@type": "File",
        "name": file.path.rsplit("/", 1)[-1],
        "contentSize": str(file.size),
        "identifier": f"sha256:{file.digest}",
    }
    return row | ({"encodingFormat": file.media_type} if file.media_type else {})
