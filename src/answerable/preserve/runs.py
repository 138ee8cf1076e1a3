"""How a machine run is journalled: one `ran` entry, and a manifest blob that names what went in and came out.

In:   the stage, its method, the digests it read and the ids it made.
Out:  an entry; the manifest is kept as a blob, so that a dossier can cite the run.
Not:  the derived records themselves; those can be made again from blobs, journal and the named version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import answerable
from answerable.preserve.casefile import Writer
from answerable.terms.digest import Digest, canonical_json


def record_run(
    writer: Writer,
    stage: str,
    method: str,
    read: Iterable[str],
    made: Iterable[str],
    *,
    beside: Sequence[Digest] = (),
    note: Mapping[str, Any] | None = None,
) -> None:
    """Journal that `stage` ran by `method`. `read` and `made` are digests; order does not matter.

    `beside` are kept bytes that cannot be made again, named after the manifest; the `note` may name outsiders.
    """
    manifest = {
        "stage": stage,
        "method": method,
        "version": answerable.__version__,
        "in": sorted(read),
        "out": sorted(made),
    }
    kept = writer.keep_bytes(canonical_json(manifest))
    tool = f"answerable/{answerable.__version__}"
    writer.append("ran", objects=[kept.digest, *beside], tool=tool, how=method, note=note)
