"""Was it answered? Every allegation against every response, as suggestions for a person to decide."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, add_leaving, add_method, required_case
from answerable.cli.second_reader import add_second_reader, exit_code_of, second_reading
from answerable.cli.terminal import json_line, progress, result

HELP = "allegations against responses"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)
    add_method(parser)
    add_second_reader(parser)
    add_leaving(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.assess.step import settled
    from answerable.cli.stages import run_stages
    from answerable.cli.working import proxy_setting
    from answerable.confront.step import confronted
    from answerable.preserve.casefile import CaseFile

    folder = required_case(args)
    with progress(quiet=args.json) as watcher:
        second = second_reading(CaseFile.open(folder), args, proxy=proxy_setting(args), advance=watcher.advance)
        case, _ = run_stages(folder, watcher, until="confront", way=args.method, second=second)
    found = confronted(case)
    cells = settled(case).cells
    if args.json:
        for cell in cells:
            json_line(cell)
        return exit_code_of(second)
    who = {response.id: response.who or "a speaker left open" for response in found.responses}
    for allegation in found.allegations:
        result(f"{allegation.id}  {allegation.text}")
        for cell in cells:
            if cell.allegation == allegation.id:
                how = "judged" if cell.judged else "suggested"
                person = "; part of it is for a person to decide" if cell.for_a_person else ""
                result(f"    {how}: {cell.state} by {who[cell.response]} ({cell.rule}{person})")
    return exit_code_of(second)
