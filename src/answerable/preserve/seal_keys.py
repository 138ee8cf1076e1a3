"""Where this machine keeps what it seals with: outside every case folder.

In:   the origin of a case; `ANSWERABLE_HOME`, else the platform's folder for the data of programs.
Out:  the case's seal key on this machine, made when there is none; the last checkpoint that was sealed with it.
Not:  signing (`signed_note`), nor judging whether a tree may be sealed (`sealing`).

One key a case: its name is the case's origin, as a C2SP checkpoint asks, and two cases cannot be tied to one another
by their keys. A case folder is given away; a key never is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from answerable.preserve.durable import sync_folder, write_file
from answerable.preserve.errors import NotWritableError, PreserveError
from answerable.preserve.signed_note import PublicKey, SealKey

HOME = "ANSWERABLE_HOME"


class SealKeyDamagedError(PreserveError):
    """The file of a seal key holds no key."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} should hold a seal key (Ed25519, PEM) and does not",
            next_step="Put it back from a backup. If there is none, move the file away: the next command makes a new "
            "key and the journal says so.",
        )


def home() -> Path:
    """The folder of this program's own data: `ANSWERABLE_HOME`, else where the platform keeps such data."""
    named = os.environ.get(HOME)
    if named:
        return Path(named).absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "answerable"
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share") / "answerable"


def folder_of(home: Path, origin: str) -> Path:
    """Where the key and the last checkpoint of one case lie."""
    return home / "seals" / quote(origin, safe="")


def seal_key(home: Path, origin: str) -> SealKey:
    """The key of the case `origin` on this machine; a new one, readable by its owner only, when there is none.

    Raises SealKeyDamagedError, or NotWritableError when the folder cannot be used.
    """
    path = folder_of(home, origin) / "key.pem"
    try:
        if not path.exists():
            return new_seal_key(home, origin)
        return _read(path, origin)
    except OSError as error:
        raise NotWritableError(path, error) from error


def new_seal_key(home: Path, origin: str) -> SealKey:
    """A new key in place of whatever was there. Raises OSError."""
    folder = folder_of(home, origin)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(folder.parent)
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_file(folder / "key.pem", pem, mode=0o600)
    return SealKey(origin, private)


def held_key(home: Path, origin: str) -> PublicKey | None:
    """The public half of the key of `origin` on this machine, None when there is none. Makes nothing."""
    path = folder_of(home, origin) / "key.pem"
    if not path.exists():
        return None
    try:
        return _read(path, origin).public
    except OSError as error:
        raise SealKeyDamagedError(path) from error


def last_sealed(home: Path, origin: str) -> bytes | None:
    """The last checkpoint of `origin` that was sealed on this machine, None when none was."""
    try:
        return (folder_of(home, origin) / "checkpoint").read_bytes()
    except FileNotFoundError:
        return None


def keep_last_sealed(home: Path, origin: str, note: bytes) -> None:
    """Remember `note` as the last checkpoint sealed here. Raises OSError."""
    write_file(folder_of(home, origin) / "checkpoint", note, mode=0o600)


def _read(path: Path, origin: str) -> SealKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SealKeyDamagedError(path) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SealKeyDamagedError(path)
    return SealKey(origin, private)
