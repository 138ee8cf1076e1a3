"""The openssl program, where a time-stamp is to be judged that a stricter reader refuses.

In:   the reply of an authority, the query, the pinned certificates.
Out:  the time it states, if `openssl ts -verify` finds it sound; else its reason.
Not:  the certificates that the system trusts: only the pinned ones count, as of the time in the time-stamp.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from answerable.preserve.stamp_query import StampQuery
from answerable.preserve.stamps import Judged, TokenNotJudgedError, TokenRefusedError
from answerable.terms.moment import moment

SECONDS = 20
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(
    r"^Time stamp: (\w{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d{0,12})? (\d{4}) GMT$",
    re.ASCII | re.MULTILINE,
)
_WHY = re.compile(r":reason\((\d+)\)|error:[0-9A-Fa-f]+:[^:]*:[^:]*:([^:\n]{1,200})")


class OpensslMissingError(TokenNotJudgedError):
    """A time-stamp needs openssl to be judged, and there is none."""

    next_step = "Install openssl (apt install openssl), then run the command again."

    def __init__(self) -> None:
        super().__init__("it is written in a form that the built-in reader refuses, and openssl is not installed")


class OpensslFailedError(TokenNotJudgedError):
    """Openssl did not come to an end."""

    def __init__(self, why: str) -> None:
        super().__init__(f"openssl could not judge it: {why}", next_step="Run the command again.")


def judge_with_openssl(reply: bytes, query: StampQuery, pinned: bytes) -> Judged:
    """What `openssl ts -verify` says. Raises TokenRefusedError, OpensslMissingError, OpensslFailedError."""
    program = shutil.which("openssl")
    if program is None:
        raise OpensslMissingError
    tool = _run(program, "version").stdout.split(" (", 1)[0].strip().replace("OpenSSL", "openssl")
    with tempfile.TemporaryDirectory(prefix="answerable-stamp-") as folder:
        here = Path(folder)
        (here / "reply").write_bytes(reply)
        (here / "query").write_bytes(query.der)
        roots, others = _sorted(pinned)
        (here / "roots").write_bytes(roots)
        shown = _run(program, "ts", "-reply", "-in", str(here / "reply"), "-text")
        time = _stated_time(shown.stdout)
        if time is None:
            raise TokenRefusedError("it cannot be read as a time-stamp", tool)
        arguments = ["-in", str(here / "reply"), "-queryfile", str(here / "query"), "-CAfile", str(here / "roots")]
        if others:
            (here / "others").write_bytes(others)
            arguments += ["-untrusted", str(here / "others")]
        checked = _run(program, "ts", "-verify", *arguments, "-attime", str(int(time.timestamp())))
    if checked.returncode != 0:
        raise TokenRefusedError(_reason(checked.stderr), tool)
    return Judged(moment(time), tool)


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    try:
        return subprocess.run(
            [program, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise OpensslFailedError(type(error).__name__) from error


def _sorted(pinned: bytes) -> tuple[bytes, bytes]:
    """The pinned certificates that sign themselves, and the rest."""
    roots = others = b""
    for one in load_pem_x509_certificates(pinned):
        if one.issuer == one.subject:
            roots += one.public_bytes(Encoding.PEM)
        else:
            others += one.public_bytes(Encoding.PEM)
    return roots, others


def _stated_time(text: str) -> datetime | None:
    found = _TIME.search(text)
    if found is None or found[1] not in _MONTHS:
        return None
    day, hour, minute, second = (int(found[at]) for at in (2, 3, 4, 5))
    parts = (
        int(found[7]),
        _MONTHS.index(found[1]) + 1,
        day,
        hour,
        minute,
        second,
        int((found[6] or "0").ljust(6, "0")),
    )
    try:
        return datetime(*parts, tzinfo=UTC)
    except ValueError:
        return None


def _reason(errors: str) -> str:
    said = [found[1] or found[2] for found in map(_WHY.search, errors.splitlines()) if found]
    return said[-1].strip() if said else "it does not hold"
