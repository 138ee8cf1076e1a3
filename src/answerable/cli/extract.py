"""Who said what: every statement with its speaker, its act, and the document that shows it."""

from __future__ import annotations

import argparse

from answerable.cli.options import add_case, add_json, add_method, required_case
from answerable.cli.terminal import json_line, progress, result

HELP = "who said what"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_case(parser)
    add_json(parser)
    add_method(parser)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.stages import run_stages
    from answerable.extract.step import extracted
    from answerable.read.step import first_captures, readings
    from answerable.terms.span import words_at

    with progress(quiet=args.json) as watcher:
        case, _ = run_stages(required_case(args), watcher, until="extract", way=args.method)
    paths = {digest: capture.path for digest, capture in first_captures(case).items()}
    texts = {digest: reading.text for digest, reading in readings(case).items()}
    for digest, found in extracted(case).items():
        for statement in found.statements:
            if args.json:
                json_line(statement)
            else:
                speaker = statement.speaker or "speaker left open"
                words = " ".join(words_at(statement.content, texts[digest]).split())
                result(f"{paths[digest]}: {speaker} {statement.act}: {words}")
    return 0
