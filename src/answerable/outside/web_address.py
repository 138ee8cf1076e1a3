"""An address of the web, parsed once: what is checked is what is asked for.

In:   an address as a person or a redirect wrote it.
Out:  `WebAddress`: scheme, host and port as they are connected to, and the rest as it goes over the wire.
Not:  resolving names, or judging where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from answerable.acquire.fetching import FetchError

PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000
_HOST = re.compile(r"[a-z0-9_][a-z0-9._-]{0,253}|[0-9a-f:.]{2,45}")

Allowed = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where one request goes. `text` is the whole, in ASCII, without a fragment."""

    text: str
    scheme: str
    host: str  # lower case, IDNA, no brackets
    port: int
    target: str  # path and query

    @property
    def authority(self) -> str:
        """Host and, when it is not the scheme's own, port: what the Host field says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def parse_address(text: str, allow: Allowed = frozenset()) -> WebAddress:
    """`text` as it will be asked for. Raises FetchError when it is not one that may be."""
    if len(text) > _LONGEST:
        raise FetchError(f"an address of more than {_LONGEST:,} characters is not fetched")
    try:
        url = httpx.URL(text.partition("#")[0])
        host = url.raw_host.decode("ascii").casefold()
        port = url.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"not an address that can be fetched: {error}") from error
    if url.scheme not in PORTS or not host:
        raise FetchError(f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}")
    if not _HOST.fullmatch(host):
        raise FetchError("not an address that can be fetched: its host is not a name or a number")
    if url.userinfo:
        raise FetchError("the address holds a user name or password; take it out and think about who has seen it")
    port = port or PORTS[url.scheme]
    require_port(host, port, allow)
    target = url.raw_path.decode("ascii")
    plain = WebAddress("", url.scheme, host, port, target)
    return WebAddress(f"{plain.origin}{target}", url.scheme, host, port, target)


def join_address(base: WebAddress, reference: str, allow: Allowed = frozenset()) -> WebAddress:
    """Where `reference`, as a redirect gave it, leads from `base`. Raises FetchError as `parse_address`."""
    try:
        return parse_address(str(httpx.URL(base.text).join(reference)), allow)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"a redirect to what is not an address: {error}") from error


def require_port(host: str, port: int, allow: Allowed) -> None:
    """Raise FetchError unless `port` is one of the web's or the operator named this host and port."""
    if port not in PORTS.values() and (host, port) not in allow:
        raise FetchError(f"port {port} is not one of the web's (80, 443)")


def allowed(entries: Iterable[str]) -> Allowed:
    """What `--allow HOST:PORT` permits. Raises FetchError for an entry that is not one."""
    return frozenset(host_and_port(entry) for entry in entries)


def inside_fact(address: WebAddress, allow: Allowed) -> tuple[tuple[str, str], ...]:
    """What the note says when the operator permitted this very host and port."""
    return (("permitted", address.authority),) if (address.host, address.port) in allow else ()


def host_and_port(entry: str) -> tuple[str, int]:
    """`entry` as host and port. Raises FetchError."""
    host, _, port = entry.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise FetchError(f"{entry!r} is not HOST:PORT", next_step="Write it like --allow 127.0.0.1:8080.")
    return host.strip("[]").casefold(), int(port)
