"""One family of errors, written for an investigator at midnight: expected, found, what to do next."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the program's exit code means (docs/commands.md)."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    INCOMPLETE = 3
    OUTSIDE_FAILED = 4
    INTERRUPTED = 130


class AnswerableError(Exception):
    """Something the person at the keyboard has to know. `next_step` says what they can do."""

    exit_code: ExitCode = ExitCode.FAILED
    next_step: str = ""

    def __init__(self, message: str, *, next_step: str | None = None) -> None:
        super().__init__(message)
        if next_step is not None:
            self.next_step = next_step


class WrongUseError(AnswerableError):
    """The command or a file written by a person (case.toml, arguments) is not as it must be."""

    exit_code = ExitCode.WRONG_USE


class IncompleteError(AnswerableError):
    """Nothing could be examined, or something could not be checked."""

    exit_code = ExitCode.INCOMPLETE


class OutsideError(AnswerableError):
    """A program or service that is not ours failed."""

    exit_code = ExitCode.OUTSIDE_FAILED
