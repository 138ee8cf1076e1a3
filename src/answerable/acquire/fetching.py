"""What acquiring needs of whoever fetches from the web.

`outside/http.py` supplies it. A fetcher contacts only what a person offered, and says what it met on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from answerable.acquire.errors import AcquireError
from answerable.terms.errors import ExitCode
from answerable.terms.moment import Moment

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about the version it gave last: handed back, it answers in full only if that changed."""

    etag: str = ""
    modified: str = ""

    @property
    def any(self) -> bool:
        return bool(self.etag or self.modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its body decoded from transfer and content encoding, open at its start.

    `redirects` are the addresses passed on the way, in order; `facts` what the note of the capture keeps: status,
    headers, remote address, digest of the TLS certificate, the way out, tool.
    """

    address: str  # the last one
    stream: BinaryIO
    declared_type: str | None
    redirects: tuple[str, ...]
    facts: Facts
    started: Moment
    ended: Moment


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the version we hold is the one it has."""

    address: str


class FetchError(AcquireError):
    """An address could not be fetched. The message says why; `status` is the server's answer, 0 when there is none."""

    exit_code = ExitCode.OUTSIDE_FAILED
    next_step = "Open the address in a browser; if it is there, save the page and offer the file."

    def __init__(self, message: str, *, status: int = 0, next_step: str | None = None) -> None:
        super().__init__(message, next_step=next_step)
        self.status = status


class NotContactedError(FetchError):
    """An address may not be contacted, now or later."""


class TryLaterError(FetchError):
    """The server asks to come back after `seconds`."""

    def __init__(self, status: int, seconds: int) -> None:
        super().__init__(f"the server answered with status {status}: try again in {seconds} seconds", status=status)
        self.seconds = seconds


class Fetcher(Protocol):
    """Fetches one address."""

    def fetch(self, address: str, held: Validators | None = None) -> Fetched | Unchanged:
        """The page at `address`, or that the version `held` is still the one. Raises FetchError."""

    def check(self, address: str) -> None:
        """Raise FetchError when `address` would be refused for what it is. Contacts nobody."""
