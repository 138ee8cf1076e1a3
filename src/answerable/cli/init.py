"""Make an empty case folder with its case.toml, ready to be filled in by hand."""

from __future__ import annotations

import argparse
from pathlib import Path

from answerable.cli.terminal import result

HELP = "make an empty case"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the case shall be; made if absent")
    parser.add_argument("--name", help="the case's name (default: the folder's)")
    parser.add_argument("--question", help="what this case asks, in a sentence")


def run(args: argparse.Namespace) -> int:
    from answerable.preserve.casefile import CaseFile

    case = CaseFile.create(args.folder, name=args.name or args.folder.resolve().name, question=args.question)
    with case.writing():
        pass  # the first entries: who we are in this case, and case.toml as it stands
    result(f"made the case {case.path}")
    result("Next: write parties and allegations into its case.toml, then `answerable examine --case DIR FOLDER`.")
    return 0
