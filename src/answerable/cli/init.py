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
    parser.add_argument(
        "--encrypted",
        action="store_true",
        help="its bytes lie in the folder under a key that stays outside it, on this machine",
    )


def run(args: argparse.Namespace) -> int:
    from answerable.preserve.casefile import CaseFile

    name = args.name or args.folder.resolve().name
    case = CaseFile.create(args.folder, name=name, question=args.question, encrypted=args.encrypted)
    with case.writing():
        pass  # the first entries: who we are in this case, and case.toml as it stands
    result(f"made the case {case.path}")
    if case.private is not None:
        say_how_to_recover(case.private)
    result("Next: write parties and allegations into its case.toml, then `answerable examine --case DIR FOLDER`.")
    return 0


def say_how_to_recover(private: Path) -> None:
    """Where the key of an encrypted case is, what it is for, and what it does not cover."""
    from answerable.preserve.case_key import key_file

    result(f"It is encrypted. Its key is the file {key_file(private)}, and nowhere else.")
    result("Whoever loses the key loses the case. Print that file, or copy it to a stick, and keep it away from here.")
    result("To open the case elsewhere, put the file at the same place under ANSWERABLE_HOME there.")
    result("Any age tool opens a blob with it: age -d -i KEYFILE blobs/ab/abcd….age")
    result(f"To destroy every copy of the evidence, destroy {private} and every copy of the key.")
    result("In clear stay: case.toml, and the notes of the journal (names of files, addresses, reasons).")
