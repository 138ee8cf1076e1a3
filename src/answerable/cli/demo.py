"""Examine the example case that comes with the program, in ./case-demo, and say where its report is."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from answerable.cli.options import add_fetching, is_case

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
    fetching = argparse.ArgumentParser()
    add_fetching(fetching)
    fetching.parse_args([], namespace=args)  # as when nothing is said of fetching
    args.offers = [str(example / "documents")]
    args.case, args.json, args.report, args.method = args.folder, False, None, "rules"
    return examine_into(CaseFile.open(args.folder), args)
