"""Was it answered? Every allegation against every response, as suggestions for a person to decide."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, add_method, required_case
from answerable.cli.terminal import json_line, progress, result

HELP = "allegations against responses"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)
    add_method(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.assess.step import settled
    from answerable.cli.stages import run_stages
    from answerable.confront.step import confronted

    with progress(quiet=args.json) as watcher:
        case, _ = run_stages(required_case(args), watcher, until="confront", way=args.method)
    found = confronted(case)
    cells = settled(case).cells
    if args.json:
        for cell in cells:
            json_line(cell)
        return 0
    who = {response.id: response.who or "a speaker left open" for response in found.responses}
    for allegation in found.allegations:
        result(f"{allegation.id}  {allegation.text}")
        for cell in cells:
            if cell.allegation == allegation.id:
                how = "judged" if cell.judged else "suggested"
                person = "; part of it is for a person to decide" if cell.for_a_person else ""
                result(f"    {how}: {cell.state} by {who[cell.response]} ({cell.rule}{person})")
    return 0
