"""A time-stamp authority over http or https: one query out, one reply back.

In:   an address that case.toml names and a person asked for; a query.
Out:  the reply as it came.
Not:  judging it. Nor redirects: an authority that moved is named anew by a person. The connection is made by the
      rules for leaving this machine, and the whole has a deadline, however slowly the other side drips.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable

import httpcore
import httpx

import answerable
from answerable.acquire.fetching import FetchError
from answerable.outside.tokens import MAX_REPLY
from answerable.preserve.stamps import NotYetStampedError

SECONDS = 15.0

#: Makes the way out, which must end at this moment of the monotonic clock.
WayOut = Callable[[float], httpcore.NetworkBackend]


class HttpAuthority:
    """Passes for preserve's `TimeStamper`."""

    def __init__(self, way_out: WayOut, *, seconds: float = SECONDS) -> None:
        self._way_out, self._seconds = way_out, seconds

    def ask(self, url: str, query: bytes) -> bytes:
        """The reply of the authority at `url`. Raises NotYetStampedError when none comes in time."""
        deadline = time.monotonic() + self._seconds
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)
        try:
            address = httpx.URL(url)
            headers = [
                ("Host", address.netloc.decode("ascii")),
                ("User-Agent", f"answerable/{answerable.__version__}"),
                ("Content-Type", "application/timestamp-query"),
                ("Accept", "application/timestamp-reply"),
                ("Content-Length", str(len(query))),
            ]
            context = ssl.create_default_context()
            with httpcore.ConnectionPool(network_backend=self._way_out(deadline), ssl_context=context) as pool:
                request = pool.stream(
                    "POST", str(address), headers=headers, content=query, extensions={"timeout": timeout}
                )
                with request as response:
                    if response.status != 200:
                        raise NotYetStampedError(address.host, f"it answered with status {response.status}")
                    return _body(response, address.host, deadline)
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol) as error:
            raise NotYetStampedError(url, "this is not an address that can be asked") from error
        except FetchError as error:
            raise NotYetStampedError(address.host, str(error)) from error
        except httpcore.TimeoutException as error:
            raise NotYetStampedError(address.host, f"no answer within {self._seconds:.0f} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotYetStampedError(address.host, f"the connection failed: {error or type(error).__name__}") from error


def _body(response: httpcore.Response, host: str, deadline: float) -> bytes:
    reply = b""
    for chunk in response.iter_stream():
        reply += chunk
        if len(reply) > MAX_REPLY:
            raise NotYetStampedError(host, f"it answered with more than {MAX_REPLY:,} bytes")
        if time.monotonic() > deadline:
            raise NotYetStampedError(host, "it took too long; it sends a little at a time")
    return reply
