"""Who copied whom: families of copies, excerpts, citations, and originals that are named but not held."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, progress, result

HELP = "who copied whom"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.stages import run_stages
    from answerable.publish.bundle import Party
    from answerable.publish.offices import Offices
    from answerable.publish.originals_told import OriginalsTold
    from answerable.read.step import first_captures
    from answerable.trace.leaning import leaned_on
    from answerable.trace.step import traced

    with progress(quiet=args.json) as watcher:
        case, _ = run_stages(required_case(args), watcher, until="trace")
    lineage = traced(case)
    assert lineage is not None, "trace has just run"
    if args.json:
        json_line(lineage)
        return 0
    paths = {digest: capture.path for digest, capture in first_captures(case).items()}
    name = {str(digest): path for digest, path in paths.items()}
    for family in lineage.families:
        if len(family.members) > 1:
            result(f"one text in {len(family.members)} documents ({family.why})")
            for member in family.members:
                result(f"  {'earliest held: ' if member == family.earliest else ''}{name.get(member, member)}")
    for link in lineage.derivations:
        if link.kind != "copy":
            arrow = "from" if link.directed else "shared with"
            result(f"{link.kind}: {name.get(link.child)} {arrow} {name.get(link.parent)} ({link.rule})")
    telling = OriginalsTold(Offices(Party(p.id, p.names, p.role) for p in case.settings.parties))
    for missing in leaned_on(lineage.missing):
        told = telling.told(missing.name)
        words = f"{told.words}, its name in the texts only" if told.withheld else told.words
        documents = ", ".join(name.get(document, document) for document in missing.documents)
        result(f"named but not held: {words} (in {len(missing.documents)}: {documents})")
    return 0
