"""Time-stamps: somebody outside says that a seal existed at a time (RFC 3161).

In:   a sealed case, an authority that case.toml names, and the outside world as two Protocols.
Out:  three files beside the checkpoint (query, reply, pinned certificate), and a `stamped` entry that names them.
Not:  talking to anyone (`TimeStamper`), nor judging what came back (`TokenJudge`); `outside` supplies both.

A reply is judged before it is kept. What an authority sees is a digest, and the address it was asked from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import InvalidVersion, load_pem_x509_certificates

from answerable.preserve.casefile import CaseFile
from answerable.preserve.settings import Authority
from answerable.preserve.stamp_query import StampQuery, new_query
from answerable.terms.errors import OutsideError, WrongUseError
from answerable.terms.moment import Moment

ENTRY = "stamped"


class NotYetStampedError(OutsideError):
    """No time-stamp could be had now. The case is sealed all the same, and the next command asks again."""

    next_step = "Nothing is lost: the seal is made. The next command that writes to the case asks again."

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"not yet stamped by {name}: {why}")


class TokenRefusedError(OutsideError):
    """A time-stamp does not show what it should show. `tool` is the program that judged."""

    next_step = "Do not rely on this time-stamp. If it was just made, ask the authority, or name another one."

    def __init__(self, why: str, tool: str) -> None:
        self.why, self.tool = why, tool
        super().__init__(f"the time-stamp is refused: {why} (judged by {tool})")


class TokenNotJudgedError(OutsideError):
    """No program here can read this time-stamp."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A time-stamp that holds: the time it states, and the program that judged it."""

    time: Moment
    tool: str


class TimeStamper(Protocol):
    """Whoever carries a query to an authority and brings back the reply."""

    def ask(self, url: str, query: bytes) -> bytes:
        """The reply as it came. Raises NotYetStampedError when none came."""


class TokenJudge(Protocol):
    """Whoever can tell whether a reply is a time-stamp of the query, by an authority under pinned certificates."""

    def judge(self, reply: bytes, query: StampQuery, pinned: bytes) -> Judged:
        """Raises TokenRefusedError, or TokenNotJudgedError when there is no program that can read the reply."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp that was just made: by whom, of which checkpoint, stating which time."""

    authority: str
    size: int
    judged: Judged


def stamp(case: CaseFile, authority: Authority, stamper: TimeStamper, judge: TokenJudge) -> Stamp:
    """Seal the case and have the seal stamped. The case is not locked while the authority is asked.

    Raises NotYetStampedError when no reply came, TokenRefusedError when it does not hold; nothing is kept then.
    """
    pinned = pinned_certificates(case.path, authority)
    checkpoint = case.seal()
    query = new_query(sha256(checkpoint.text.encode()).digest())
    reply = stamper.ask(authority.url, query.der)
    judged = judge.judge(reply, query, pinned)
    files = {".tsq": query.der, ".tsr": reply, ".pem": pinned}
    with case.writing() as writer:
        writer.keep_beside_seal(checkpoint.size, {f"{authority.name}{kind}": data for kind, data in files.items()})
    return Stamp(authority.name, checkpoint.size, judged)


def last_stamped(case: CaseFile) -> Moment | None:
    """When the last time-stamp was kept, by this machine's clock; None when there is none."""
    return max((entry.time for entry in case.entries() if entry.act == ENTRY), default=None)


def pinned_certificates(case: Path, authority: Authority) -> bytes:
    """The certificates that case.toml pins for `authority`, as PEM. Raises WrongUseError when they are none."""
    if authority.certificate.lstrip().startswith("-----BEGIN"):
        data = authority.certificate.strip().encode() + b"\n"
    else:
        path = case / authority.certificate
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WrongUseError(
                f"the certificate of {authority.name}, {path}, cannot be read: {error.strerror}",
                next_step="Get it from the authority, check its fingerprint by another way, and put it there.",
            ) from error
    try:
        roots = root_prints(data)
    except ValueError as error:
        raise WrongUseError(
            f"the certificate of {authority.name} is not one in PEM: {error}",
            next_step="PEM begins with -----BEGIN CERTIFICATE-----; `openssl x509 -in FILE -out FILE.pem` writes it.",
        ) from error
    if not roots:
        raise WrongUseError(
            f"the certificates of {authority.name} end in none that signs itself, so nothing is pinned",
            next_step="Add the root certificate of the authority to the file.",
        )
    return data


def root_prints(pem: bytes) -> list[str]:
    """SHA-256 fingerprints of the certificates in `pem` that sign themselves. ValueError when it is not PEM."""
    try:
        certificates = load_pem_x509_certificates(pem)
    except (InvalidVersion, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from error
    return [one.fingerprint(SHA256()).hex() for one in certificates if one.issuer == one.subject]


def spoken_print(fingerprint: str) -> str:
    """A fingerprint as authorities publish it: pairs joined by colons."""
    return ":".join(fingerprint[at : at + 2] for at in range(0, len(fingerprint), 2)).upper()


def chosen(authorities: Sequence[Authority], names: Sequence[str]) -> list[Authority]:
    """The authorities of these names, all when none is named. Raises WrongUseError."""
    if not authorities:
        raise WrongUseError(
            "case.toml names no time-stamp authority, so none is contacted",
            next_step="Add a [[stamp.authorities]] with name, url and certificate (docs/methods/seal.md).",
        )
    unknown = sorted(set(names) - {one.name for one in authorities})
    if unknown:
        raise WrongUseError(
            f"case.toml names no authority {unknown[0]!r}",
            next_step=f"It names: {', '.join(one.name for one in authorities)}.",
        )
    return [one for one in authorities if not names or one.name in names]
