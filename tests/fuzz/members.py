"""What must hold for what comes out of any container.

In:   a kind and a stream.
Out:  nothing; AssertionError, or what the expander raised and should not have.
Not:  whether everything came out that a kinder reader would find.
"""

from __future__ import annotations

from typing import BinaryIO

from answerable.acquire.containers import expand
from answerable.acquire.limits import Limits
from answerable.acquire.members import About, Budget, Member, taken
from answerable.acquire.sniff import Kind

LIMITS = Limits(expanded_bytes=1 << 20, members=200, tree=200, ratio_after=1 << 16, file_bytes=1 << 19)


def require_members(kind: Kind, source: BinaryIO) -> None:
    """Members have names and bytes within the limits; whatever cannot be had is a trouble with a reason."""
    seen: set[str] = set()
    size = 0
    for item in taken(expand(kind, source, "container", Budget(LIMITS))):
        if isinstance(item, About):
            assert not seen, "it stands before the members"
            continue
        if not isinstance(item, Member):
            assert item.outcome in ("refused", "skipped")
            assert item.reason
            continue
        with item.stream:
            size += len(item.stream.read())
        assert item.name
        assert item.name not in seen, "two members of one name"
        seen.add(item.name)
    assert len(seen) <= LIMITS.members
    assert size <= LIMITS.expanded_bytes
