"""What acquiring needs of whoever looks at a page with a browser.

`outside/browser.py` supplies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from answerable.acquire.fetching import Facts

#: How a capture came that only shows how a page was seen (screenshot, web archive, request log): kept, and not read
#: as a document, or one page would speak twice.
BESIDE = "browser-record"
PAGE = "browser-page"
#: What Chromium is called, in the order it is looked for.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing a visit left beside the page: `name` is what it is called after the address. Open at its start."""

    name: str
    stream: BinaryIO
    media_type: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as a browser showed it. `page` is its document at the end, as HTML in UTF-8."""

    address: str  # the last one
    page: BinaryIO
    beside: tuple[Record, ...]
    redirects: tuple[str, ...]
    facts: Facts
    missing: tuple[str, ...]  # what could not be captured, in words


class Browser(Protocol):
    """Looks at one address."""

    def visit(self, address: str) -> Visit:
        """The page at `address`. Raises FetchError."""

    def check(self, address: str) -> None:
        """Raise FetchError when `address` would be refused for what it is. Contacts nobody."""
