"""The key of an encrypted case: kept on this machine, outside the case folder, with all that is derived from it.

In:   a case folder; this program's own folder (`seal_keys.home`).
Out:  where the case lies (`Layout`) and how its bytes lie there (`AtRest`).
Not:  the bytes. Whoever copies the case folder copies none of this; whoever destroys `<home>/cases/<id>` and every
      copy of the key destroys every copy of the evidence.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from answerable.preserve.age import check_recipient, new_identity, recipient_of
from answerable.preserve.at_rest import AtRest, Encrypted, Plain
from answerable.preserve.durable import sync_folder, write_file
from answerable.preserve.errors import NotWritableError, PreserveError
from answerable.preserve.layout import Layout
from answerable.terms.errors import WrongUseError


class KeyThereError(WrongUseError):
    """A key was to be made where one already is."""

    next_step = "The same case is on this machine already, or was. Open that one, or move its key folder away first."

    def __init__(self, place: Path) -> None:
        super().__init__(f"{place} is there already")


class CaseKeyDamagedError(PreserveError):
    """The file of a case key, or of a case's recipient, does not hold one."""

    next_step = "Put it back from a copy; without the key nobody can read the case."


def private_folder(home: Path, case_id: str) -> Path:
    """Where this machine keeps the key of a case and what is derived from it."""
    return home / "cases" / case_id


def key_file(private: Path) -> Path:
    return private / "key"


def make_case_key(layout: Layout) -> str:
    """A new key for the case of `layout`; returns its recipient, which `layout.recipient` then holds.

    Raises KeyThereError, NotWritableError.
    """
    private = layout.private
    assert private is not None, "only an encrypted case has a key"
    identity = new_identity()
    try:
        private.mkdir(mode=0o700, parents=True)
        write_file(key_file(private), f"{identity}\n".encode(), mode=0o600)
        sync_folder(private.parent)
        recipient = recipient_of(identity)
        write_file(layout.recipient, f"{recipient}\n".encode())
    except FileExistsError as error:
        raise KeyThereError(private) from error
    except OSError as error:
        raise NotWritableError(private, error) from error
    return recipient


def forget_case_key(private: Path) -> None:
    """Take back what `make_case_key` made, for a case that did not come to be."""
    shutil.rmtree(private)


def at_rest_in(root: Path, case_id: str | None, home: Path) -> tuple[Layout, AtRest]:
    """How the case in `root` lies on this machine. A key that is absent is no error here, only when it is needed.

    Raises CaseKeyDamagedError.
    """
    plain = Layout(root)
    if not plain.recipient.is_file():
        return plain, Plain()
    try:
        recipient = check_recipient(plain.recipient.read_text(encoding="utf-8").removesuffix("\n"))
    except (WrongUseError, ValueError, OSError) as error:
        raise CaseKeyDamagedError(f"{plain.recipient} does not say to whom this case is encrypted") from error
    private = private_folder(home, case_id or "unknown")
    return Layout(root, private), Encrypted(recipient, _identity(key_file(private), recipient), key_file(private))


def _identity(path: Path, recipient: str) -> str | None:
    try:
        identity = path.read_text(encoding="utf-8").strip()
        fits = recipient_of(identity) == recipient
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise CaseKeyDamagedError(f"{path} does not hold the key of this case") from error
    if not fits:
        raise CaseKeyDamagedError(f"{path} holds the key of another case")
    return identity
