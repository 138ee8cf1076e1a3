"""What commands that write to a case share: opening it, introducing the outside world, telling what came in."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.acquire.browsing import Browser
from answerable.acquire.fetching import Fetcher
from answerable.acquire.limits import Limits
from answerable.acquire.manners import Manners
from answerable.acquire.step import Acquired
from answerable.cli.limits import wanted_limits
from answerable.cli.options import is_case
from answerable.cli.terminal import json_line, say
from answerable.flow import Done
from answerable.preserve.casefile import CaseFile
from answerable.read.step import ledger
from answerable.terms.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from answerable.outside.sandbox import SandboxedReaders


_EXAMINED = frozenset(("read", "partial"))


def open_or_make(folder: Path) -> CaseFile:
    """The case in `folder`; a new one named for the folder when there is none."""
    if is_case(folder):
        return CaseFile.open(folder)
    return CaseFile.create(folder, name=folder.resolve().name.removeprefix("case-"))


@contextmanager
def world(args: argparse.Namespace) -> Iterator[tuple[Fetcher, SandboxedReaders, Limits]]:
    """The fetcher, the readers and openers in child processes, and the limits that the arguments ask for."""
    from answerable.outside.http import HttpFetcher
    from answerable.outside.sandbox import SandboxedReaders

    with SandboxedReaders(wanted_limits().child) as readers:
        yield HttpFetcher(allow=tuple(args.allow), proxy=proxy_setting(args)), readers, limits_of(args)


def limits_of(args: argparse.Namespace) -> Limits:
    """The limits, with those that the arguments change."""
    limits = wanted_limits().acquire
    if args.max_bytes is not None:
        limits = replace(limits, file_bytes=args.max_bytes)
    if args.pause is not None:
        limits = replace(limits, host_pause=args.pause)
    return limits


def manners_of(args: argparse.Namespace) -> Manners:
    return Manners(obey_robots=args.obey_robots, again=args.again)


def proxy_setting(args: argparse.Namespace) -> str | None:
    """The way out that the arguments or the environment name."""
    return args.proxy or os.environ.get("ANSWERABLE_PROXY") or None


def browser_of(args: argparse.Namespace) -> Browser:
    """The browser. Raises an error that says what to install where it is not."""
    try:
        from answerable.outside.browser import ChromiumBrowser
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "playwright":
            raise
        raise OutsideError(
            "a browser is driven by Playwright, which is not installed here",
            next_step="Install it (pip install 'answerable[capture]') and Chromium (on Debian: apt install chromium).",
        ) from error
    return ChromiumBrowser(allow=tuple(args.allow), proxy=proxy_setting(args))


def hear(args: argparse.Namespace) -> Callable[[Acquired], None]:
    """Whatever was refused or skipped is said at once; with --json every input is a line, once durable."""

    def on_item(item: Acquired) -> None:
        if args.json:
            json_line(item)
        elif item.outcome != "kept":
            say(f"{item.outcome}: {item.path}: {item.reason}")
        elif item.reason:
            say(f"kept, but: {item.path}: {item.reason}")

    return on_item


def exit_code(case: CaseFile, done: Done) -> int:
    """0 when there is something to examine, 3 when there is nothing, 4 when only the outside failed."""
    if done.read.keys() & _EXAMINED or any(offered.outcome in _EXAMINED for offered in ledger(case)):
        return int(ExitCode.DONE)
    outside = [item for item in done.acquired if "://" in item.path]
    if outside and all(item.outcome == "refused" for item in outside):
        say("nothing could be fetched")
        return int(ExitCode.OUTSIDE_FAILED)
    say("nothing could be examined: no document was offered that could be read. `answerable inputs` says why of each.")
    return int(ExitCode.INCOMPLETE)
