"""Chromium started so that it can do no harm: a throw-away profile, no way out but the filter proxy, no privileges.

In:   the program, the proxy's address.
Out:  a browser context without service workers, downloads or background traffic; ended, by force if need be.
Not:  looking at anything with it.

As root, Chromium runs as nobody (by setpriv) inside its own sandbox; where that cannot be, capture is refused. Without
the sandbox only addresses of this machine that were named are looked at: that is for tests of our own pages.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Playwright

from answerable.acquire.browsing import BROWSERS
from answerable.acquire.fetching import FetchError

#: Hosts of the maker that a browser speaks to on its own account, and no page needs.
MAKERS = (
    "browser.invalid",
    "clients2.google.com",
    "clientservices.googleapis.com",
    "edgedl.me.gvt1.com",
    "optimizationguide-pa.googleapis.com",
    "safebrowsing.googleapis.com",
    "update.googleapis.com",
)
_NOBODY = 65534
_START_SECONDS = 45.0
_WIDTH, _HEIGHT = 1280, 900
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--disable-file-system",
    "--disable-notifications",
    "--dns-prefetch-disable",
    "--no-first-run",
    "--no-pings",
    "--safebrowsing-disable-auto-update",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--gaia-url=https://browser.invalid",  # what the browser would say to its maker goes nowhere
    "--component-updater=url-source=https://browser.invalid/",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # names are the proxy's to resolve
)


@dataclass(frozen=True, slots=True)
class Launched:
    """A browser that runs. `overdue` is set once it was ended by force."""

    context: BrowserContext
    overdue: threading.Event


def chromium() -> str | None:
    """Where Chromium is on this machine; None where it is not."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def launched(
    playwright: Playwright, program: str, proxy: str, *, seconds: float, sandbox: bool, own_keys: Sequence[str]
) -> Iterator[Launched]:
    """The browser, for at most `seconds`; then it is killed. Raises FetchError when it does not start."""
    with tempfile.TemporaryDirectory(prefix="answerable-browser-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile"
        profile.mkdir(mode=0o700)
        wrapper = _wrapper(home, program)
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            _kill(home)

        watchdog = threading.Timer(seconds, end)
        watchdog.daemon = True
        watchdog.start()
        try:
            context = _start(playwright, wrapper, home, proxy, sandbox, own_keys)
            try:
                yield Launched(context, overdue)
            finally:
                _close(context)
        finally:
            watchdog.cancel()
            _kill(home)


def _start(
    playwright: Playwright, wrapper: Path, home: Path, proxy: str, sandbox: bool, own_keys: Sequence[str]
) -> BrowserContext:
    trusted = [f"--ignore-certificate-errors-spki-list={','.join(own_keys)}"] if own_keys else []
    try:
        return playwright.chromium.launch_persistent_context(
            home / "profile",
            executable_path=wrapper,
            headless=True,
            chromium_sandbox=sandbox,
            args=[*_QUIET, *trusted],
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "HOME": str(home),
                "TMPDIR": str(home),
                "LANG": "C.UTF-8",
                "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            },
            proxy={"server": proxy, "bypass": "<-loopback>"},
            accept_downloads=False,
            service_workers="block",
            permissions=[],
            viewport={"width": _WIDTH, "height": _HEIGHT},
            timeout=_START_SECONDS * 1000,
        )
    except Error as error:
        raise FetchError(
            "Chromium did not start" + (" with its sandbox" if sandbox else "") + f": {_telling(error)}",
            next_step="Run capture on a machine that allows user namespaces to ordinary users, or leave out --browser.",
        ) from error


def _wrapper(home: Path, program: str) -> Path:
    """A script that writes down the process it becomes, gives up root's powers if it has them, and is Chromium then."""
    before = ""
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise FetchError(
                "a browser is not started as root, and there is no setpriv here to give up root's powers",
                next_step="Run capture as an ordinary user.",
            )
        before = f"{setpriv} --reuid={_NOBODY} --regid={_NOBODY} --clear-groups "
        for path in (home, home / "profile"):
            os.chown(path, _NOBODY, _NOBODY)
    wrapper = home / "browser.sh"
    wrapper.write_text(f'#!/bin/sh\necho $$ > "{home}/process"\nexec {before}"{program}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    return wrapper


def _close(context: BrowserContext) -> None:
    try:
        context.close()
    except Error:
        return  # it has ended already; what is left of it is killed


def _kill(home: Path) -> None:
    """End the browser and all it started, if it still runs: Playwright gives it a process group of its own."""
    try:
        process = int((home / "process").read_text(encoding="ascii"))
        if os.getpgid(process) == process:
            os.killpg(process, signal.SIGKILL)
    except (OSError, ValueError):
        return  # it never started, or has ended


def _telling(error: Error) -> str:
    """The line of a long report that says why."""
    lines = [line.strip() for line in error.message.splitlines() if line.strip()]
    told = [line for line in lines if "sandbox" in line.lower() or "FATAL" in line]
    return (told or lines or ["no reason given"])[0][:300]
