"""Examine the example case that comes with the program, in ./case-demo, and say where its report is."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from answerable.cli.options import is_case, say_nothing_of_fetching

HELP = "examine the example case (a first look)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=Path("case-demo"), help="where to")


def run(args: argparse.Namespace) -> int:
    from answerable.cli.examine import examine_into
    from answerable.preserve.casefile import CaseFile
    from answerable.resources.examples import example_case

    example = example_case()
    if not is_case(args.folder):
        args.folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(example / "case.toml", args.folder / "case.toml")
        CaseFile.create(args.folder, name=example.name)
    say_nothing_of_fetching(args)
    args.offers = [str(example / "documents")]
    args.case, args.json, args.report, args.method = args.folder, False, None, None
    return examine_into(CaseFile.open(args.folder), args)
