"""A time-stamp authority over http or https: one query out, one reply back.

In:   an address that case.toml names and a person asked for; a query; the way out of this machine.
Out:  the reply as it came.
Not:  judging it. Nor redirects: an authority that moved is named anew by a person. The whole has a deadline, however
      slowly the other side drips.
"""

from __future__ import annotations

import ssl
import time

import httpcore

import answerable
from answerable.acquire.fetching import FetchError
from answerable.outside.connections import CheckedBackend
from answerable.outside.leaving import WayOut
from answerable.outside.tokens import MAX_REPLY
from answerable.outside.web_address import Allowed, WebAddress, parse_address
from answerable.preserve.stamps import NotYetStampedError

SECONDS = 15.0


class HttpAuthority:
    """Passes for preserve's `TimeStamper`. `allow` are inside hosts and ports that the operator named."""

    def __init__(self, way: WayOut, allow: Allowed = frozenset(), *, seconds: float = SECONDS) -> None:
        self._way, self._allow, self._seconds = way, allow, seconds

    def ask(self, url: str, query: bytes) -> bytes:
        """The reply of the authority at `url`. Raises NotYetStampedError when none comes in time."""
        try:
            here = parse_address(url, self._allow)
        except FetchError as error:
            raise NotYetStampedError(url, str(error)) from error
        try:
            return self._reply(here, query, time.monotonic() + self._seconds)
        except FetchError as error:
            raise NotYetStampedError(here.host, str(error)) from error
        except httpcore.TimeoutException as error:
            raise NotYetStampedError(here.host, f"no answer within {self._seconds:.0f} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotYetStampedError(here.host, f"the connection failed: {error or type(error).__name__}") from error

    def _reply(self, here: WebAddress, query: bytes, deadline: float) -> bytes:
        headers = [
            ("Host", here.authority),
            ("User-Agent", f"answerable/{answerable.__version__}"),
            ("Content-Type", "application/timestamp-query"),
            ("Accept", "application/timestamp-reply"),
            ("Content-Length", str(len(query))),
        ]
        backend, context = CheckedBackend(self._way, deadline), ssl.create_default_context()
        how = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)}
        reply = b""
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=context) as pool,
            pool.stream("POST", here.text, headers=headers, content=query, extensions=how) as response,
        ):
            if response.status != 200:
                raise NotYetStampedError(here.host, f"it answered with status {response.status}")
            for chunk in response.iter_stream():
                reply += chunk
                if len(reply) > MAX_REPLY:
                    raise NotYetStampedError(here.host, f"it answered with more than {MAX_REPLY:,} bytes")
        return reply
