"""Write the report of a case: one file that opens offline and can be printed."""

from __future__ import annotations

import argparse
from pathlib import Path

from answerable.cli.options import add_case, add_json, add_method, required_case, say_nothing_of_fetching

HELP = "write the report"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--report", metavar="FILE", type=Path, help="where to write it (default: in the case)")
    add_case(parser)
    add_json(parser)
    add_method(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.examine import examine_into
    from answerable.preserve.casefile import CaseFile

    say_nothing_of_fetching(args)
    args.offers = []
    return examine_into(CaseFile.open(required_case(args)), args)
