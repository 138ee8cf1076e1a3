"""What acquiring needs of whoever fetches from the web.

`outside/http.py` supplies it. A fetcher contacts only what a person offered, and says what it met on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from answerable.acquire.errors import AcquireError
from answerable.terms.errors import ExitCode
from answerable.terms.moment import Moment


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its body decoded from transfer and content encoding, open at its start.

    `redirects` are the addresses passed on the way, in order; `facts` what the note of the capture keeps: status,
    headers, remote address, digest of the TLS certificate, tool.
    """

    address: str  # the last one
    stream: BinaryIO
    declared_type: str | None
    redirects: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    started: Moment
    ended: Moment


class FetchError(AcquireError):
    """An address could not be fetched. The message says why."""

    exit_code = ExitCode.OUTSIDE_FAILED
    next_step = "Open the address in a browser; if it is there, save the page and offer the file."


class Fetcher(Protocol):
    """Fetches one address."""

    def fetch(self, address: str) -> Fetched:
        """The page at `address`. Raises FetchError."""
