"""Check the evidence of a case: every byte is read again and compared with what was journalled."""

from __future__ import annotations

import argparse
from collections import Counter

from answerable.cli import bag, destroy
from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result

HELP = "check that nothing was altered (preserve verify)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="re-read every byte; say held, failed or not checked")
    verify.add_argument(
        "--unanchored-ok",
        action="store_true",
        help="exit with 0 when all that could not be checked is the anchor outside this machine",
    )
    add_case(verify)
    add_json(verify)
    bag.add_acts(acts)
    destroy.add_acts(acts)


def run(args: argparse.Namespace) -> int:
    acts = {"verify": _verify, "bag": bag.run_bag, "unbag": bag.run_unbag, "destroy": destroy.run_destroy}
    return acts[args.act](args)


def _verify(args: argparse.Namespace) -> int:
    from answerable.preserve.verify import verify_case
    from answerable.terms.check import Outcome
    from answerable.terms.errors import ExitCode

    counts: Counter[Outcome] = Counter()
    unchecked_but_anchor = 0
    for check in verify_case(required_case(args)):
        counts[check.outcome] += 1
        if check.outcome is Outcome.NOT_CHECKED and check.what != "anchor":
            unchecked_but_anchor += 1
        if args.json:
            json_line(check)
        elif check.outcome is not Outcome.HELD or check.what == "destroyed":
            result(f"{check.outcome}: {check.what} {check.item}: {check.reason}")
    if not args.json:
        result(", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome))
        result("Held means: these are the bytes that were journalled. Not who wrote them, nor whether they are true.")
    if counts[Outcome.FAILED]:
        return int(ExitCode.FAILED)
    if unchecked_but_anchor or (counts[Outcome.NOT_CHECKED] and not args.unanchored_ok):
        return int(ExitCode.INCOMPLETE)
    return int(ExitCode.DONE)
