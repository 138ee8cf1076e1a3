"""A case folder before anything is written into it: what may be there, which folders it needs, what case.toml says.

In:   a folder.
Out:  its folders made; its settings, checked.
Not:  blobs or lines.
"""

from __future__ import annotations

from answerable.preserve.durable import make_folder
from answerable.preserve.errors import NotWritableError
from answerable.preserve.layout import Layout
from answerable.preserve.settings import CaseSettings, parse_settings
from answerable.terms.errors import WrongUseError


def is_foreign(name: str) -> bool:
    """Whether a file of this name means that a folder is in use; a case.toml, or one half written, does not."""
    return name != "case.toml" and not name.startswith(".case.toml.")


def furnish(layout: Layout) -> None:
    """Make the folders that are not there: a copy of a case may have lost the empty ones."""
    journal = (layout.journal, layout.entries, layout.notes, layout.seals, layout.set_aside)
    try:
        for folder in (*journal, layout.blobs, layout.incoming, layout.derived):
            make_folder(folder)
    except OSError as error:
        raise NotWritableError(layout.root, error) from error


def read_settings(layout: Layout) -> tuple[CaseSettings, bytes]:
    """case.toml as it is now, and its bytes. Raises WrongUseError."""
    data = layout.settings.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongUseError(f"case.toml is not UTF-8: {error.reason}", next_step="Save it as UTF-8.") from error
    return parse_settings(text), data
