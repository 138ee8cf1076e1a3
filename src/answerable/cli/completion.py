"""Print a script that teaches your shell this program's commands and options."""

from __future__ import annotations

import argparse

HELP = "completion for your shell"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def run(args: argparse.Namespace) -> int:
    import shtab

    from answerable.cli.main import build_parser

    print(shtab.complete(build_parser(), args.shell))
    return 0
