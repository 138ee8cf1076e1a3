"""Keep files, folders, archives, mailboxes, feeds, web archives and web addresses, then read what was kept."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_fetching, add_json, required_case
from answerable.cli.terminal import progress, result

HELP = "keep documents in the case, then read them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("offers", metavar="PATH|URL", nargs="+", help="files, folders, archives, mailboxes, addresses")
    parser.add_argument("--later", action="store_true", help="only keep; `answerable read` reads")
    add_case(parser)
    add_json(parser)
    add_fetching(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.working import exit_code, hear, world
    from answerable.flow import River
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.errors import ExitCode

    case = CaseFile.open(required_case(args))
    with progress(quiet=args.json) as watcher, world(args) as (fetcher, readers, limits), case.writing() as writer:
        river = River(case, writer, watcher)
        river.acquire(args.offers, fetcher, readers, limits, hear(args))
        if not args.later:
            river.read(readers)
    items = river.done.acquired
    if not args.json:
        kept = sum(item.outcome == "kept" for item in items)
        new = sum(item.new for item in items)
        result(f"{len(items)} inputs: {kept} kept ({new} new), {len(items) - kept} refused or skipped")
    if args.later:
        return int(ExitCode.DONE if any(item.outcome == "kept" for item in items) else ExitCode.INCOMPLETE)
    return exit_code(case, river.done)
