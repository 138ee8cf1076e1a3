"""Options that several commands share, and where the current case is."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from answerable.cli.second_reader import add_second_reader
from answerable.terms.errors import WrongUseError


def add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--case",
        metavar="DIR",
        type=Path,
        help="the case folder; else $ANSWERABLE_CASE, else the current folder if it is a case",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="a line of JSON per item on standard output")


def add_method(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--method",
        choices=("model", "rules"),
        help="how statements are found: rules (patterns and lexicons) or model (a small encoder, English: finds more, "
        "takes longer); default: as before in this case, in a new one rules",
    )


def is_case(folder: Path) -> bool:
    return (folder / "case.toml").is_file() and (folder / "journal").is_dir()


def named_case(args: argparse.Namespace) -> Path | None:
    """The case folder that the arguments, the environment or the current folder name; None when none does."""
    if args.case is not None:
        return Path(args.case)
    if os.environ.get("ANSWERABLE_CASE"):
        return Path(os.environ["ANSWERABLE_CASE"])
    here = Path.cwd()
    return here if is_case(here) else None


def required_case(args: argparse.Namespace) -> Path:
    """As `named_case`, but a command that needs a case says what to do when there is none."""
    folder = named_case(args)
    if folder is None:
        raise WrongUseError(
            "no case here: this folder is not a case, and neither --case nor ANSWERABLE_CASE names one",
            next_step="Name one with --case DIR, or make one with `answerable init DIR`.",
        )
    return folder


def add_leaving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow",
        metavar="HOST:PORT",
        action="append",
        default=[],
        help="an internal address that may be contacted; the journal says so (may be repeated)",
    )
    parser.add_argument(
        "--proxy",
        metavar="URL",
        help="how to leave for the web: socks5h://HOST:PORT (Tor) or http://HOST:PORT; else $ANSWERABLE_PROXY",
    )


def add_fetching(parser: argparse.ArgumentParser) -> None:
    add_leaving(parser)
    parser.add_argument("--pause", metavar="S", type=seconds, help="seconds between two requests to a host (1)")
    parser.add_argument("--obey-robots", action="store_true", help="skip pages that robots.txt forbids")
    parser.add_argument("--again", action="store_true", help="ask also for addresses that are in the case already")
    parser.add_argument("--max-bytes", metavar="N", type=int, help="largest file to keep (default 4 GiB)")


def say_nothing_of_fetching(args: argparse.Namespace) -> None:
    """Give `args` what `add_fetching` gives when nothing is said; for commands that examine and contact nobody."""
    unsaid = argparse.ArgumentParser()
    add_fetching(unsaid)
    add_second_reader(unsaid)
    unsaid.parse_args([], namespace=args)


def seconds(text: str) -> float:
    """A number of seconds, not negative; argparse says it when it is not."""
    value = float(text)
    if not 0 <= value <= 86_400:
        raise ValueError(text)
    return value
