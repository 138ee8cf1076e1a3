"""A line for every input ever offered: what became of it, and why."""

from __future__ import annotations

import argparse
from collections import Counter

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result

HELP = "every input ever offered, and what became of it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.preserve.casefile import CaseFile
    from answerable.read.step import ledger

    counts: Counter[str] = Counter()
    for offered in ledger(CaseFile.open(required_case(args))):
        counts[offered.outcome] += 1
        if args.json:
            json_line(offered)
        else:
            digest = offered.sha256[:12] if offered.sha256 else "—"
            reason = f"  ({offered.reason})" if offered.reason else ""
            result(f"{offered.outcome:<10} {digest:<12}  {offered.path}{reason}")
    if not args.json:
        result(", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())) or "nothing was ever offered")
    return 0
