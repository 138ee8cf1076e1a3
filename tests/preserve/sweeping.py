"""What every crash sweep shares: a folder of documents, the undisturbed run, and what must hold after a crash.

Nobody in these documents exists.
"""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.preserve.building import checks, failed, unchecked
from tests.preserve.commanding import Started, start

from answerable.preserve.casefile import CaseFile
from answerable.preserve.errors import BytesChangedError, BytesMissingError
from answerable.terms.check import Check
from answerable.terms.digest import Digest

#: Full length, by `make sweep`; otherwise a seeded tenth.
FULL = os.environ.get("ANSWERABLE_SWEEP") == "full"

#: What `verify` may call not checked after a crash: what no entry covers yet, and entries no checkpoint covers.
#: The next writer takes care of each, so after a resumed run none of them may be left.
LEFT_BY_A_CRASH = (
    "the next writer sets it aside",
    "the next writer sets them aside",
    "the next writer journals it",
    "the next command keeps it",
    "no checkpoint covers them: the command that wrote them did not end",
)

_FEED = "<rss><channel><title>Coastal Wire</title>{}</channel></rss>"
_MAIL = (
    "From: ann@ledger.example\nTo: desk@ledger.example\nSubject: the cannery\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nAs promised.\n'
    '--b\nContent-Type: text/csv; name="gates.csv"\nContent-Disposition: attachment; filename="gates.csv"\n\n'
    "gate,locked\n1,yes\n--b--\n"
)


def documents(folder: Path, *, small: int, containers: bool = False) -> Path:
    """A folder with `small` short files, a large one, things that are no files, and containers of three kinds if wanted.

    Those are opened in child processes, which take longer to begin than everything else here.
    """
    folder.mkdir()
    for number in range(small):
        same = number - (number % 10 == 9)  # every tenth has the bytes of the one before
        (folder / f"report-{number:03}.txt").write_bytes(b"Veldonia, report %d. " % same + b"The gate. " * (same % 90))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "large.txt").write_bytes(b"not held in memory " * 70_000)
    os.mkfifo(folder / "a-pipe")
    (folder / "a-link").symlink_to("large.txt")
    (folder / "not-utf-8-\udcff.txt").write_bytes(b"a name that is not text")
    if containers:
        _containers(folder)
    return folder


def _containers(folder: Path) -> None:
    (folder / "mail.eml").write_text(_MAIL)
    items = "".join(f"<item><title>Gate {n}</title><link>https://wire.example/{n}</link></item>" for n in range(3))
    (folder / "feed.xml").write_text(_FEED.format(items))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"inside/{number}.txt", f"Member {number} on the cannery of Othmar.")
        archive.writestr("mail.eml", _MAIL)
    (folder / "bundle.zip").write_bytes(packed.getvalue())


def acquiring(
    case: Path, *offers: Path, stopped: bool = False, later: bool = True, umask: int | None = None
) -> Started:
    """`answerable acquire --json` at work on `case`; its home is beside the case."""
    words = ["acquire", "--json", *(["--later"] if later else []), "--case", case, *offers]
    return start(*words, home=home_of(case), stopped=stopped, umask=umask)


def home_of(case: Path) -> Path:
    return case.with_name(f"{case.name}-home")


@contextmanager
def at_home(case: Path) -> Iterator[None]:
    """On the machine that wrote `case`: the keys of its seals lie in its home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_HOME", str(home_of(case) / "answerable"))
        yield


def new_case(folder: Path) -> Path:
    """A case made by the command line, and the home that goes with it."""
    begun = start("init", folder, home=home_of(folder))
    assert begun.code() == 0, begun.complaint()
    return folder


def copied(template: Path, folder: Path) -> Path:
    """A copy of a case and of its home, in place of whatever stood in `folder`."""
    for old, new in ((template, folder), (home_of(template), home_of(folder))):
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(old, new)
    return folder


@dataclass(frozen=True)
class Holdings:
    """What a case says it was given: (path, digest) of what was kept, and what was declined and not kept later."""

    kept: tuple[tuple[str, Digest], ...]
    declined: tuple[tuple[str, str, str], ...]


def holdings(case: Path) -> Holdings:
    file = CaseFile.open(case)
    kept = sorted((capture.path, capture.digest) for capture in file.captures())
    paths = {path for path, _ in kept}
    return Holdings(tuple(kept), tuple(sorted(one for one in file.declined() if one[0] not in paths)))


def intolerable(found: list[Check]) -> list[Check]:
    """Checks that failed, or were not made for a reason that no crash explains."""
    return failed(found) + [check for check in unchecked(found) if not check.reason.endswith(LEFT_BY_A_CRASH)]


def lost(case: Path, acknowledged: list[dict[str, Any]]) -> list[str]:
    """Paths of acknowledged inputs that the case does not have as they were acknowledged, bytes included."""
    file = CaseFile.open(case)
    kept = {(capture.path, capture.digest) for capture in file.captures()}
    declined = {(path, outcome) for path, outcome, _ in file.declined()}
    gone = []
    for line in acknowledged:
        if line["outcome"] == "kept":
            safe = (line["path"], line["digest"]) in kept and _holds(file, line["digest"], line["size"])
        else:
            safe = (line["path"], line["outcome"]) in declined
        if not safe:
            gone.append(line["path"])
    return gone


def _holds(file: CaseFile, digest: Digest, size: int) -> bool:
    try:
        return len(file.read_blob(digest)) == size
    except (BytesMissingError, BytesChangedError):
        return False


def require_safe(case: Path, acknowledged: list[dict[str, Any]]) -> None:
    """Nothing acknowledged is lost, and `verify` finds nothing that a crash does not explain."""
    with at_home(case):
        assert intolerable(checks(case)) == []
    assert lost(case, acknowledged) == []


def require_whole(case: Path, undisturbed: Holdings) -> None:
    """The case is as if nothing had ever happened to it."""
    assert holdings(case) == undisturbed
    with at_home(case):
        found = checks(case)
    assert (failed(found), unchecked(found)) == ([], [])


def require_resumed(case: Path, offer: Path, acknowledged: list[dict[str, Any]], undisturbed: Holdings) -> None:
    """The same command once more takes up where it was: nothing acknowledged is new to it, nothing is missing."""
    again = acquiring(case, offer)
    assert again.code() == 0, again.complaint()
    before = {line["path"] for line in acknowledged if line["outcome"] == "kept"}
    assert [line["path"] for line in again.lines() if line["new"] and line["path"] in before] == []
    require_whole(case, undisturbed)
    verify = start("preserve", "verify", "--unanchored-ok", "--case", case, home=home_of(case), name="verify")
    assert verify.code() == 0, verify.said.read_text()
