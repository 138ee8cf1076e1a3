"""Web archives, taken apart."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator

from tests.fuzz.members import require_members

_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<p>Gates closed</p>"


def seeds() -> Iterator[bytes]:
    yield _record("response", _HTTP) + _record("resource", b"words")
    yield gzip.compress(_record("response", _HTTP), mtime=0)
    yield _record(
        "response",
        b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
    )


def check(data: bytes) -> None:
    require_members("warc", io.BytesIO(data))


def _record(kind: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/\r\nWARC-Date: 2019-03-14T09:20:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
