"""What this machine remembers of authorities: whose certificates a person here relied on, and what is still to ask.

In:   the folder of this program's own data.
Out:  fingerprints of root certificates; per case, the names of authorities that did not answer yet.
Not:  what case.toml says. A case may come from anyone; an authority it names is contacted only once a person on this
      machine has asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from answerable.preserve.durable import write_file
from answerable.preserve.errors import NotWritableError
from answerable.preserve.seal_keys import folder_of
from answerable.preserve.stamps import root_prints

_NOT_YET = "not-yet-stamped"


def remember_certificates(home: Path, pem: bytes) -> None:
    """A person on this machine relied on these. Raises NotWritableError."""
    folder = home / "authorities"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for fingerprint in root_prints(pem):
            write_file(folder / f"{fingerprint}.pem", pem)
    except OSError as error:
        raise NotWritableError(folder, error) from error


def remembered_prints(home: Path) -> frozenset[str]:
    """Fingerprints of all root certificates that somebody on this machine relied on."""
    return frozenset(path.stem for path in (home / "authorities").glob("*.pem"))


def waiting(home: Path, origin: str) -> list[str]:
    """The authorities that were asked for this case and did not answer yet."""
    try:
        return (folder_of(home, origin) / _NOT_YET).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def set_waiting(home: Path, origin: str, names: Iterable[str]) -> None:
    """Remember which authorities are still to be asked for this case. Raises NotWritableError."""
    path = folder_of(home, origin) / _NOT_YET
    lines = "".join(f"{name}\n" for name in sorted(set(names)))
    try:
        if lines:
            write_file(path, lines.encode(), mode=0o600)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritableError(path, error) from error
