"""Web archives (WARC): the payload of each page that was answered with 200, and of each resource.

In:   a WARC file, packed or not.
Out:  payloads as the archived server meant them (transfer and content encoding undone), with address and date.
Not:  requests, redirects, DNS look-ups, crawl metadata: those are in the archive, which is kept whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from answerable.acquire.members import Allowance, Member, StopExpandingError, Trouble

_DAMAGE = (OSError, EOFError, ValueError, AttributeError, OverflowError, zlib.error)  # warcio raises any of them
_CARRIES = ("response", "resource", "conversion")


def expand_warc(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """Pages and resources in the order of the archive, numbered by record from 0001."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(source):
            number += 1
            if record.rec_type not in _CARRIES:
                continue
            allowance.item(number)
            item = _page(record, f"{number:04}", allowance)
            if item is not None:
                yield item
    except StopExpandingError as stop:
        yield Trouble("", "refused", stop.reason)
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        yield Trouble("", "refused", f"the web archive is broken after record {number}: {error}")


def _page(record: Any, name: str, allowance: Allowance) -> Member | Trouble | None:
    address = record.rec_headers.get_header("WARC-Target-URI")
    if address is not None and not address.startswith(("http://", "https://", "file://", "urn:")):
        return None
    status, declared = "200", record.rec_headers.get_header("Content-Type")
    if record.http_headers is not None:
        status = (record.http_headers.get_statuscode() or "").strip()
        declared = record.http_headers.get_header("Content-Type")
    if status != "200":
        return Trouble(name, "skipped", f"the server answered with status {status or 'unknown'}")
    stream = allowance.metered(cast(BinaryIO, record.content_stream()), damage=_DAMAGE)
    claimed = record.rec_headers.get_header("WARC-Date")
    return Member(name, stream, "web-archive-record", declared, address, claimed)
