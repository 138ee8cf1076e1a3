"""What commands that write to a case share: opening it, introducing the outside world, telling what came in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.acquire.fetching import Fetcher
from answerable.acquire.limits import Limits
from answerable.acquire.step import Acquired
from answerable.cli.limits import wanted_limits
from answerable.cli.options import is_case
from answerable.cli.terminal import json_line, say
from answerable.flow import Done
from answerable.preserve.casefile import CaseFile
from answerable.read.step import ledger
from answerable.terms.errors import ExitCode

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

    wanted = wanted_limits()
    limits = wanted.acquire if args.max_bytes is None else replace(wanted.acquire, file_bytes=args.max_bytes)
    with SandboxedReaders(wanted.child) as readers:
        yield HttpFetcher(allow=tuple(args.allow)), readers, limits


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
