"""What can go wrong while preserving, said for whoever has to act on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from answerable.terms.digest import Digest
from answerable.terms.errors import AnswerableError, WrongUseError


class PreserveError(AnswerableError):
    """The case folder could not be read or written as it must be."""


class NotACaseError(WrongUseError):
    """A folder was given as a case and is not one."""

    next_step = "Give the folder that holds case.toml, or make a case with `answerable init DIR`."

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path} is not a case: {found}")


class NotEmptyError(WrongUseError):
    """A case was to be made where other things already are."""

    next_step = "Choose a new or an empty folder for the case."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not empty and is not a case; a case would be mixed with what is in it")


class CaseBusyError(PreserveError):
    """Another process is writing to the case."""

    next_step = "Wait until the other command has ended, then run this one again. Reading is possible meanwhile."

    def __init__(self, path: Path, waited: float) -> None:
        super().__init__(f"{path} is being written to by another program; waited {waited:.0f} seconds for it")


class BytesChangedError(PreserveError):
    """Stored bytes no longer match the digest taken when they were captured."""

    next_step = "Leave the file as it is. Compare it with a backup, then run `answerable preserve verify`."

    def __init__(self, captured: Digest, found: Digest | None) -> None:
        now = f"is now {found}" if found else "no longer decrypts"
        super().__init__(f"captured as {captured}, but the stored file {now}")


class BytesMissingError(PreserveError):
    """The journal names bytes that are not in the case folder."""

    next_step = "Look for the file in a backup; acquiring the same document again also puts it back."

    def __init__(self, digest: Digest) -> None:
        super().__init__(f"the bytes of {digest} are not in the case folder")


class DestroyedError(PreserveError):
    """Bytes that two people decided to destroy were offered or asked for again."""

    next_step = "The journal says who decided it and why. If the decision was wrong, keep the bytes in another case."

    def __init__(self, digest: Digest) -> None:
        super().__init__(f"{digest} was destroyed in this case, by decision of two people; it is not kept again")


class JournalDamagedError(PreserveError):
    """The journal is not as this program wrote it. Nothing is added to a damaged journal."""

    next_step = "Leave the folder as it is and run `answerable preserve verify`; then compare with a backup."


class NotKeptError(PreserveError):
    """The disk did not take the bytes of some items. All others of the batch are safe.

    `items` are (path or act, why).
    """

    next_step = "Check the disk (space, cable, system log), then acquire these items again."

    def __init__(self, items: Sequence[tuple[str, str]]) -> None:
        self.items = tuple(items)
        first = f"{self.items[0][0]}: {self.items[0][1]}"
        more = f" (and {len(self.items) - 1} more)" if len(self.items) > 1 else ""
        super().__init__(f"not kept: {first}{more}")


class NotWritableError(PreserveError):
    """The case folder cannot be written to."""

    next_step = "Check the permissions of the folder, and that its disk is neither full nor read-only."

    def __init__(self, path: Path, error: OSError, *, next_step: str | None = None) -> None:
        super().__init__(f"{path} cannot be written to: {error.strerror or error}", next_step=next_step)


class JournalWriteError(PreserveError):
    """The disk did not take the journal's lines; nothing of this batch is acknowledged."""

    next_step = "Check the disk (space, cable, system log), then run the command again; it resumes where it was safe."

    def __init__(self, why: str) -> None:
        super().__init__(f"the journal could not be written: {why}")


class ShelfDamagedError(PreserveError):
    """A derived table cannot be read. It can be made again from what is preserved."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"the derived table {path} cannot be read: {why}", next_step=f"Delete {path}; it is rebuilt.")
