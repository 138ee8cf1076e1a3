"""Plain fetching over http and https: one address, no cookies, no proxies, nothing but what was asked for.

In:   an address a person offered.
Out:  the page as it came, with every redirect, or a reason.
Not:  private addresses, unless the operator named them; scripts; what the page refers to.

Steps are those of docs/methods/acquire.md. Each hop: the name is resolved once, every address it has must be public,
and the connection goes to an address that was checked, so that a second look-up cannot lead elsewhere.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

import answerable
from answerable.acquire.fetching import Fetched, FetchError
from answerable.outside.addresses import forbidden
from answerable.terms.moment import Moment, now

REDIRECTS = 10
HEADER_BYTES = 64 << 10
BODY_BYTES = 200 << 20
CONNECT_SECONDS, WHOLE_SECONDS, READ_SECONDS = 10.0, 60.0, 20.0
_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that may be contacted."""

    def __init__(self, allow: frozenset[tuple[str, int]], deadline: float) -> None:
        self._allow, self._deadline = allow, deadline
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"the name {host} cannot be resolved: {error}") from error
        addresses = [str(row[4][0]) for row in found]
        if (host.casefold(), port) not in self._allow:
            for address in addresses:
                if why := forbidden(address):
                    raise FetchError(f"{host} is not contacted: {why}")
        for address in addresses[:-1]:
            try:
                return self._timed(self._real.connect_tcp(address, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # a name may have several addresses, not all of them alive
        return self._timed(self._real.connect_tcp(addresses[-1], port, timeout, local_address, socket_options))

    def _timed(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A connection that is read from only until the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole fetch took too long")
        return self._stream.read(max_bytes, min(left, timeout or left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class HttpFetcher:
    """Fetches by the rules above. `allow` names inside addresses, `host:port`, that the operator permits."""

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        clock: Callable[[], Moment] = now,
        whole_seconds: float = WHOLE_SECONDS,
        body_bytes: int = BODY_BYTES,
    ) -> None:
        self._allow = frozenset(_host_and_port(entry) for entry in allow)
        self._clock, self._whole, self._body = clock, whole_seconds, body_bytes

    def fetch(self, address: str) -> Fetched:
        """The page at `address`. Raises FetchError with a reason a person can act on."""
        started, deadline = self._clock(), time.monotonic() + self._whole
        passed: list[str] = []
        backend = _CheckedBackend(self._allow, deadline)
        context = ssl.create_default_context()
        with httpcore.ConnectionPool(network_backend=backend, ssl_context=context, max_connections=1) as pool:
            here = address
            while True:
                self._may_ask(here)
                moved, fetched = self._ask(pool, here, deadline, started, tuple(passed))
                if fetched is not None:
                    return fetched
                passed.append(here)
                if len(passed) > REDIRECTS:
                    raise FetchError(f"more than {REDIRECTS} redirects")
                here = moved

    def _may_ask(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise FetchError(f"not an address that can be fetched: {error}") from error
        if parts.scheme not in _PORTS or not parts.hostname:
            raise FetchError(f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}")
        if parts.username is not None or parts.password is not None:
            raise FetchError("the address holds a user name or password; take it out and think about who has seen it")
        port = port or _PORTS[parts.scheme]
        if port not in _PORTS.values() and (parts.hostname.casefold(), port) not in self._allow:
            raise FetchError(f"port {port} is not one of the web's (80, 443)")

    def _ask(
        self, pool: httpcore.ConnectionPool, address: str, deadline: float, started: Moment, passed: tuple[str, ...]
    ) -> tuple[str, Fetched | None]:
        """One request. Gives the next address when redirected, else the page."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchError(f"it took longer than {self._whole:.0f} seconds")
        timeout = {"connect": min(CONNECT_SECONDS, left), "read": min(READ_SECONDS, left), "write": READ_SECONDS}
        headers = [
            ("Host", urlsplit(address).netloc),
            ("User-Agent", f"answerable/{answerable.__version__}"),
            ("Accept", "*/*"),
            ("Accept-Encoding", "gzip, identity"),
        ]
        try:
            with pool.stream("GET", _ascii(address), headers=headers, extensions={"timeout": timeout}) as response:
                if sum(len(k) + len(v) for k, v in response.headers) > HEADER_BYTES:
                    raise FetchError(f"the answer's header is larger than {HEADER_BYTES:,} bytes")
                fields = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                if response.status in _MOVED and "location" in fields:
                    return urljoin(address, fields["location"]), None
                if response.status != 200:
                    raise FetchError(f"the server answered with status {response.status}")
                body = self._body_of(response, fields.get("content-encoding", ""), deadline)
                facts = (("status", str(response.status)), *_connection(response.extensions.get("network_stream")))
                facts += tuple((f"header {name}", value) for name, value in sorted(fields.items()))
        except httpcore.TimeoutException as error:
            raise FetchError(f"no answer in time ({type(error).__name__})") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            raise FetchError(f"the connection failed: {error or type(error).__name__}") from error
        tool = (("tool", f"answerable/{answerable.__version__} plain fetch"),)
        kind = fields.get("content-type")
        return "", Fetched(address, body, kind, passed, tool + facts, started, self._clock())

    def _body_of(self, response: httpcore.Response, encoding: str, deadline: float) -> BinaryIO:
        """The body with its content encoding undone, in a temporary file, within size and time."""
        out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=4 << 20))  # noqa: SIM115 (handed on open)
        size = 0
        try:
            for chunk in _decoded(_timed(response, deadline, self._body), encoding):
                size += len(chunk)
                if size > self._body:
                    raise FetchError(f"larger than {self._body:,} bytes when unpacked")
                out.write(chunk)
        except BaseException:
            out.close()
            raise
        out.seek(0)
        return out


def _timed(response: httpcore.Response, deadline: float, limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_stream():
        size += len(chunk)
        if size > limit:
            raise FetchError(f"larger than {limit:,} bytes")
        if time.monotonic() > deadline:
            raise FetchError("it took too long; the server sends a little at a time")
        yield chunk


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """`chunks` with gzip undone, a megabyte at a time, so that a bomb is met by the size limit."""
    if encoding.strip().lower() in ("", "identity"):
        yield from chunks
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise FetchError(f"the server packed the page as {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, 1 << 20)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, 1 << 20)
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"the page is packed wrongly: {error}") from error


def _connection(stream: httpcore.NetworkStream | None) -> tuple[tuple[str, str], ...]:
    """The remote address and the digest of the certificate, when there is one."""
    if stream is None:
        return ()
    facts = []
    server = stream.get_extra_info("server_addr")
    if server:
        facts.append(("remote address", str(server[0])))
    secured = stream.get_extra_info("ssl_object")
    certificate = secured.getpeercert(binary_form=True) if secured is not None else None
    if certificate:
        facts.append(("certificate sha256", hashlib.sha256(certificate).hexdigest()))
    return tuple(facts)


def _ascii(address: str) -> str:
    """`address` as it goes over the wire: other characters percent-encoded, the host by IDNA."""
    try:
        return str(httpx.URL(address.partition("#")[0]))
    except httpx.InvalidURL as error:
        raise FetchError(f"not an address that can be fetched: {error}") from error


def _host_and_port(entry: str) -> tuple[str, int]:
    host, _, port = entry.rpartition(":")
    if not host or not port.isdigit():
        raise FetchError(f"{entry!r} is not HOST:PORT", next_step="Write it like --allow 127.0.0.1:8080.")
    return host.strip("[]").casefold(), int(port)
