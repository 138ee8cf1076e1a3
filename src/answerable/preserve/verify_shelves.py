"""Checks of derived tables: that they are tables of this case's journal, not of another or a longer one.

In:   the files under derived/.
Out:  a `Check` each.
Not:  making them again to compare. They prove nothing and may be deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from answerable.preserve.layout import Layout
from answerable.terms.check import Check, Outcome


def check_shelves(layout: Layout, size: int) -> Iterator[Check]:
    """Each table says for which stage and method it is, and takes account of no entry beyond `size`."""
    for path in sorted(layout.derived.glob("*.sqlite")) if layout.derived.is_dir() else ():
        wrong = _fault(layout, path, size)
        reason = f"{wrong}; delete the file, it is rebuilt" if wrong else ""
        yield Check("derived", path.name, Outcome.FAILED if wrong else Outcome.HELD, reason)


def _fault(layout: Layout, path: Path, size: int) -> str:
    try:
        # immutable: nothing is written beside the file, not even a lock
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            about = dict(connection.execute("SELECT name, value FROM about"))
            connection.execute("SELECT key, value FROM rows LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        return f"it cannot be read ({error})"
    if layout.shelf(str(about.get("stage")), str(about.get("method"))).name != path.name:
        return "it says that it is of another stage or method"
    applied = about.get("applied", -1)
    if not isinstance(applied, int) or applied >= size:
        return f"it takes account of entry {applied}, the journal holds {size}"
    return ""
