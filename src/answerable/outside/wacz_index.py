"""The index of a web archive as its readers look things up: by a sort key, and a request's body as part of its address.

In:   an exchange and where its record lies.
Out:  a line of CDXJ.
Not:  the records. Forms of several parts get no query of their own: a reader finds them by nothing. Nor do bodies over
      64 KiB, and JSON that would make more than four times that: they are whole in the record, but a hostile page
      chooses them, and this process has no limit of memory; they are neither decoded nor parsed here.

Readers ask for what a page posted as if it had been got, with `__wb_method` and the body as a query behind the address;
forms as they are, JSON laid flat, anything else in base 64.
"""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from answerable.outside.exchanges import Exchange, Fields

_FORM, _JSON, _PLAIN, _PARTS = (
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "multipart/form-data",
)
_LARGEST = 64 << 10  # bytes of a body that is looked at
_LONGEST = 4 * _LARGEST  # characters of names and values laid flat: each value of a list brings the whole name again
_DEEPEST = 200  # values of JSON inside values


def index_line(exchange: Exchange, digest: str, start: int, length: int, filename: str) -> str:
    """The line of an exchange whose answer lies at `start`."""
    stamp = "".join(c for c in exchange.started if c.isdigit())[:14]
    mime = _kind(exchange.answered)
    values = {
        "url": exchange.address,
        "mime": mime or "application/octet-stream",
        "status": str(exchange.status),
        "digest": digest,
        "length": str(length),
        "offset": str(start),
        "filename": filename,
    }
    address = exchange.address
    if exchange.method != "GET":
        query = _query_of(exchange)
        values |= {"method": exchange.method, "requestBody": query}
        address += f"{'&' if '?' in address else '?'}__wb_method={exchange.method}&{query}"
    return f"{sort_key(address)} {stamp} {json.dumps(values)}\n"


def sort_key(address: str) -> str:
    """`address` as indexes sort it: the host's parts reversed, `www.` left out, the query's fields in order."""
    parts = urlsplit(address.lower())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "".join(address.split())
    labels = parts.hostname.split(".")
    if len(labels) > 2 and labels[0].startswith("www") and labels[0][3:].isdecimal() | (labels[0] == "www"):
        labels = labels[1:]
    port = f":{parts.port}" if parts.port is not None and parts.port != {"http": 80, "https": 443}[parts.scheme] else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return "%20".join(f"{','.join(reversed(labels))}{port}){parts.path or '/'}{query}".split(" "))


def _query_of(exchange: Exchange) -> str:
    kind = _kind(exchange.asked)
    if len(exchange.posted) > _LARGEST:
        return ""
    if kind == _FORM:
        return exchange.posted.decode("utf-8", "replace")
    if kind in (_JSON, _PLAIN):
        try:
            return urlencode(_flat(json.loads(exchange.posted)))
        except (ValueError, RecursionError):
            if kind == _JSON:
                return ""
    return "" if kind == _PARTS else "__wb_post_data=" + base64.b64encode(exchange.posted).decode()


def _flat(value: Any) -> dict[str, str]:
    """The values in a piece of JSON by the name nearest to each; the second of a name is `name.2_`."""
    found: dict[str, str] = {}
    times: dict[str, int] = {}
    room = _LONGEST

    def lay(value: Any, name: str, depth: int) -> None:
        nonlocal room
        if depth > _DEEPEST:
            raise ValueError("it is nested too deep")
        if isinstance(value, dict):
            for key, inner in value.items():
                lay(inner, key, depth + 1)
        elif isinstance(value, list):
            for inner in value:
                lay(inner, name, depth + 1)
        elif words := value if isinstance(value, str) else json.dumps(value):
            if name in found:
                times[name] = times.get(name, 1) + 1
                name = f"{name}.{times[name]}_"
            room -= len(name) + len(words)
            if room < 0:
                raise ValueError("it is too long when it is laid flat")
            found[name] = words

    lay(value, "", 0)
    return found


def _kind(fields: Fields) -> str:
    said = next((value for name, value in fields if name.lower() == "content-type"), "")
    return said.split(";")[0].strip().lower()
