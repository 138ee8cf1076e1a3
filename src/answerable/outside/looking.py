"""One look at a page: go there, wait, scroll so that what waits for the reader's eye comes, take the picture.

In:   a browser context that is quiet and can go nowhere else, an address, a deadline.
Out:  a `Look`: the document, the picture, every request made, certificates, what could not be had.
Not:  bodies; they are asked of the browser next, while it still runs.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Request, Response
from playwright.sync_api import TimeoutError as Overdue

from answerable.acquire.fetching import FetchError
from answerable.terms.moment import Moment

REQUESTS = 5_000
DOCUMENT = 32 << 20  # characters
TALLEST, WIDEST = 16_000, 4_000  # pixels; a picture of more is cut
_LOAD, _QUIET, _PICTURE = 45.0, 6.0, 15.0  # seconds at most
_SCREENS = 25
_HELD, _HELD_EACH = 400 << 20, 200 << 20  # bytes of bodies the browser is asked to hold
_ORIGINS = 100


@dataclass(slots=True)
class Asked:
    """A request the page made, when it was heard of, and what came back until we stopped looking."""

    request: Request
    at: Moment
    answer: Response | None = None
    ended: bool = False


@dataclass(slots=True)
class Look:
    """What was seen."""

    address: str = ""
    status: int = 0
    header: tuple[tuple[str, str], ...] = ()
    redirects: tuple[str, ...] = ()
    title: str = ""
    document: str = ""
    picture: bytes = b""
    screen: str = ""
    version: str = ""
    requests: list[Asked] = field(default_factory=list)
    certificates: dict[str, str] = field(default_factory=dict)  # by origin
    missing: list[str] = field(default_factory=list)
    dropped: int = 0  # requests beyond the limit
    session: CDPSession | None = None  # that keeps larger bodies than Playwright's own
    keys: dict[str, list[str]] = field(default_factory=dict)  # by which it knows its answers, by address

    def lacks(self, words: str) -> None:
        """Say once that `words` could not be captured, however often a page makes it so."""
        if words not in self.missing:
            self.missing.append(words)

    def large_body(self, address: str) -> bytes | None:
        """The body of an answer that Playwright's session let go of; None when ours has none or more than one."""
        keys = self.keys.get(address, [])
        if self.session is None or len(keys) != 1:
            return None
        try:
            given = self.session.send("Network.getResponseBody", {"requestId": keys[0]})
        except Error:
            return None
        body = str(given["body"])
        return base64.b64decode(body) if given["base64Encoded"] else body.encode("utf-8", "surrogatepass")


def look_at(context: BrowserContext, address: str, deadline: float, clock: Callable[[], Moment]) -> Look:
    """Raises FetchError or Playwright's Error when there is no page to see."""
    look = Look()
    page = context.pages[0] if context.pages else context.new_page()
    _listen(context, page, look, clock)
    session = context.new_cdp_session(page)

    def known(event: dict[str, Any]) -> None:
        look.keys.setdefault(event["response"]["url"], []).append(event["requestId"])

    session.on("Network.responseReceived", known)
    session.send("Network.enable", {"maxTotalBufferSize": _HELD, "maxResourceBufferSize": _HELD_EACH})
    look.session = session
    look.version = str(session.send("Browser.getVersion")["product"])
    answer = _go(page, address, look, deadline)
    _read_through(page, deadline)
    _describe(page, answer, look)
    _photograph(page, session, look, deadline)
    look.document = page.content()
    if len(look.document) > DOCUMENT:
        raise FetchError(f"the page's document has more than {DOCUMENT:,} characters")
    look.certificates = _certificates(session, look.requests)
    if look.dropped:
        look.lacks(f"{look.dropped} requests beyond the first {REQUESTS:,}")
    return look


def _listen(context: BrowserContext, page: Page, look: Look, clock: Callable[[], Moment]) -> None:
    by_request: dict[Request, Asked] = {}

    def asked(request: Request) -> None:
        if request.url.startswith(("data:", "blob:", "about:")):
            return  # nothing left the page for it
        if len(look.requests) < REQUESTS:
            by_request[request] = Asked(request, clock())
            look.requests.append(by_request[request])
        else:
            look.dropped += 1

    def answered(response: Response) -> None:
        if (known := by_request.get(response.request)) is not None:
            known.answer = response

    def ended(request: Request) -> None:
        if (known := by_request.get(request)) is not None:
            known.ended = True

    def opened(other: Page) -> None:
        if other is not page:
            look.lacks("a window the page opened; it was closed")
            other.close()

    context.on("request", asked)
    context.on("response", answered)
    context.on("requestfinished", ended)
    context.on("requestfailed", ended)
    context.on("page", opened)
    page.on("download", lambda _: look.lacks("a download the page offered; it was not taken"))
    page.on("websocket", lambda _: look.lacks("what went through a web socket"))
    page.on("dialog", lambda dialog: dialog.dismiss())


def _go(page: Page, address: str, look: Look, deadline: float) -> Response:
    try:
        answer = page.goto(address, wait_until="load", timeout=_milliseconds(_LOAD, deadline, 0.5))
    except Overdue as error:
        ours = [asked for asked in look.requests if _is_main(asked.request, page)]
        answer = ours[-1].answer if ours else None
        if answer is None:
            raise FetchError("the server did not answer in time") from error
        look.lacks("what the page was still loading when its time was over")
    except Error as error:
        if "Download is starting" in error.message:
            raise FetchError("the address is a file to download, not a page; offer it without --browser") from error
        raise
    if answer is None:
        raise FetchError("the browser showed no page for it")
    return answer


def _is_main(request: Request, page: Page) -> bool:
    try:
        return request.is_navigation_request() and request.frame == page.main_frame
    except Error:
        return False  # the first request of another window has no frame yet


def _read_through(page: Page, deadline: float) -> None:
    """Wait for quiet, go down a screen at a time as a reader does, wait again, come back. Keeps time for the picture."""
    began = time.monotonic()
    _wait_for_quiet(page, deadline)
    page.mouse.move(5, 5)
    for _ in range(_SCREENS):
        if time.monotonic() > (began + 2 * deadline) / 3:
            break
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(60)
    _wait_for_quiet(page, deadline)
    page.mouse.wheel(0, -1_000_000)
    page.wait_for_timeout(100)


def _wait_for_quiet(page: Page, deadline: float) -> None:
    try:
        page.wait_for_load_state("networkidle", timeout=_milliseconds(_QUIET, deadline, 0.2))
    except Overdue:
        return  # a page that never rests is taken as it is


def _describe(page: Page, answer: Response, look: Look) -> None:
    look.address, look.title = page.url, page.title()[:1_000]
    final = answer
    look.status = final.status
    look.header = tuple((f["name"], f["value"]) for f in final.headers_array())
    passed: list[str] = []
    before = final.request.redirected_from
    while before is not None:
        passed.append(before.url)
        before = before.redirected_from
    look.redirects = tuple(reversed(passed))
    if look.status >= 400:
        look.lacks(f"the server answered with status {look.status}")
    if page.url.partition("#")[0] != final.request.url.partition("#")[0]:
        look.lacks("the page went on to another address by itself; status and header are those of the first")


def _photograph(page: Page, session: CDPSession, look: Look, deadline: float) -> None:
    """The whole page, down to the limit. Its size is the browser's word, not the page's."""
    size: dict[str, Any] = session.send("Page.getLayoutMetrics")["cssContentSize"]
    width, height = max(1, int(size["width"])), max(1, int(size["height"]))
    wide, tall = min(width, WIDEST), min(height, TALLEST)
    look.screen = f"{wide} by {tall} of {width} by {height} pixels"
    if (wide, tall) != (width, height):
        look.lacks(f"the part of the picture beyond {WIDEST:,} by {TALLEST:,} pixels")
    try:
        look.picture = page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": wide, "height": tall},
            animations="disabled",
            timeout=_milliseconds(_PICTURE, deadline, 0.8),
        )
    except Error as error:
        look.lacks(f"the picture: {error.message.strip().splitlines()[0][:200]}")


def _certificates(session: CDPSession, requests: list[Asked]) -> dict[str, str]:
    """SHA-256 of the certificate each origin showed, as far as the browser tells."""
    origins: dict[str, None] = {}
    for asked in requests:
        parts = urlsplit(asked.request.url)
        if parts.scheme == "https" and len(origins) < _ORIGINS:
            origins[f"https://{parts.netloc}"] = None
    found: dict[str, str] = {}
    for origin in origins:
        chain = session.send("Network.getCertificate", {"origin": origin}).get("tableNames", [])
        if chain:
            found[origin] = hashlib.sha256(base64.b64decode(chain[0])).hexdigest()
    return found


def _milliseconds(most: float, deadline: float, share: float) -> float:
    """A share of what is left, at least a fifth of a second (nought would mean for ever)."""
    return max(200.0, min(most, share * (deadline - time.monotonic())) * 1000)
