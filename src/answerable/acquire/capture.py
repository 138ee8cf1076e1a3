"""The record of one thing that was offered and kept: its bytes' digest and how it came."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.terms.digest import Digest
from answerable.terms.moment import Moment


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came.

    `path` is what `inputs` shows: relative to the folder offered, archive members as `a.zip!/b`, an address
    for what was fetched; names that are not UTF-8 are surrogate-escaped. `container` is the digest of the
    archive, mailbox or feed the bytes were taken from, of the feed that listed a page, or of the page that a browser's
    record was made with. `declared_type` is what the source claimed (a header,
    a MIME part), never trusted. `address` is where it was published, if known; `at` when it was captured here;
    `claimed_at` a moment the container claims (WARC-Date, a Last-Modified header).
    """

    digest: Digest
    size: int
    path: str
    how: str  # file | archive-member | mail-part | mailbox-message | feed-entry | web-archive-record | fetched |
    #           browser-page | browser-record
    at: Moment
    by: str  # agent id
    declared_type: str | None = None
    address: str | None = None
    container: Digest | None = None
    claimed_at: str | None = None
    facts: tuple[tuple[str, str], ...] = ()  # status, headers, remote address, redirects: kept in the note


@dataclass(frozen=True, slots=True)
class Offered:
    """What became of one input: a line of the ledger of inputs.

    `outcome` is read | partial | unreadable | refused | skipped | kept (not yet read); `reason` says why in one
    line, empty only for read and kept.
    """

    path: str
    outcome: str
    reason: str
    sha256: Digest | None
    seconds: float
