"""Whether a folder is still the case that its journal was begun for, asked before anything is added.

In:   what case.toml and the folder say, and what the journal says.
Out:  nothing, or an error that says what to put back.
Not:  whether the journal itself is as it was (`known`) or is the one sealed before (`sealing`).
"""

from __future__ import annotations

from answerable.preserve.checkpoint import origin_of
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.known import Known
from answerable.preserve.layout import Layout
from answerable.terms.errors import WrongUseError


def require_same_case(case_id: str, known: Known) -> None:
    """Raises WrongUseError when the id in case.toml is not that of the last seal."""
    if known.sealed is not None and known.sealed.origin != origin_of(case_id):
        raise WrongUseError(
            f"the id in case.toml is {case_id}, but the journal is that of {known.sealed.origin}",
            next_step="Put back the id that case.toml had; a new case needs a new folder.",
        )


def require_same_rest(layout: Layout, recipient: str | None, known: Known) -> None:
    """Nothing is written in clear into a case that began encrypted, nor the other way round. JournalDamagedError."""
    if layout.received.is_dir():  # a copy: whoever took it in decided how it lies on the disk
        return
    if known.size and known.recipient != (recipient or ""):
        raise JournalDamagedError(
            f"the first entry says that the case is encrypted to {known.recipient or 'nobody'}, "
            f"the folder that it is to {recipient or 'nobody'}",
            next_step=f"Put the file {layout.recipient} back as it was.",
        )
