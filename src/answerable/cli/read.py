"""Read every kept document that has not been read yet."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, progress, result

HELP = "read what was kept"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.stages import run_stages

    with progress(quiet=args.json) as watcher:
        _, done = run_stages(required_case(args), watcher, until="read")
    if args.json:
        json_line(done.read)
    else:
        result(", ".join(f"{n} {outcome}" for outcome, n in sorted(done.read.items())) or "nothing new to read")
    return 0
