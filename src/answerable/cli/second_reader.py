"""Asking a language model beside the program, for the commands that confront.

In:   what case.toml names, what the arguments say, a key from the environment or a file outside the case.
Out:  a `SecondReading`, or None when nobody asked for one.
Not:  asking because a case says so: a case may come from anyone.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.terms.errors import ExitCode, WrongUseError

if TYPE_CHECKING:
    from answerable.confront.second_asking import SecondReading
    from answerable.preserve.casefile import CaseFile

_KEY, _FILE = "ANSWERABLE_MODEL_KEY", "ANSWERABLE_MODEL_KEY_FILE"


def add_second_reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--second-reader",
        action="store_true",
        help="ask the language model that [model] of case.toml names; its codings are suggestions and never count",
    )
    parser.add_argument(
        "--words-may-leave",
        metavar="HOST",
        help="agree, for this run, that the words of the documents are sent to a model at HOST, not on this machine",
    )


def second_reading(
    case: CaseFile, args: argparse.Namespace, *, proxy: str | None, advance: Callable[[], None]
) -> SecondReading | None:
    """The model to ask in this run. Raises WrongUseError or FetchError when it may not or cannot be asked."""
    if not args.second_reader:
        if args.words_may_leave is not None:
            raise WrongUseError(
                "--words-may-leave was given, and no model is asked", next_step="Add --second-reader, or leave it out."
            )
        return None
    from answerable.cli.limits import wanted_limits
    from answerable.cli.terminal import say
    from answerable.confront.second_asking import SecondReading
    from answerable.outside.chat_places import chat_endpoint

    model = case.settings.model
    if model is None:
        raise WrongUseError(
            "--second-reader asks a language model, and case.toml names none",
            next_step='Add [model] with address = "http://127.0.0.1:11434/v1" and name = "…" to it.',
        )
    reader = chat_endpoint(
        model,
        agreed=args.words_may_leave,
        allow=args.allow,
        proxy=proxy,
        key=_key(case.path),
        limits=wanted_limits().model,
    )
    return SecondReading(reader, say, advance)


def exit_code_of(second: SecondReading | None) -> int:
    """0, or 4 when a model was asked and questions are left without an answer."""
    return int(ExitCode.OUTSIDE_FAILED if second is not None and second.unanswered else ExitCode.DONE)


def _key(case: Path) -> str:
    """The key, empty when none is set. It is handed to the endpoint and written nowhere."""
    named = os.environ.get(_FILE)
    if not named:
        return _checked(os.environ.get(_KEY, ""), _KEY)
    file = Path(named).resolve()
    if file.is_relative_to(case.resolve()):
        raise WrongUseError(
            f"{_FILE} names a file inside the case, which is given away with it",
            next_step="Move the file out of the case folder, and think about who has a copy of it.",
        )
    try:
        return _checked(file.read_text(encoding="ascii").strip(), _FILE)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUseError(
            f"{_FILE} names a file that cannot be read as a key", next_step="Put the key into it, on one line."
        ) from error


def _checked(key: str, where: str) -> str:
    if key and not (key.isascii() and key.isprintable() and " " not in key and len(key) <= 4_096):
        raise WrongUseError(f"what {where} gives is not a key", next_step="A key is one word of printable ASCII.")
    return key
