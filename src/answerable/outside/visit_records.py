"""The records of a visit: the web archive of what was answered, and the log of all that was asked.

In:   a `Look` while its browser still runs, and what the filter proxy carried.
Out:  a WACZ; the lines of requests.jsonl, first the browser's requests, then the proxy's connections.
Not:  judging what is missing; each line says it for itself.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from answerable.outside.exchanges import Exchange, exchange_of
from answerable.outside.filter_proxy import Carried
from answerable.outside.looking import Look
from answerable.outside.wacz import WaczWriter
from answerable.terms.moment import Moment


def web_archive(
    look: Look, remotes: Mapping[tuple[str, int], str], software: str, *, until: float
) -> tuple[BinaryIO, list[dict[str, Any]], int]:
    """The archive, a line per request, and how many of them brought nothing that could be kept.

    No body is asked for after `until` (of the monotonic clock).
    """
    archive = WaczWriter(software)
    lines: list[dict[str, Any]] = []
    lost = 0
    first = Moment("")
    try:
        for asked in look.requests:
            may_ask = asked.ended and time.monotonic() < until
            exchange = exchange_of(asked.request, asked.answer, asked.at, ended=may_ask, second=look.large_body)
            first = first or exchange.started
            remote = remotes.get(_place(exchange.address), "")
            digest = "" if exchange.body is None else archive.add(exchange, remote)
            lost += exchange.body is None
            lines.append(_line(exchange, remote, digest, look))
        return archive.finish(look.address, look.title, first), lines, lost
    except BaseException:
        archive.close()
        raise


def request_log(lines: Sequence[Mapping[str, Any]], carried: Sequence[Carried]) -> bytes:
    """The log as JSON lines."""
    rows = [*lines, *({"record": "connection", **asdict(one)} for one in carried)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")


def _line(exchange: Exchange, remote: str, digest: str, look: Look) -> dict[str, Any]:
    parts = urlsplit(exchange.address)
    return {
        "record": "request",
        "started": exchange.started,
        "method": exchange.method,
        "address": exchange.address,
        "kind": exchange.kind,
        "redirected_from": exchange.redirected_from,
        "status": exchange.status,
        "remote": remote,
        "certificate_sha256": look.certificates.get(f"{parts.scheme}://{parts.netloc}", ""),
        "size": None if exchange.body is None else len(exchange.body),
        "digest": digest,
        "missing": exchange.missing,
        **({"header": exchange.answered} if exchange.body is None and exchange.answered else {}),
    }


def _place(address: str) -> tuple[str, int]:
    """Host and port of an address the browser asked for."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or (443 if parts.scheme in ("https", "wss") else 80)
