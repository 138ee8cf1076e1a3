"""What this machine remembers of authorities: whom a person here asked, by which certificate, and who has yet to answer.

In:   the folder of this program's own data.
Out:  fingerprints of root certificates that somebody here relied on; addresses that somebody here asked; per case, the
      addresses that did not answer yet.
Not:  what case.toml says. A case may come from anyone; an authority it names is contacted only once a person on this
      machine has asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from answerable.preserve.durable import write_file
from answerable.preserve.errors import NotWritableError
from answerable.preserve.seal_keys import folder_of
from answerable.preserve.settings import Authority
from answerable.preserve.stamps import pinned_certificates, root_prints

_NOT_YET = "not-yet-stamped"


def remember(home: Path, authority: Authority, pinned: bytes) -> None:
    """A person on this machine asks `authority` and relies on `pinned`. Raises NotWritableError."""
    folder = home / "authorities"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for fingerprint in root_prints(pinned):
            write_file(folder / f"{fingerprint}.pem", pinned)
        _write_lines(folder / "asked", {*_lines(folder / "asked"), authority.url})
    except OSError as error:
        raise NotWritableError(folder, error) from error


def remembered_prints(home: Path) -> frozenset[str]:
    """Fingerprints of all root certificates that somebody on this machine relied on."""
    return frozenset(path.stem for path in (home / "authorities").glob("*.pem"))


def was_asked(home: Path, case: Path, authority: Authority) -> bool:
    """Whether a person on this machine asked this very address and relied on the certificate pinned for it."""
    if authority.url not in _lines(home / "authorities" / "asked"):
        return False
    return set(root_prints(pinned_certificates(case, authority))) <= remembered_prints(home)


def waiting(home: Path, origin: str) -> dict[str, str]:
    """The addresses that were asked for this case and did not answer yet, each with the proxy it was asked through.

    Whoever asked through Tor must not be given away by the next command, which asks again.
    """
    rows = (line.partition(" ") for line in _lines(folder_of(home, origin) / _NOT_YET))
    return {address: proxy for address, _, proxy in rows}


def set_waiting(home: Path, origin: str, addresses: Mapping[str, str]) -> None:
    """Remember which addresses are still to be asked for this case, and how. Raises NotWritableError."""
    path = folder_of(home, origin) / _NOT_YET
    lines = {f"{address} {proxy}" for address, proxy in addresses.items()}
    try:
        if lines != set(_lines(path)):
            _write_lines(path, lines)
    except OSError as error:
        raise NotWritableError(path, error) from error


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    write_file(path, "".join(f"{line}\n" for line in sorted(set(lines))).encode(), mode=0o600)
