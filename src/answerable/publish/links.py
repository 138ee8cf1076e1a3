"""Where an anchor stands: on the same page, or on another page of a report that is a folder.

In:   the page a link stands on, and the page of each document.
Out:  a relative address: `#d7-120`, `sources-2.html#d7-120`.
Not:  checking that the anchor exists; a test does, for every link of every page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

INDEX = "index.html"
_DOCUMENT = re.compile(r"d(\d{1,9})(?:-\d{1,9})?")


@dataclass(frozen=True)
class Links:
    """Links as they are written on the page `here`. Documents that are on no other page stand on the index."""

    here: str = INDEX
    page_of: Mapping[int, str] = field(default_factory=dict)

    def to(self, anchor: str) -> str:
        """The address of an anchor, as short as it can be."""
        found = _DOCUMENT.fullmatch(anchor)
        page = self.page_of.get(int(found[1]), INDEX) if found else INDEX
        return f"#{anchor}" if page == self.here else f"{page}#{anchor}"
