"""Keep files, folders, archives, mailboxes, feeds, web archives and web addresses, then read what was kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.cli.options import add_case, add_fetching, add_json, required_case
from answerable.cli.terminal import json_line, progress, result
from answerable.terms.errors import WrongUseError

if TYPE_CHECKING:
    from answerable.acquire.browsing import Browser
    from answerable.preserve.casefile import CaseFile

HELP = "keep documents in the case, then read them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("offers", metavar="PATH|URL", nargs="*", help="files, folders, archives, mailboxes, addresses")
    parser.add_argument("--from", metavar="FILE", dest="listed", type=Path, help="a list of addresses, one a line")
    parser.add_argument("--browser", action="store_true", help="look at addresses with a browser instead of fetching")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done; contact nobody, write nothing")
    parser.add_argument("--later", action="store_true", help="only keep; `answerable read` reads")
    add_case(parser)
    add_json(parser)
    add_fetching(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.stamping import stamp_what_waits
    from answerable.cli.working import browser_of, exit_code, hear, manners_of, world
    from answerable.flow import River
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.errors import ExitCode

    addresses = _listed(args.listed)
    if not args.offers and not addresses:
        raise WrongUseError("nothing to acquire: no path, no address and no list was given")
    case = CaseFile.open(required_case(args))
    browser = browser_of(args) if args.browser else None
    if args.dry_run:
        return _plan(case, args, addresses, browser)
    with progress(quiet=args.json) as watcher, world(args) as (fetcher, readers, limits), case.writing() as writer:
        river = River(case, writer, watcher)
        river.acquire(
            args.offers,
            fetcher,
            readers,
            limits,
            hear(args),
            addresses=addresses,
            browser=browser,
            manners=manners_of(args),
        )
        if not args.later:
            river.read(readers)
    stamp_what_waits(case, args.allow)
    items = river.done.acquired
    if not args.json:
        kept = sum(item.outcome == "kept" for item in items)
        new = sum(item.new for item in items)
        result(f"{len(items)} inputs: {kept} kept ({new} new), {len(items) - kept} refused or skipped")
    if args.later:
        return int(ExitCode.DONE if any(item.outcome == "kept" for item in items) else ExitCode.INCOMPLETE)
    return exit_code(case, river.done)


def _plan(case: CaseFile, args: argparse.Namespace, addresses: list[str], browser: Browser | None) -> int:
    """The dry run."""
    from answerable.acquire.planning import Planning
    from answerable.cli.working import limits_of, proxy_setting
    from answerable.outside.http import HttpFetcher

    fetcher = HttpFetcher(allow=tuple(args.allow), proxy=proxy_setting(args))
    planning = Planning(case.captures(), fetcher, browser, limits_of(args), again=args.again)
    counts: dict[str, int] = {}
    for planned in planning.plan(args.offers, addresses):
        counts[planned.plan] = counts.get(planned.plan, 0) + 1
        if args.json:
            json_line(planned)
        else:
            result(f"{planned.plan:<8} {planned.path}{f' ({planned.reason})' if planned.reason else ''}")
    if not args.json:
        told = ", ".join(f"{count} to {plan}" if plan != "held" else f"{count} held" for plan, count in counts.items())
        result(f"dry run, nothing was done: {told or 'nothing to do'}")
    return 0


def _listed(file: Path | None) -> list[str]:
    """The addresses in a list: one a line, blank lines and those that begin with # left out."""
    if file is None:
        return []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUseError(
            f"the list {file} cannot be read: {error}", next_step="Offer a text file in UTF-8, an address a line."
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
