"""How much of one input is taken, so that none can stop the others. Every limit is a setting.

The defaults are those of docs/methods/acquire.md.
"""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    file_bytes: int = 4096 * _MIB
    depth: int = 8  # containers inside containers
    members: int = 10_000  # in one container
    tree: int = 50_000  # in one container and all those inside it
    expanded_bytes: int = 2048 * _MIB  # out of one container offered, counted as they come out
    ratio: int = 200  # expanded to packed, looked at after the first `ratio_after` bytes
    ratio_after: int = 10 * _MIB
    mail_bytes: int = 256 * _MIB  # a message that is taken apart
    mail_header: int = _MIB
    mail_depth: int = 20
    mail_parts: int = 5_000
    name: int = 4_096  # characters of a member's name that are kept
    host_pause: float = 1.0  # between two requests to one host
    feed_pages: int = 50  # that are fetched of one feed in one run
    feed_archives: int = 20  # older pages of a paged feed (RFC 5005) that are asked for in one run
