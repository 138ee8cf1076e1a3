"""What came with the bag that a case was made from: its description, its seal, and what it withheld.

In:   a case folder.
Out:  `received/withheld.json` as it says; nothing withheld for a case that came from no bag.
Not:  proof. Whoever holds the folder can write here; so withheld is *not checked*, never *held*.
"""

from __future__ import annotations

from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.layout import Layout
from answerable.preserve.withheld import FILE, Withheld, parse_withheld


def read_withheld(layout: Layout) -> Withheld:
    """What this copy does not hold. Raises JournalDamagedError when the file cannot be read."""
    path = layout.received / FILE
    try:
        return parse_withheld(path.read_bytes())
    except FileNotFoundError:
        return Withheld()
    except ValueError as error:
        raise JournalDamagedError(f"{path}: {error}") from error
