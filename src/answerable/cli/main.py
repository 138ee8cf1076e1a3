"""The command line: one verb, one file; what every command shares is here.

In:   arguments.
Out:  an exit code, a result on standard output, everything else on standard error.
Not:  loading a stage before its command is called: `--help` answers in a blink.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import answerable
from answerable.cli.terminal import say
from answerable.terms.errors import AnswerableError, ExitCode

#: Commands in the order data flows, then those beside the river.
COMMANDS = (
    "demo",
    "init",
    "acquire",
    "read",
    "trace",
    "extract",
    "confront",
    "examine",
    "report",
    "assess",
    "inputs",
    "text",
    "preserve",
    "doctor",
    "pipe",
    "completion",
)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Each verb's module adds its own arguments and says what runs it."""
    parser = argparse.ArgumentParser(
        prog="answerable",
        description="Of everything that was alleged: what does each allegation rest on, and was it ever answered?",
        epilog="Start with `answerable demo`, or with `answerable examine FOLDER`.",
    )
    parser.add_argument("--version", action="version", version=f"answerable {answerable.__version__}")
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = _verb(name)
        verb = verbs.add_parser(name, help=module.HELP, description=module.__doc__)
        module.add_arguments(verb)
        verb.set_defaults(run=module.run)
    return parser


def _verb(name: str) -> ModuleType:
    return import_module(f"answerable.cli.{name}")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (docs/commands.md)."""
    try:
        parsed = build_parser().parse_args(arguments)
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except AnswerableError as error:
        say(f"answerable: {error}")  # it may quote a name from outside
        if error.next_step:
            say(f"  {error.next_step}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("answerable: interrupted. What was acknowledged is kept; run the same command to go on.", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has had enough
        return int(ExitCode.DONE)
    except OSError as error:  # the machine said no where no stage could say more: a disk that fails, a right that lacks
        place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        say(f"answerable: {place}{error.strerror or error}")
        say("  Check the disk (space, rights, cable, system log), then run the command again.")
        return int(ExitCode.FAILED)
    return int(code)
