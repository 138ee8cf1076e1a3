"""Print the text of one document as it was read, boilerplate and all, or only its body."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line

HELP = "the text of one document"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("digest", metavar="SHA256", help="the document's digest, or enough of its beginning")
    parser.add_argument("--body", action="store_true", help="without what only surrounds the text")
    add_case(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.acquire.names import shown
    from answerable.preserve.casefile import CaseFile
    from answerable.read.reading import METHOD
    from answerable.read.step import reading_of
    from answerable.terms.digest import Digest
    from answerable.terms.errors import WrongUseError

    case = CaseFile.open(required_case(args))
    found = [key for key in sorted(case.shelf("read", METHOD).keys()) if key.startswith(args.digest.lower())]
    if len(found) != 1:
        raise WrongUseError(
            f"{len(found)} documents of this case have a digest that begins with {args.digest!r}",
            next_step="`answerable inputs` lists the digests.",
        )
    reading = reading_of(case, Digest(found[0]))
    assert reading is not None
    if args.json:
        json_line(reading)
    else:
        text = reading.body.text if args.body else reading.text
        print("\n".join(shown(line) for line in text.splitlines()))
    return 0
