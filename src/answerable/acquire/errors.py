"""What can go wrong while acquiring."""

from __future__ import annotations

from answerable.terms.errors import AnswerableError


class AcquireError(AnswerableError):
    """An input could not be acquired. The others go on."""


class NotTakenError(AnswerableError):
    """Whoever keeps could not take an item: no room, or a disk that fails. Offered again later it may be taken."""


class TooLargeError(AcquireError):
    """An input is larger than the limit for one file."""

    next_step = "Split the file, or raise the limit with --max-bytes."

    def __init__(self, limit: int) -> None:
        super().__init__(f"larger than the limit of {limit:,} bytes for one file")
