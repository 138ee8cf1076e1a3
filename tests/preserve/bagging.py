"""Bags to test with: made of small cases of nobody's, spoilt in one way, and made to fit again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from tests.preserve.building import small_case, take

from answerable.preserve.bag import Bagged, Beside, Wanted, bag_case
from answerable.preserve.bag_manifest import PAYLOAD, TAGS
from answerable.preserve.bag_taking import InProcessTaker
from answerable.preserve.casefile import CaseFile
from answerable.preserve.unbag import Taking, unbag
from answerable.terms.check import Check
from answerable.terms.digest import Digest, digest_bytes

LETTER, SCAN = b"the inspector's letter of 3 March", b"a scan that came in the same mail"
MAIL = b"a mail, and in it: " + LETTER + SCAN


def full_case(folder: Path, *, encrypted: bool = False) -> CaseFile:
    """A case with containers, a refusal inside one, a kept reading, something set aside, and a judgement."""
    case = small_case(folder) if not encrypted else CaseFile.create(folder, name="Othmar bridge", encrypted=True)
    with case.writing() as writer:
        mail = take(writer, "box.mbox!/0001", MAIL)
        letter = take(writer, "box.mbox!/0001!/letter.pdf", LETTER, container=mail.digest)
        take(writer, "box.mbox!/0001!/scan.png", SCAN, container=mail.digest)
        take(writer, "证词.txt", "裂缝".encode())
        writer.decline("box.mbox!/0001!/loop", "skipped", "a loop of folders")
        writer.keep_bytes(b'{"capture":"%b","text":"what the letter says"}' % letter.digest.encode())
        note = {"judgement": {"capture": letter.digest, "exact": "the inspector's letter"}}
        writer.append("judged", objects=[letter.digest], note=note)
    (case.path / "blobs" / ".incoming" / "00").write_bytes(b"half a document")
    with case.writing():
        pass
    return case


def bagged(case: CaseFile, target: Path, wanted: Wanted | None = None, *, beside: Beside | None = None) -> Bagged:
    return bag_case(case, target, wanted or Wanted(), lambda withheld: beside or Beside())


def taken_in(source: Path, target: Path, **how: object) -> tuple[CaseFile, list[Check]]:
    return unbag(source, target, Taking(**how), InProcessTaker())  # type: ignore[arg-type]


def digest_of(data: bytes) -> Digest:
    return digest_bytes(data)


def relist(bag: Path) -> None:
    """Make both manifests and the Oxum fit whatever is in the bag now, as a forger would; seal.note stays."""
    payload = [p for p in bag.rglob("*") if p.is_file() and p.relative_to(bag).parts[0] == "data"]
    (bag / PAYLOAD).write_text("".join(_line(bag, p) for p in sorted(payload)))
    info = bag / "bag-info.txt"
    oxum = f"Payload-Oxum: {sum(p.stat().st_size for p in payload)}.{len(payload)}"
    info.write_text(re.sub(r"Payload-Oxum: \S+", oxum, info.read_text()))
    retag(bag)


def retag(bag: Path) -> None:
    """Make the tag manifest fit."""
    tags = [p for p in bag.rglob("*") if p.is_file() and p.relative_to(bag).parts[0] != "data"]
    tags = [p for p in tags if p.name not in (TAGS, "seal.note")]
    (bag / TAGS).write_text("".join(_line(bag, p) for p in sorted(tags)))


def _line(bag: Path, path: Path) -> str:
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n"


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    before = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(change(before))
    assert path.read_bytes() != before, "the test changes nothing"
