"""Where this machine keeps what it seals with: outside every case folder.

In:   the origin of a case; `ANSWERABLE_HOME`, else the platform's folder for the data of programs.
Out:  the case's seal key on this machine, made when there is none; the last checkpoint that was sealed with it; the
      public halves of all keys that this machine ever sealed the case with.
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
from answerable.preserve.signed_note import PublicKey, SealKey, parse_public_key
from answerable.terms.errors import WrongUseError

HOME = "ANSWERABLE_HOME"
_KEY, _NEXT, _PUBLIC, _LAST = "key.pem", "key-next.pem", "public", "checkpoint"
_SET_HOME = f"Seal keys are kept there, outside the case. Name a folder that you may write to with {HOME}=DIR."


class SealKeyDamagedError(PreserveError):
    """The file of a seal key holds no key."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} should hold a seal key and cannot be read as one",
            next_step="Put it back from a backup. If there is none, move the file away: the next command makes a new "
            "key and the journal says so.",
        )


def home() -> Path:
    """The folder of this program's own data: `ANSWERABLE_HOME`, else where the platform keeps such data.

    Raises WrongUseError when the system knows of none for this user.
    """
    named = os.environ.get(HOME)
    if named:
        return Path(named).absolute()
    if sys.platform == "darwin":
        return _own_folder() / "Library" / "Application Support" / "answerable"
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data.startswith("/") else _own_folder() / ".local" / "share") / "answerable"


def _own_folder() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise WrongUseError("this user has no folder of their own to keep seal keys in", next_step=_SET_HOME) from error


def folder_of(home: Path, origin: str) -> Path:
    """Where the key and the last checkpoint of one case lie."""
    return home / "seals" / quote(origin, safe="")


def seal_key(home: Path, origin: str) -> SealKey:
    """The key of the case `origin` on this machine; a new one, readable by its owner only, when there is none.

    Raises SealKeyDamagedError, or NotWritableError when the folder cannot be used.
    """
    return _read(folder_of(home, origin) / _KEY, origin) or _make(home, origin, _KEY)


def next_key(home: Path, origin: str) -> SealKey | None:
    """The key that is to follow, when a change was begun and not ended."""
    return _read(folder_of(home, origin) / _NEXT, origin)


def make_next_key(home: Path, origin: str) -> SealKey:
    """A key that is to follow the present one. Raises NotWritableError."""
    return _make(home, origin, _NEXT)


def promote_next_key(home: Path, origin: str) -> None:
    """From here on the next key is the key; the private half of the old one is gone. Raises OSError."""
    folder = folder_of(home, origin)
    (folder / _NEXT).rename(folder / _KEY)
    sync_folder(folder)


def drop_next_key(home: Path, origin: str) -> None:
    """Forget a key that was made and never journalled."""
    (folder_of(home, origin) / _NEXT).unlink(missing_ok=True)


def set_key_aside(home: Path, origin: str) -> None:
    """Keep the present key and last checkpoint under other names, so that the next command begins anew.

    Raises NotWritableError.
    """
    folder = folder_of(home, origin)
    number = 1
    while (folder / f"lost-{number}").exists():
        number += 1
    try:
        (folder / f"lost-{number}").mkdir(mode=0o700, parents=True)
        for name in (_KEY, _NEXT, _LAST):
            if (folder / name).exists():
                (folder / name).rename(folder / f"lost-{number}" / name)
        sync_folder(folder / f"lost-{number}")
        sync_folder(folder)
    except OSError as error:
        raise NotWritableError(folder, error) from error


def own_keys(home: Path, origin: str) -> list[PublicKey]:
    """The public half of every key by which this machine ever sealed `origin`. Makes nothing."""
    path = folder_of(home, origin) / _PUBLIC
    try:
        return [parse_public_key(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SealKeyDamagedError(path) from error


def last_sealed(home: Path, origin: str) -> bytes | None:
    """The last checkpoint of `origin` that was sealed on this machine, None when none was. Raises OSError."""
    try:
        return (folder_of(home, origin) / _LAST).read_bytes()
    except FileNotFoundError:
        return None


def set_aside_sealed(home: Path, origin: str) -> list[bytes]:
    """The last checkpoints of pasts that were set aside on this machine. Raises OSError."""
    return [path.read_bytes() for path in sorted(folder_of(home, origin).glob(f"lost-*/{_LAST}"))]


def keep_last_sealed(home: Path, origin: str, note: bytes) -> None:
    """Remember `note` as the last checkpoint sealed here. Raises OSError."""
    write_file(folder_of(home, origin) / _LAST, note, mode=0o600)


def _make(home: Path, origin: str, name: str) -> SealKey:
    folder = folder_of(home, origin)
    private = Ed25519PrivateKey.generate()
    key = SealKey(origin, private)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)
        known = [*own_keys(home, origin), key.public]
        write_file(folder / _PUBLIC, "".join(f"{one.text}\n" for one in known).encode(), mode=0o600)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_file(folder / name, pem, mode=0o600)
    except OSError as error:
        raise NotWritableError(folder, error, next_step=_SET_HOME) from error
    return key


def _read(path: Path, origin: str) -> SealKey | None:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SealKeyDamagedError(path) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SealKeyDamagedError(path)
    return SealKey(origin, private)
