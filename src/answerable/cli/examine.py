"""All of it: keep what is offered, read it, trace it, extract, confront, and write the report.

A second run does only what is new.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.cli.options import add_case, add_fetching, add_json, add_method, named_case
from answerable.cli.second_reader import add_second_reader, exit_code_of, second_reading
from answerable.cli.terminal import json_line, progress, result, say

if TYPE_CHECKING:
    from answerable.preserve.casefile import CaseFile

HELP = "from a folder of documents to the report (start here)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("offers", metavar="PATH|URL", nargs="*", help="files, folders, archives, mailboxes, addresses")
    parser.add_argument("--report", metavar="FILE", type=Path, help="where to write it (default: in the case)")
    add_case(parser)
    add_json(parser)
    add_method(parser)
    add_second_reader(parser)
    add_fetching(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.working import open_or_make
    from answerable.terms.errors import WrongUseError

    folder = named_case(args)
    if folder is None:
        if not args.offers:
            raise WrongUseError(
                "nothing to examine: no path was given and there is no case here",
                next_step="Try `answerable examine FOLDER`, or `answerable demo` to see what comes out.",
            )
        folder = Path(f"case-{case_name(args.offers[0])}")
    return examine_into(open_or_make(folder), args)


def case_name(offer: str) -> str:
    """A folder name from what is offered first: its own name, without what only file systems mind."""
    name = Path(offer.rstrip("/")).stem if "://" not in offer else offer.split("://", 1)[1].split("/")[0]
    if not name or name in (".", ".."):
        name = Path(offer).resolve().name
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return kept.strip("-.")[:60] or "documents"


def examine_into(case: CaseFile, args: argparse.Namespace) -> int:
    """Examine what `args` offers into `case`, tell the person what came of it, return the exit code."""
    from answerable.cli.stamping import stamp_what_waits
    from answerable.cli.working import exit_code, hear, manners_of, proxy_setting, world
    from answerable.flow import River, examine
    from answerable.outside.processes import Processes
    from answerable.publish.writing import start_of
    from answerable.read.step import ledger

    target = _target(case, args.report)
    with (
        progress(quiet=args.json) as watcher,
        world(args) as (fetcher, readers, limits),
        case.writing() as writer,
        Processes() as engine,
    ):
        second = second_reading(case, args, proxy=proxy_setting(args), advance=watcher.advance)
        river = River(case, writer, watcher, way=args.method, second=second, engine=engine)
        heard = hear(args)
        lines = examine(
            river,
            args.offers,
            fetcher=fetcher,
            opener=readers,
            readers=readers,
            limits=limits,
            report=target,
            heard=heard,
            manners=manners_of(args),
        )
    stamp_what_waits(case, args.allow)
    for offered in ledger(case):
        if offered.outcome in ("partial", "unreadable"):
            say(f"{offered.outcome}: {offered.path}: {offered.reason}")
    if args.json:
        json_line({"report": str(start_of(target)), "lines": lines, "case": str(case.path)})
    else:
        for line in lines:
            result(line)
        result(f"Report: {start_of(target).resolve()}")
    return exit_code(case, river.done) or exit_code_of(second)


def _target(case: CaseFile, wanted: Path | None) -> Path:
    """Where the report goes. Nothing in clear goes into the folder of an encrypted case."""
    from answerable.terms.errors import WrongUseError

    if wanted is not None and case.recipient and wanted.resolve().is_relative_to(case.path.resolve()):
        raise WrongUseError(
            f"{wanted} lies in the folder of an encrypted case, and a report is in clear",
            next_step=f"Name another place, or leave --report away: it goes to {case.report_path} then.",
        )
    return wanted or case.report_path
