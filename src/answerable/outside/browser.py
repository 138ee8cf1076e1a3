"""A page as a browser shows it: its document at the end, a picture of all of it, and an archive of what it asked for.

In:   an address a person offered.
Out:  a `Visit`: the page, and beside it screenshot.png, capture.wacz and requests.jsonl.
Not:  clicking, signing in, or answering what the page asks. Bodies the browser did not keep are named as missing.

Steps are those of docs/methods/acquire.md, "Looking with a browser".
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address

from playwright.sync_api import Error, sync_playwright

import answerable
from answerable.acquire.browsing import Record, Visit
from answerable.acquire.fetching import Facts, FetchError
from answerable.outside.browser_launch import MAKERS, Launched, chromium, launched
from answerable.outside.filter_proxy import FilterProxy
from answerable.outside.leaving import WayOut, way_out
from answerable.outside.looking import Look, look_at
from answerable.outside.visit_records import request_log, web_archive
from answerable.outside.web_address import WebAddress, allowed, inside_fact, parse_address
from answerable.terms.moment import Moment, now

SECONDS = 90.0
_GRACE = 10.0  # for ending in good order before it is ended by force
TOOL = f"answerable/{answerable.__version__} browser capture"


class ChromiumBrowser:
    """A `Browser` (acquire/browsing.py). `allow`, `proxy` and `way` are those of `HttpFetcher`.

    `own_keys` are digests (SHA-256, base64) of public keys believed whatever their certificate says, and `sandbox`
    may be switched off; both only for pages on this machine that the operator named.
    """

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        proxy: str | None = None,
        way: WayOut | None = None,
        program: str | None = None,
        seconds: float = SECONDS,
        sandbox: bool = True,
        own_keys: Sequence[str] = (),
        clock: Callable[[], Moment] = now,
    ) -> None:
        found = program or chromium()
        if found is None:
            raise FetchError(
                "a browser is needed to look at pages, and there is none here",
                next_step="Install Chromium (on Debian: apt install chromium), or leave out --browser.",
            )
        self._program, self._allow = found, allowed(allow)
        self._way = way or way_out(proxy, self._allow)
        self._seconds, self._sandbox, self._own_keys, self._clock = seconds, sandbox, own_keys, clock

    def check(self, address: str) -> None:
        """Raise FetchError when `address` would be refused for what it is. Contacts nobody."""
        here = parse_address(address, self._allow)
        if (not self._sandbox or self._own_keys) and not _is_here(here):
            raise FetchError("without its sandbox the browser looks only at pages of this machine")

    def visit(self, address: str) -> Visit:
        """The page at `address`. Raises FetchError with a reason a person can act on."""
        self.check(address)
        target = parse_address(address, self._allow)
        started, deadline = self._clock(), time.monotonic() + self._seconds
        with (
            FilterProxy(self._way, self._allow, never=MAKERS, clock=self._clock) as proxy,
            sync_playwright() as playwright,
            launched(
                playwright,
                self._program,
                proxy.address,
                seconds=self._seconds + min(_GRACE, self._seconds),
                sandbox=self._sandbox,
                own_keys=self._own_keys,
            ) as browser,
        ):
            try:
                look = look_at(browser.context, target.text, deadline, self._clock)
                return self._visit(look, proxy, started, deadline)
            except (Error, FetchError) as error:
                raise FetchError(_why(error, browser, proxy, target, self._seconds)) from error

    def _visit(self, look: Look, proxy: FilterProxy, started: Moment, deadline: float) -> Visit:
        """Everything put together while the browser still holds the bodies."""
        remotes = {(c.host, c.port): c.remote for c in proxy.carried if c.remote}
        archive, lines, lost = web_archive(look, remotes, TOOL, until=deadline)
        missing = list(look.missing)
        if lost:
            missing.append(f"{lost} of {len(lines)} things the page asked for (requests.jsonl says which and why)")
        if proxy.full:
            missing.append("what the page asked for after the limit of bytes or connections was met")
        ended = self._clock()
        log = request_log(lines, proxy.carried)
        records = [
            Record("capture.wacz", archive, "application/wacz+zip"),
            Record("requests.jsonl", io.BytesIO(log), "application/x-ndjson"),
        ]
        if look.picture:
            records.insert(0, Record("screenshot.png", io.BytesIO(look.picture), "image/png"))
        here = parse_address(look.address, self._allow)
        facts: Facts = (
            ("tool", TOOL),
            ("browser", look.version),
            ("sandbox", "on" if self._sandbox else "off"),
            ("way out", self._way.name),
            *inside_fact(here, self._allow),
            ("started", started),
            ("ended", ended),
            ("status", str(look.status)),
            *((("remote address", remotes[(here.host, here.port)]),) if (here.host, here.port) in remotes else ()),
            *((("certificate sha256", look.certificates[here.origin]),) if here.origin in look.certificates else ()),
            ("screen", look.screen),
            ("sniffed type", "text/html"),
            *((f"header {name.lower()}", value) for name, value in sorted(look.header)),
        )
        page = io.BytesIO(look.document.encode("utf-8", "replace"))
        return Visit(look.address, page, tuple(records), look.redirects, facts, tuple(missing))


def _is_here(address: WebAddress) -> bool:
    """Whether `address` names this machine by number."""
    try:
        return ip_address(address.host).is_loopback
    except ValueError:
        return False


def _why(error: Error | FetchError, browser: Launched, proxy: FilterProxy, target: WebAddress, seconds: float) -> str:
    """The reason a person can act on: ours before the browser's."""
    if browser.overdue.is_set():
        return f"the page kept the browser busy for longer than {seconds:.0f} seconds; it was ended by force"
    refused = [c.refused for c in proxy.carried if c.refused and c.host == target.host]
    if refused:
        return refused[0]
    if isinstance(error, FetchError):
        return str(error)
    return f"the browser could not show it: {error.message.strip().splitlines()[0][:300]}"
