"""How a machine run is journalled: one `ran` entry, and a manifest blob that names what went in and came out.

In:   the stage, its method, the digests it read and the ids it made.
Out:  an entry; the manifest is kept as a blob, so that a dossier can cite the run.
Not:  the derived records themselves; those can be made again from blobs, journal and the named version.
"""

from __future__ import annotations

from collections.abc import Iterable

import answerable
from answerable.preserve.casefile import Writer
from answerable.terms.digest import canonical_json


def record_run(writer: Writer, stage: str, method: str, read: Iterable[str], made: Iterable[str]) -> None:
    """Journal that `stage` ran by `method`. `read` and `made` are digests; order does not matter."""
    manifest = {
        "stage": stage,
        "method": method,
        "version": answerable.__version__,
        "in": sorted(read),
        "out": sorted(made),
    }
    kept = writer.keep_bytes(canonical_json(manifest))
    writer.append("ran", objects=[kept.digest], tool=f"answerable/{answerable.__version__}", how=method)
