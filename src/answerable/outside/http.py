"""Plain fetching: one address, no scripts, nothing contacted but what was offered and where it redirects.

In:   an address a person offered, and what the server said of the version we hold.
Out:  the page as it came, with every redirect; that it is unchanged; or a reason.
Not:  private addresses, unless the operator named them; scripts; what the page refers to.

Steps are those of docs/methods/acquire.md. Each hop is parsed once (`web_address`) and connected to by the one way out
(`leaving`), which resolves once and connects to an address it checked.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

import httpcore

import answerable
from answerable.acquire.fetching import Facts, Fetched, FetchError, TryLaterError, Unchanged, Validators
from answerable.outside.connections import CheckedBackend
from answerable.outside.leaving import CONNECT_SECONDS, WayOut, way_out
from answerable.outside.retry_after import seconds_asked
from answerable.outside.web_address import WebAddress, allowed, inside_fact, join_address, parse_address
from answerable.outside.web_body import BODY_BYTES, body_of
from answerable.read.hints import Hints
from answerable.read.sniff import media_type_of
from answerable.terms.moment import Moment, now

REDIRECTS = 10
HEADER_BYTES = 64 << 10
WHOLE_SECONDS, READ_SECONDS = 60.0, 20.0
_MOVED = (301, 302, 303, 307, 308)
_LATER = (429, 503)
_SNIFFED = 64 << 10  # bytes that are looked at to tell the type
TOOL = f"answerable/{answerable.__version__} plain fetch"


@dataclass(slots=True)
class _Journey:
    """One fetch with its redirects."""

    started: Moment
    deadline: float
    pool: httpcore.ConnectionPool
    passed: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


class HttpFetcher:
    """Fetches by the rules above.

    `allow` names inside addresses, `host:port`, that the operator permits; `proxy` is the one way out; `trust` is a
    file of certificates to believe besides those of the system.
    """

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        proxy: str | None = None,
        way: WayOut | None = None,
        trust: str | None = None,
        clock: Callable[[], Moment] = now,
        whole_seconds: float = WHOLE_SECONDS,
        body_bytes: int = BODY_BYTES,
    ) -> None:
        self._allow = allowed(allow)
        self._way = way or way_out(proxy, self._allow)
        self._trust = trust
        self._clock, self._whole, self._body = clock, whole_seconds, body_bytes

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """Made when it is first needed: loading the system's certificates takes its time."""
        context = ssl.create_default_context()
        if self._trust is not None:
            context.load_verify_locations(cafile=self._trust)
        return context

    def check(self, address: str) -> None:
        """Raise FetchError when `address` would be refused for what it is. Contacts nobody."""
        parse_address(address, self._allow)

    def fetch(self, address: str, held: Validators | None = None) -> Fetched | Unchanged:
        """The page at `address`. Raises FetchError with a reason a person can act on."""
        here = parse_address(address, self._allow)
        deadline = time.monotonic() + self._whole
        backend = CheckedBackend(self._way, deadline)
        with httpcore.ConnectionPool(
            network_backend=backend, ssl_context=self._context, max_connections=1, max_keepalive_connections=0
        ) as pool:
            journey = _Journey(self._clock(), deadline, pool)
            while True:
                answer = self._ask(journey, here, held)
                if not isinstance(answer, WebAddress):
                    return answer
                journey.passed.append(here.text)
                if len(journey.passed) > REDIRECTS:
                    raise FetchError(f"more than {REDIRECTS} redirects")
                here = answer

    def _ask(self, journey: _Journey, here: WebAddress, held: Validators | None) -> WebAddress | Fetched | Unchanged:
        """One request. Gives the next address when redirected, else the page."""
        left = journey.deadline - time.monotonic()
        if left <= 0:
            raise FetchError(f"it took longer than {self._whole:.0f} seconds")
        timeout = {"connect": min(CONNECT_SECONDS, left), "read": min(READ_SECONDS, left), "write": READ_SECONDS}
        url = httpcore.URL(scheme=here.scheme, host=here.host, port=here.port, target=here.target)
        try:
            with journey.pool.stream(
                "GET", url, headers=_headers(here, held), extensions={"timeout": timeout}
            ) as response:
                return self._answer(journey, here, response, held)
        except httpcore.TimeoutException as error:
            raise FetchError(f"no answer in time ({type(error).__name__})") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            raise FetchError(f"the connection failed: {error or type(error).__name__}") from error

    def _answer(
        self, journey: _Journey, here: WebAddress, response: httpcore.Response, held: Validators | None
    ) -> WebAddress | Fetched | Unchanged:
        if sum(len(k) + len(v) + 4 for k, v in response.headers) > HEADER_BYTES:
            raise FetchError(f"the answer's header is larger than {HEADER_BYTES:,} bytes")
        fields = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
        connection = _connection(response)
        if response.status in _MOVED and "location" in fields:
            journey.facts += _hop(here, response.status, connection)
            return join_address(here, fields["location"], self._allow)
        if response.status == 304 and held is not None and held.any:
            return Unchanged(here.text)
        if response.status in _LATER and (wait := seconds_asked(fields)) is not None:
            raise TryLaterError(response.status, wait)
        if response.status != 200:
            raise FetchError(f"the server answered with status {response.status}", status=response.status)
        body = body_of(response, fields.get("content-encoding", ""), journey.deadline, self._body)
        kind = fields.get("content-type")
        sniffed = _sniffed(body, Hints(path="", declared_type=kind, address=here.text))
        facts: Facts = (
            ("tool", TOOL),
            ("way out", self._way.name),
            *inside_fact(here, self._allow),
            *journey.facts,
            ("status", str(response.status)),
            *connection,
            ("sniffed type", sniffed),
            *((f"header {k.decode('latin-1').lower()}", v.decode("latin-1")) for k, v in sorted(response.headers)),
        )
        return Fetched(here.text, body, kind, tuple(journey.passed), facts, journey.started, self._clock())


def _headers(here: WebAddress, held: Validators | None) -> list[tuple[str, str]]:
    headers = [
        ("Host", here.authority),
        ("User-Agent", f"answerable/{answerable.__version__}"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip, identity"),
        ("Connection", "close"),
    ]
    if held is not None and held.etag and held.etag.isascii() and held.etag.isprintable():
        headers.append(("If-None-Match", held.etag))
    if held is not None and held.modified and held.modified.isascii() and held.modified.isprintable():
        headers.append(("If-Modified-Since", held.modified))
    return headers


def _sniffed(body: BinaryIO, hints: Hints) -> str:
    """The type that the first bytes show. What a zip is shows only when it is opened, which is not done here."""
    head = body.read(_SNIFFED)
    body.seek(0)
    return "application/zip" if head.startswith(b"PK\x03\x04") else media_type_of(head, hints)


def _hop(here: WebAddress, status: int, connection: Facts) -> list[tuple[str, str]]:
    """What is known of a redirect: status and address in one line, and who it came from."""
    known = dict(connection)
    line = f"{status} {here.text}"
    if known.get("remote address"):
        line += f" from {known['remote address']}"
    if known.get("certificate sha256"):
        line += f" certificate sha256 {known['certificate sha256']}"
    return [("passed", line)]


def _connection(response: httpcore.Response) -> Facts:
    """The remote address and the digest of the certificate, when there is one."""
    stream = response.extensions.get("network_stream")
    if stream is None:
        return ()
    facts = []
    server = stream.get_extra_info("server_addr")
    if server:
        facts.append(("remote address", str(server[0])))
    secured = stream.get_extra_info("ssl_object")
    if isinstance(secured, ssl.SSLSocket):
        certificate = secured.getpeercert(binary_form=True)
        if certificate:
            facts.append(("certificate sha256", hashlib.sha256(certificate).hexdigest()))
        facts.append(("secured by", secured.version() or "unknown"))
    return tuple(facts)
